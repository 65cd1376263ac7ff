package io.partita.proto;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds what a message carries beyond its type, anywhere in its tree. */
final class UnknownFields {

    private UnknownFields() {}

    /** The unknown fields as {@code type#number}, such as {@code com.example.Thing#7}. */
    static Stream<String> of(Message message) {
        var own = message.getUnknownFields().asMap().keySet().stream()
                .map(number -> message.getDescriptorForType().getFullName() + "#" + number);
        return Stream.concat(own, children(message).flatMap(UnknownFields::of));
    }

    private static Stream<Message> children(Message message) {
        return message.getAllFields().entrySet().stream()
                .map(Map.Entry::getValue)
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .filter(Message.class::isInstance)
                .map(Message.class::cast);
    }
}
