package io.partita.provider.canton.acs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip. Strict where libraries are lenient: bytes behind the end are an error, told with their place. Several
 * members behind each other are allowed, as the format says.
 */
final class Gunzip extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final Packed packed;
    private final InputStream source;
    private GzipCompressorInputStream member;
    private long ended;

    /** The file itself. Buffers above it may read ahead, but at the end all of it went through here. */
    private static final class Packed extends InputStream {

        private final InputStream in;
        private long bytes;
        private IOException failure;

        Packed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    bytes += count;
                }
                return count;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    Gunzip(InputStream in) {
        this.packed = new Packed(in);
        this.source = new BufferedInputStream(packed, BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException of the file itself, or {@link Damaged} */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            if (member == null) {
                member = new GzipCompressorInputStream(source);
            }
            int count = member.read(buffer, offset, length);
            while (count < 0 && next()) {
                count = member.read(buffer, offset, length);
            }
            return count;
        } catch (Damaged e) {
            throw e;
        } catch (EOFException e) {
            throw new Damaged("the gzip stream is cut off after " + packed.bytes + " bytes");
        } catch (IOException e) {
            if (packed.failure != null) {
                throw packed.failure;
            }
            throw new Damaged("the gzip stream is damaged near byte " + place() + ": " + e.getMessage());
        }
    }

    /** Whether another member follows. */
    private boolean next() throws IOException {
        long end = place();
        source.mark(1);
        if (source.read() < 0) {
            return false;
        }
        source.reset();
        try {
            member = new GzipCompressorInputStream(source);
            ended = end;
            return true;
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            if (packed.failure != null) {
                throw e;
            }
            throw new Damaged("there are bytes behind the end of the gzip stream, from byte " + end + " on");
        }
    }

    @Override
    public void close() throws IOException {
        if (member != null) {
            member.close();
        }
    }

    private long place() {
        return member == null ? 0 : ended + member.getCompressedCount();
    }
}
