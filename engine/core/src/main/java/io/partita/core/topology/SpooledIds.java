package io.partita.core.topology;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Texts spread over parts by their hash, so that two of these can be compared part by part. Each part has one block in
 * memory; full blocks go to the end of one file, each with the place of the one before it. A hundred million ids are at
 * most half a million in a part.
 *
 * <p>The file is made when the first block is full, is readable by the owner only, and has no name any more while it is
 * open where the system can do that: a killed process leaves nothing behind.
 */
final class SpooledIds implements AutoCloseable {

    static final int PARTS = 256;
    static final int BLOCK = 4096;

    /** The place of the block before it, and the length of what follows. */
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    private static final long NONE = -1;

    private final Path folder;
    private final int block;
    private final ByteBuffer[] open = new ByteBuffer[PARTS];
    private final long[] last = new long[PARTS];
    private FileChannel file;
    private long end;
    private long added;

    SpooledIds(Path folder, int block) {
        this.folder = folder;
        this.block = block;
        Arrays.fill(last, NONE);
    }

    /** How many were added, repeated ones included. */
    long added() {
        return added;
    }

    void add(String id) throws IOException {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        int part = (id.hashCode() * 0x9E3779B9) >>> Integer.SIZE - Integer.numberOfTrailingZeros(PARTS);
        int needed = Integer.BYTES + text.length;
        if (open[part] != null && open[part].remaining() < needed) {
            write(part);
        }
        if (open[part] == null || open[part].capacity() < HEAD + needed) {
            open[part] = ByteBuffer.allocate(HEAD + Math.max(block, needed)).position(HEAD);
        }
        open[part].putInt(text.length).put(text);
        added++;
    }

    /** Those of one part, in no particular order. */
    void each(int part, Consumer<String> each) throws IOException {
        if (open[part] == null) {
            return;
        }
        read(open[part].duplicate().flip().position(HEAD), each);
        long place = last[part];
        while (place != NONE) {
            ByteBuffer head = at(place, HEAD);
            long before = head.getLong();
            read(at(place + HEAD, head.getInt()), each);
            place = before;
        }
    }

    private static void read(ByteBuffer block, Consumer<String> each) {
        while (block.hasRemaining()) {
            byte[] text = new byte[block.getInt()];
            block.get(text);
            each.accept(new String(text, StandardCharsets.UTF_8));
        }
    }

    private void write(int part) throws IOException {
        ByteBuffer full = open[part];
        full.putLong(0, last[part]).putInt(Long.BYTES, full.position() - HEAD).flip();
        if (file == null) {
            file = unnamed();
        }
        long at = end;
        while (full.hasRemaining()) {
            end += file.write(full, end);
        }
        last[part] = at;
        full.clear().position(HEAD);
    }

    private FileChannel unnamed() throws IOException {
        Path made = Files.createTempFile(folder, "compare-", ".ids");
        return FileChannel.open(
                made, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private ByteBuffer at(long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, place + bytes.position()) < 0) {
                throw new EOFException("the file of contract ids ends early");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
