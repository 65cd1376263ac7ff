package io.partita.core.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream of UTF-8 text that lets no known secret through. What is written is kept until it is flushed, or until there
 * is so much of it that a part can go.
 */
public final class MaskedOutput extends OutputStream {

    private static final int MOST = 256 * 1024;

    /** So much of what was written last stays until more has come: a secret may begin in it. */
    private static final int KEPT = 2 * KnownSecrets.LONGEST;

    private final PrintStream sink;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** @param sink not closed */
    private MaskedOutput(PrintStream sink) {
        this.sink = sink;
    }

    /** A stream that writes to another one, which is flushed with it and never closed. */
    public static PrintStream before(PrintStream sink) {
        return new PrintStream(new MaskedOutput(sink), false, StandardCharsets.UTF_8);
    }

    /** The same for a log, which nobody flushes: every line goes by itself. */
    public static PrintStream log(PrintStream sink) {
        return new PrintStream(new MaskedOutput(sink), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int one) throws IOException {
        kept.write(one);
        letGo();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        kept.write(bytes, offset, count);
        letGo();
    }

    /** @throws IOException when the sink has lost something */
    @Override
    public synchronized void flush() throws IOException {
        if (kept.size() > 0) {
            String text = kept.toString(StandardCharsets.UTF_8);
            kept.reset();
            pass(KnownSecrets.masked(text));
        }
        sink.flush();
        if (sink.checkError()) {
            throw new IOException("what was written did not get there");
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void letGo() throws IOException {
        if (kept.size() < MOST) {
            return;
        }
        byte[] bytes = kept.toByteArray();
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] < 0) {
            whole--;
        }
        String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        int end = end(text);
        kept.reset();
        kept.write(text.substring(end).getBytes(StandardCharsets.UTF_8));
        kept.write(bytes, whole, bytes.length - whole);
        pass(KnownSecrets.masked(text.substring(0, end)));
    }

    /** How much of a text can go: no secret is cut there, and no character. */
    private static int end(String text) {
        int end = Math.max(0, text.length() - KEPT);
        for (SecretIndex.Stretch secret : KnownSecrets.stretches(text)) {
            if (secret.start() < end && secret.end() > end) {
                end = secret.start();
            }
        }
        return end > 0 && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private void pass(String text) throws IOException {
        sink.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
