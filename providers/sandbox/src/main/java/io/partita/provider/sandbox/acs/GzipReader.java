package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks gzip that arrives in pieces of any size. Concatenated members are one stream. */
final class GzipReader {

    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Sink sink;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 * 1024];
    private State state = State.HEADER;
    private ByteString held = ByteString.EMPTY;
    private boolean started;

    GzipReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes unpacked bytes. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int length) throws IOException;
    }

    /** The first bytes are not those of a gzip stream. */
    static final class NotGzip extends IOException {

        private static final long serialVersionUID = 1L;

        NotGzip() {
            super("Input is not in the .gz format");
        }
    }

    private enum State {
        HEADER,
        BODY,
        TRAILER
    }

    void accept(ByteString piece) throws IOException {
        ByteString input = held.concat(piece);
        held = ByteString.EMPTY;
        while (!input.isEmpty()) {
            int before = input.size();
            input = switch (state) {
                case HEADER -> header(input);
                case BODY -> body(input);
                case TRAILER -> trailer(input);
            };
            if (input.size() == before) {
                held = input;
                return;
            }
        }
    }

    /**
     * Ends the stream.
     *
     * @throws NotGzip if nothing ever came
     * @throws IOException if the stream is cut off
     */
    void finish() throws IOException {
        inflater.end();
        if (!started && held.isEmpty()) {
            throw new NotGzip();
        }
        if (state != State.HEADER || !held.isEmpty()) {
            throw new IOException("Unexpected end of ZLIB input stream");
        }
    }

    void close() {
        inflater.end();
    }

    /** Returns the input unchanged as long as the header is not complete. */
    private ByteString header(ByteString input) throws IOException {
        if ((input.byteAt(0) & 0xff) != 0x1f || (input.size() > 1 && (input.byteAt(1) & 0xff) != 0x8b)) {
            throw new NotGzip();
        }
        int end = headerEnd(input);
        if (end < 0) {
            return input;
        }
        started = true;
        inflater.reset();
        crc.reset();
        state = State.BODY;
        return input.substring(end);
    }

    private static int headerEnd(ByteString input) throws IOException {
        if (input.size() < FIXED_HEADER) {
            return -1;
        }
        if (input.byteAt(2) != 8) {
            throw new IOException("Unsupported compression method");
        }
        int flags = input.byteAt(3);
        int at = FIXED_HEADER;
        if ((flags & EXTRA) != 0) {
            if (input.size() < at + 2) {
                return -1;
            }
            at += 2 + (input.byteAt(at) & 0xff) + ((input.byteAt(at + 1) & 0xff) << 8);
        }
        for (int text : new int[] {NAME, COMMENT}) {
            if ((flags & text) != 0) {
                while (at < input.size() && input.byteAt(at) != 0) {
                    at++;
                }
                at++;
            }
        }
        at += (flags & HEADER_CRC) != 0 ? 2 : 0;
        return at <= input.size() ? at : -1;
    }

    private ByteString body(ByteString input) throws IOException {
        inflater.setInput(input.toByteArray());
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                crc.update(buffer, 0, n);
                sink.accept(buffer, n);
            }
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (inflater.finished()) {
            state = State.TRAILER;
            return input.substring(input.size() - inflater.getRemaining());
        }
        return ByteString.EMPTY;
    }

    private ByteString trailer(ByteString input) throws IOException {
        if (input.size() < TRAILER) {
            return input;
        }
        if (number(input, 0) != crc.getValue() || number(input, 4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new IOException("Corrupt GZIP trailer");
        }
        state = State.HEADER;
        return input.substring(TRAILER);
    }

    private static long number(ByteString bytes, int at) {
        long number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | (bytes.byteAt(at + i) & 0xff);
        }
        return number;
    }
}
