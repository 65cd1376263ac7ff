package io.partita.core.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Gives so many bytes and no more: the size that the file system tells is not asked, because special files tell 0 and
 * others grow.
 */
final class LimitedStream extends FilterInputStream {

    private final Path file;
    private final long limit;
    private long left;

    LimitedStream(InputStream in, Path file, long limit) {
        super(in);
        this.file = file;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, (int) Math.min(length, Math.max(1, left + 1)));
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(Math.min(bytes, left + 1));
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws FileRefused {
        left -= bytes;
        if (left < 0) {
            throw FileRefused.tooLarge(file, limit);
        }
    }
}
