package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes hostile answers of real ones: values that no participant has, in every field, and bytes that are none. */
final class SpoiltAnswers {

    private static final long[] NUMBERS = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 315_576_000_001L
    };
    private static final String[] TEXTS = {
        "",
        " ",
        "::",
        "a::b",
        "\u0000",
        "\u001b[31mred",
        "\u202e",
        "x".repeat(100_000),
        "Alice::1220",
        "PAR::p::1220" + "ab".repeat(32),
        "-1",
        "999999999999999999999",
        "3.5.99999999999999999999",
        "* * * * * ?"
    };
    private static final int MOST_CHANGES = 3;

    private final SplittableRandom random;

    SpoiltAnswers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Another answer of the same method. */
    byte[] of(MethodDescriptor<?, ?> method, byte[] answer) {
        if (random.nextInt(4) == 0) {
            return bytes(answer);
        }
        try {
            Message.Builder message = prototype(method).newBuilderForType().mergeFrom(answer);
            for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0; change--) {
                spoil(message);
            }
            return message.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a recorded answer of " + method.getFullMethodName(), e);
        }
    }

    private static Message prototype(MethodDescriptor<?, ?> method) {
        return (Message)
                ((MethodDescriptor.PrototypeMarshaller<?>) method.getResponseMarshaller()).getMessagePrototype();
    }

    private byte[] bytes(byte[] answer) {
        byte[] spoilt = answer.clone();
        for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0 && spoilt.length > 0; change--) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1)) : spoilt;
    }

    /** Changes a field of the message, or of one within it. */
    private void spoil(Message.Builder message) {
        List<FieldDescriptor> fields =
                new ArrayList<>(message.getDescriptorForType().getFields());
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        if (field.isMapField()) {
            message.clearField(field);
        } else if (field.isRepeated()) {
            spoilList(message, field);
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            spoilNested(message, field);
        } else {
            message.setField(field, value(field));
        }
    }

    private void spoilNested(Message.Builder message, FieldDescriptor field) {
        if (random.nextInt(6) == 0) {
            message.clearField(field);
            return;
        }
        Message.Builder nested = ((Message) message.getField(field)).toBuilder();
        spoil(nested);
        message.setField(field, nested.build());
    }

    private void spoilList(Message.Builder message, FieldDescriptor field) {
        int count = message.getRepeatedFieldCount(field);
        int choice = random.nextInt(6);
        if (choice == 0) {
            message.clearField(field);
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message.Builder nested = count > 0 && choice < 5
                    ? ((Message) message.getRepeatedField(field, random.nextInt(count))).toBuilder()
                    : message.newBuilderForField(field);
            spoil(nested);
            if (count > 0 && choice < 4) {
                message.setRepeatedField(field, random.nextInt(count), nested.build());
            } else {
                message.addRepeatedField(field, nested.build());
            }
        } else {
            message.addRepeatedField(field, value(field));
        }
    }

    private Object value(FieldDescriptor field) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> Float.NaN;
            case DOUBLE -> Double.NaN;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(200)]);
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown((int) number);
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }
}
