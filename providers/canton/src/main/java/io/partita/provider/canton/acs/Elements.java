package io.partita.provider.canton.acs;

import java.util.Arrays;

/** Cuts a byte stream that comes in pieces into its elements, each preceded by its length as a varint. */
final class Elements implements Gunzip.Sink {

    /** Far above what a participant accepts as one contract; a longer one means that the lengths are damaged. */
    private static final int LARGEST = 128 << 20;

    private static final int FIRST_BUFFER = 16 * 1024;
    private static final int LONGEST_VARINT_SHIFT = 28;

    private final Element each;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private int needed;
    private int shift;
    private boolean inside;
    private long position;

    /** Takes an element; the array is used again afterwards. */
    @FunctionalInterface
    interface Element {
        void take(byte[] bytes, int offset, int length) throws Damaged;
    }

    Elements(Element each) {
        this.each = each;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) throws Damaged {
        int at = offset;
        int end = offset + length;
        while (at < end || inside && needed == 0) {
            int used = inside ? body(bytes, at, end - at) : length(bytes[at]);
            at += used;
            position += used;
        }
    }

    /** Says that no more comes. */
    void finish() throws Damaged {
        if (inside || shift > 0) {
            throw new Damaged("the last contract is cut off at byte " + position + " of the unpacked file");
        }
    }

    private int length(byte next) throws Damaged {
        if (shift > LONGEST_VARINT_SHIFT) {
            throw tooLong();
        }
        needed |= (next & 0x7f) << shift;
        shift += 7;
        if (next >= 0) {
            if (needed < 0 || needed > LARGEST) {
                throw tooLong();
            }
            inside = true;
            filled = 0;
        }
        return 1;
    }

    private int body(byte[] bytes, int offset, int available) throws Damaged {
        if (filled == 0 && available >= needed) {
            return handOver(bytes, offset, needed);
        }
        int count = Math.min(available, needed - filled);
        reserve(filled + count);
        System.arraycopy(bytes, offset, buffer, filled, count);
        filled += count;
        if (filled == needed) {
            handOver(buffer, 0, needed);
        }
        return count;
    }

    private int handOver(byte[] bytes, int offset, int length) throws Damaged {
        each.take(bytes, offset, length);
        inside = false;
        needed = 0;
        shift = 0;
        return length;
    }

    /** Grows with what has come, not with what a damaged length promises. */
    private void reserve(int size) {
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(LARGEST, Math.max(size, buffer.length * 2L)));
        }
    }

    private Damaged tooLong() {
        return new Damaged("the length of a contract is damaged at byte " + position + " of the unpacked file");
    }
}
