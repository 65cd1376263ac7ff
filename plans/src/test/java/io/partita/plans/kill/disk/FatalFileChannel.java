package io.partita.plans.kill.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel whose writes and cuts pass the trap. */
final class FatalFileChannel extends FileChannel {

    private final FileChannel real;
    private final Path file;
    private final FileTrap trap;

    FatalFileChannel(FileChannel real, Path file, FileTrap trap) {
        this.real = real;
        this.file = file;
        this.trap = trap;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return trap.write(file, half -> real.write(half ? half(source) : source));
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return trap.write(file, half -> real.write(half ? half(source) : source, position));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += sources[i].hasRemaining() ? write(sources[i]) : 0;
        }
        return written;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return trap.change("write", file, () -> real.transferFrom(source, position, count));
    }

    private static ByteBuffer half(ByteBuffer source) {
        return source.duplicate().limit(source.position() + source.remaining() / 2);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (size < real.size()) {
            trap.change("truncate", file, () -> real.truncate(size));
        } else {
            real.truncate(size);
        }
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        real.force(metaData);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
