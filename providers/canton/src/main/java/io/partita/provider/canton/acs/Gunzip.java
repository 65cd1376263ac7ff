package io.partita.provider.canton.acs;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) that comes in pieces of any size. Strict: a wrong checksum, a cut stream and bytes behind the end are errors; several members behind each other are
 * allowed, as the format says.
 */
final class Gunzip implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HEADER_CHECKSUM_BYTES = 2;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] unpacked = new byte[BUFFER];
    private State state = State.FIXED;
    private int inState;
    private int flags;
    private int extraLength;
    private long trailer;
    private long position;

    private enum State {
        FIXED,
        EXTRA_LENGTH,
        EXTRA_BYTES,
        NAME,
        COMMENT,
        HEADER_CHECKSUM,
        BODY,
        TRAILER,
        /** Behind a member: the end, or the next member. */
        BETWEEN
    }

    /** Takes what was unpacked; the array is used again afterwards. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int offset, int length) throws Damaged;
    }

    /** How many packed bytes were read. */
    long position() {
        return position;
    }

    void feed(byte[] bytes, int offset, int length, Sink sink) throws Damaged {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (state == State.BODY) {
                at += inflate(bytes, at, end - at, sink);
            } else {
                frame(bytes[at] & 0xff);
                at++;
                position++;
            }
        }
    }

    /** Says that no more comes. */
    void finish() throws Damaged {
        if (state != State.BETWEEN) {
            throw new Damaged("the gzip stream is cut off after " + position + " bytes");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] bytes, int offset, int length, Sink sink) throws Damaged {
        inflater.setInput(bytes, offset, length);
        long before = inflater.getBytesRead();
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(unpacked);
                if (count == 0 && inflater.needsDictionary()) {
                    throw new Damaged("the gzip stream is damaged at byte " + position);
                }
                if (count == 0 && !inflater.finished()) {
                    break;
                }
                checksum.update(unpacked, 0, count);
                sink.take(unpacked, 0, count);
            }
        } catch (DataFormatException e) {
            throw new Damaged("the gzip stream is damaged near byte " + (position + inflater.getBytesRead() - before));
        }
        int consumed = (int) (inflater.getBytesRead() - before);
        position += consumed;
        if (inflater.finished()) {
            enter(State.TRAILER);
            trailer = 0;
        }
        return consumed;
    }

    private void frame(int next) throws Damaged {
        switch (state) {
            case BETWEEN -> {
                if (next != 0x1f) {
                    throw new Damaged(
                            "there are bytes behind the end of the gzip stream, from byte " + position + " on");
                }
                enter(State.FIXED);
                fixed(next);
            }
            case FIXED -> fixed(next);
            case EXTRA_LENGTH -> {
                extraLength |= next << (8 * inState++);
                if (inState == 2) {
                    enter(extraLength == 0 ? after(EXTRA) : State.EXTRA_BYTES);
                }
            }
            case EXTRA_BYTES -> {
                if (++inState == extraLength) {
                    enter(after(EXTRA));
                }
            }
            case NAME -> {
                if (next == 0) {
                    enter(after(NAME));
                }
            }
            case COMMENT -> {
                if (next == 0) {
                    enter(after(COMMENT));
                }
            }
            case HEADER_CHECKSUM -> {
                if (++inState == HEADER_CHECKSUM_BYTES) {
                    enter(State.BODY);
                }
            }
            case TRAILER -> trailer(next);
            case BODY -> throw new IllegalStateException("the body is not read byte by byte; this is a bug in partita");
        }
    }

    private void fixed(int next) throws Damaged {
        boolean wrong = switch (inState) {
            case 0 -> next != 0x1f;
            case 1 -> next != 0x8b;
            case 2 -> next != 8;
            case 3 -> (next & RESERVED_FLAGS) != 0;
            default -> false;
        };
        if (wrong) {
            throw new Damaged("not a gzip stream: unexpected byte at " + position);
        }
        if (inState == 3) {
            flags = next;
        }
        if (++inState == FIXED_HEADER) {
            extraLength = 0;
            enter(after(0));
        }
    }

    /** The optional parts of a header come in a fixed order. */
    private State after(int part) {
        if (part < EXTRA && (flags & EXTRA) != 0) {
            return State.EXTRA_LENGTH;
        }
        if (part < NAME && (flags & NAME) != 0) {
            return State.NAME;
        }
        if (part < COMMENT && (flags & COMMENT) != 0) {
            return State.COMMENT;
        }
        return (flags & HEADER_CHECKSUM) != 0 ? State.HEADER_CHECKSUM : State.BODY;
    }

    private void trailer(int next) throws Damaged {
        trailer |= (long) next << (8 * inState++);
        if (inState < TRAILER) {
            return;
        }
        long size = inflater.getBytesWritten() & 0xffffffffL;
        if ((trailer & 0xffffffffL) != checksum.getValue() || trailer >>> 32 != size) {
            throw new Damaged("the gzip stream is damaged: its checksum at byte " + position + " is wrong");
        }
        inflater.reset();
        checksum.reset();
        enter(State.BETWEEN);
    }

    private void enter(State next) {
        state = next;
        inState = 0;
    }
}
