package io.partita.core.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One element of DER, as far as it is needed to tell what a file is.
 *
 * @param tag the identifier octet; tags of several octets are not told apart
 * @param encoded with tag and length
 * @param content without them
 */
record DerElement(int tag, byte[] encoded, byte[] content) {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    /** The one element that the bytes are; empty when they are anything else, or more. */
    static Optional<DerElement> of(byte[] bytes) {
        List<DerElement> elements = elements(bytes);
        return elements.size() == 1 ? Optional.of(elements.get(0)) : Optional.empty();
    }

    /** The elements of a sequence; empty when this is none. */
    List<DerElement> elements() {
        return tag == SEQUENCE ? elements(content) : List.of();
    }

    private static List<DerElement> elements(byte[] bytes) {
        List<DerElement> elements = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            while (left.hasRemaining()) {
                int start = left.position();
                int tag = left.get() & 0xff;
                int length = length(left);
                if (length < 0 || length > left.remaining()) {
                    return List.of();
                }
                int content = left.position();
                left.position(content + length);
                elements.add(new DerElement(
                        tag,
                        Arrays.copyOfRange(bytes, start, content + length),
                        Arrays.copyOfRange(bytes, content, content + length)));
            }
        } catch (BufferUnderflowException cutOff) {
            return List.of();
        }
        return elements;
    }

    /** Negative for one that no file of a key has. */
    private static int length(ByteBuffer left) {
        int first = left.get() & 0xff;
        return switch (first) {
            case 0x81 -> left.get() & 0xff;
            case 0x82 -> left.getShort() & 0xffff;
            default -> first < 0x80 ? first : -1;
        };
    }
}
