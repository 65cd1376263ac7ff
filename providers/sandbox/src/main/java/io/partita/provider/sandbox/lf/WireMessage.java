package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One protobuf message without a schema: field number → values in order. Nested messages stay bytes until asked for, so reading the surface of a large archive does
 * not touch its expressions.
 */
final class WireMessage {

    private static final WireMessage EMPTY = new WireMessage(Map.of());

    private final Map<Integer, List<Object>> fields;

    private WireMessage(Map<Integer, List<Object>> fields) {
        this.fields = fields;
    }

    static WireMessage parse(ByteString bytes) throws LfFormatException {
        if (bytes.isEmpty()) {
            return EMPTY;
        }
        Map<Integer, List<Object>> fields = new TreeMap<>();
        CodedInputStream input = bytes.newCodedInput();
        try {
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                fields.computeIfAbsent(WireFormat.getTagFieldNumber(tag), n -> new ArrayList<>(1))
                        .add(value(tag, input));
            }
        } catch (IOException e) {
            throw new LfFormatException("not a protobuf message: " + e.getMessage(), e);
        }
        return new WireMessage(fields);
    }

    private static Object value(int tag, CodedInputStream input) throws IOException {
        return switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> input.readRawVarint64();
            case WireFormat.WIRETYPE_FIXED64 -> input.readRawLittleEndian64();
            case WireFormat.WIRETYPE_FIXED32 -> (long) input.readRawLittleEndian32();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> input.readBytes();
            default -> throw new InvalidProtocolBufferException("wire type " + WireFormat.getTagWireType(tag));
        };
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /** The last value of a scalar field; the protobuf default 0 where it is absent. */
    long number(int field) throws LfFormatException {
        List<Object> values = fields.get(field);
        if (values == null) {
            return 0;
        }
        if (values.get(values.size() - 1) instanceof Long number) {
            return number;
        }
        throw new LfFormatException("field " + field + " is not a number");
    }

    int index(int field) throws LfFormatException {
        return Math.toIntExact(number(field));
    }

    Optional<ByteString> bytes(int field) throws LfFormatException {
        List<ByteString> all = allBytes(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    List<ByteString> allBytes(int field) throws LfFormatException {
        List<ByteString> result = new ArrayList<>();
        for (Object value : fields.getOrDefault(field, List.of())) {
            if (!(value instanceof ByteString bytes)) {
                throw new LfFormatException("field " + field + " is not length-delimited");
            }
            result.add(bytes);
        }
        return result;
    }

    Optional<WireMessage> message(int field) throws LfFormatException {
        Optional<ByteString> bytes = bytes(field);
        return bytes.isPresent() ? Optional.of(parse(bytes.get())) : Optional.empty();
    }

    /** The nested message, or an empty one: protobuf writers may leave out a message without content. */
    WireMessage messageOrEmpty(int field) throws LfFormatException {
        return message(field).orElse(EMPTY);
    }

    List<WireMessage> messages(int field) throws LfFormatException {
        List<WireMessage> result = new ArrayList<>();
        for (ByteString bytes : allBytes(field)) {
            result.add(parse(bytes));
        }
        return result;
    }

    /** A repeated integer field, packed or not. */
    List<Integer> indices(int field) throws LfFormatException {
        List<Integer> result = new ArrayList<>();
        for (Object value : fields.getOrDefault(field, List.of())) {
            if (value instanceof Long number) {
                result.add(Math.toIntExact(number));
                continue;
            }
            CodedInputStream packed = ((ByteString) value).newCodedInput();
            try {
                while (!packed.isAtEnd()) {
                    result.add(packed.readInt32());
                }
            } catch (IOException e) {
                throw new LfFormatException("field " + field + " is not a list of integers", e);
            }
        }
        return result;
    }
}
