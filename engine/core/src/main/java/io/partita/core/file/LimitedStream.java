package io.partita.core.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Gives so many bytes and no more: the size that the file system tells is not relied on, because special files tell 0
 * and others grow.
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

    /**
     * All that a file has, from its beginning; what is larger at once is not read at all.
     *
     * @param opened closed with the stream, or when this fails
     */
    static LimitedStream of(SeekableByteChannel opened, Path file, long limit) throws IOException {
        try {
            if (opened.size() > limit) {
                throw FileRefused.tooLarge(file, limit);
            }
            return new LimitedStream(Channels.newInputStream(opened), file, limit);
        } catch (IOException refused) {
            opened.close();
            throw refused;
        }
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
