package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A sealed type. */
final class VariantShape<R, K extends Enum<K>> extends Shape<R> {

    private final String discriminator;
    private final List<K> kinds;
    private final TextCodec<K> words;
    private final Function<? super R, K> kindOf;
    private final Function<K, Shape<? extends R>> shapes;

    VariantShape(
            String name,
            String discriminator,
            List<K> kinds,
            TextCodec<K> words,
            Function<? super R, K> kindOf,
            Function<K, Shape<? extends R>> shapes) {
        super(name);
        this.discriminator = discriminator;
        this.kinds = kinds;
        this.words = words;
        this.kindOf = kindOf;
        this.shapes = shapes;
    }

    @Override
    void writeMembers(R value, JsonGenerator out) throws IOException {
        K kind = kindOf.apply(value);
        out.writeStringField(discriminator, words.print(kind));
        @SuppressWarnings("unchecked") // the switch gives a kind the shape of its type
        Shape<R> shape = (Shape<R>) shapes.apply(kind);
        shape.writeMembers(value, out);
    }

    @Override
    Optional<R> readMembers(Members read) {
        Optional<K> kind = read.required(discriminator, words);
        if (kind.isEmpty()) {
            read.strange();
            return Optional.empty();
        }
        return shapes.apply(kind.get()).readMembers(read).map(value -> value);
    }

    @Override
    Properties properties(Definitions definitions) {
        Properties properties = new Properties();
        properties.choose(
                "oneOf",
                kinds.stream().map(kind -> variant(kind, definitions).open()).toList());
        return properties;
    }

    @Override
    Map<String, Object> schema(Definitions definitions) {
        return definitions.reference(name(), this, () -> {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", Map.of(discriminator, words.schema(definitions)));
            schema.put("required", List.of(discriminator));
            schema.put(
                    "oneOf",
                    kinds.stream().map(kind -> reference(kind, definitions)).toList());
            return schema;
        });
    }

    private Map<String, Object> reference(K kind, Definitions definitions) {
        return definitions.reference(
                name() + "-" + words.print(kind),
                List.of(this, kind),
                () -> variant(kind, definitions).closed());
    }

    private Properties variant(K kind, Definitions definitions) {
        Properties properties = new Properties();
        properties.put(discriminator, Map.of("const", words.print(kind)));
        properties.required().add(discriminator);
        properties.addAll(shapes.apply(kind).properties(definitions));
        return properties;
    }
}
