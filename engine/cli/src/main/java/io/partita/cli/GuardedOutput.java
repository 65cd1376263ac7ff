package io.partita.cli;

import io.partita.cli.text.LogCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream to people and runners of builds: whatever is printed on it, and by whom, no line of it is a command to a
 * runner ({@link LogCommands}). A line is kept back until it ends.
 */
final class GuardedOutput extends OutputStream {

    /** What is longer goes on in parts. */
    private static final int LONGEST = 1 << 20;

    /** How much of a part is kept for the next one: more than the beginning of any command. */
    private static final int KEPT = 1 << 10;

    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean begun;

    private GuardedOutput(PrintStream out) {
        this.out = out;
    }

    /** @param out never closed: closing the guard writes what it has kept back */
    static PrintStream around(PrintStream out) {
        return new PrintStream(new GuardedOutput(out), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int each) throws IOException {
        line.write(each);
        if (each == '\n') {
            pass(line.size());
            begun = false;
        } else if (line.size() > LONGEST) {
            pass(line.size() - KEPT);
        }
    }

    @Override
    public void write(byte[] text, int from, int length) throws IOException {
        int written = from;
        for (int at = from; at < from + length; at++) {
            if (text[at] == '\n' || line.size() + at - written >= LONGEST) {
                line.write(text, written, at - written);
                write(text[at]);
                written = at + 1;
            }
        }
        line.write(text, written, from + length - written);
    }

    /** The commands are plain ASCII, so bytes are as good as characters. */
    private void pass(int length) {
        byte[] all = line.toByteArray();
        String text = new String(all, 0, length, StandardCharsets.ISO_8859_1);
        String broken = begun ? LogCommands.brokenWithin(text) : LogCommands.broken(text);
        byte[] bytes = broken.getBytes(StandardCharsets.ISO_8859_1);
        out.write(bytes, 0, bytes.length);
        begun = true;
        line.reset();
        line.write(all, length, all.length - length);
    }

    /** @throws IOException when the stream behind does not take it any more */
    @Override
    public void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("the output is gone");
        }
    }

    @Override
    public void close() throws IOException {
        pass(line.size());
        flush();
    }
}
