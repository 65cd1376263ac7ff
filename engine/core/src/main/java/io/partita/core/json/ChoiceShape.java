package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One of several shapes. */
final class ChoiceShape<R> extends Shape<R> {

    private final List<Shape<? extends R>> all;
    private final Function<? super R, Shape<? extends R>> choice;

    ChoiceShape(String name, List<Shape<? extends R>> all, Function<? super R, Shape<? extends R>> choice) {
        super(name);
        this.all = List.copyOf(all);
        this.choice = choice;
    }

    @Override
    void writeMembers(R value, JsonGenerator out) throws IOException {
        @SuppressWarnings("unchecked") // the choice gives a value the shape of its type
        Shape<R> shape = (Shape<R>) choice.apply(value);
        shape.writeMembers(value, out);
    }

    @Override
    Optional<R> readMembers(Members read) {
        throw unreadable(name());
    }

    @Override
    Properties properties(Definitions definitions) {
        Properties properties = new Properties();
        properties.choose(
                "anyOf",
                all.stream().map(shape -> shape.properties(definitions).open()).toList());
        return properties;
    }

    @Override
    Map<String, Object> schema(Definitions definitions) {
        return definitions.reference(
                name(),
                this,
                () -> Map.of(
                        "anyOf",
                        all.stream().map(shape -> shape.schema(definitions)).toList()));
    }
}
