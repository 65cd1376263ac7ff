package io.partita.provider.sandbox.services;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.partita.proto.protocol.TopologyMapping;
import java.util.List;
import java.util.function.Function;

/**
 * The answers of the list calls, which have one shape: {@code results}, each with the {@code context} of a transaction
 * and the {@code item} that it maps (wire.md 3).
 */
final class Results {

    private Results() {}

    /**
     * An answer with a result for every match.
     *
     * @param empty answer of the call
     * @param item what the call shows of a mapping
     * @throws IllegalArgumentException if the answer has another shape, or items of another type: a fault of the caller
     */
    static <R extends Message> R in(
            R empty, List<TopologyQuery.Match> matches, Function<TopologyMapping, Message> item) {
        Message.Builder answer = empty.newBuilderForType();
        FieldDescriptor results = field(answer, "results");
        matches.forEach(match -> {
            Message.Builder result = answer.newBuilderForField(results);
            result.setField(field(result, "context"), match.context());
            result.setField(field(result, "item"), item.apply(match.mapping()));
            answer.addRepeatedField(results, result.build());
        });
        @SuppressWarnings("unchecked") // a builder makes what it is a builder of
        R built = (R) answer.build();
        return built;
    }

    private static FieldDescriptor field(Message.Builder message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException(message.getDescriptorForType().getFullName() + " has no field " + name);
        }
        return field;
    }
}
