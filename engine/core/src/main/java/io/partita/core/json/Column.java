package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How one member is written, read and described. */
abstract class Column<R, T> {

    private final Member<T> handle = new Member<>(this);
    private Optional<String> description = Optional.empty();
    private boolean isPromised;

    abstract void write(R value, JsonGenerator out) throws IOException;

    /** @return empty after it was said what is wrong */
    abstract Optional<T> read(Members members);

    abstract void describe(Properties properties, Definitions definitions);

    /** Looked at when all are read and the record is made. @return whether it is as the record says */
    boolean fits(R value, Members members) {
        return true;
    }

    final void promise() {
        isPromised = true;
    }

    final boolean isPromised() {
        return isPromised;
    }

    final void describe(String text) {
        description = Optional.of(text);
    }

    final Member<T> handle() {
        return handle;
    }

    final Map<String, Object> described(Map<String, Object> schema) {
        if (description.isEmpty()) {
            return schema;
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("description", description.get());
        schema.forEach(described::putIfAbsent);
        return described;
    }

    /** A member that is always there. */
    static class Always<R, T> extends Column<R, T> {

        private final String name;
        private final SerializableString written;
        private final Codec<T> codec;
        private final Function<? super R, ? extends T> of;

        Always(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
            this.name = name;
            this.written = new SerializedString(name);
            this.codec = codec;
            this.of = of;
        }

        @Override
        final void write(R value, JsonGenerator out) throws IOException {
            out.writeFieldName(written);
            codec.write(of.apply(value), out);
        }

        @Override
        final Optional<T> read(Members members) {
            return members.required(name, codec);
        }

        @Override
        final void describe(Properties properties, Definitions definitions) {
            properties.put(name, described(codec.schema(definitions)));
            properties.required().add(name);
        }
    }

    /** A member that is sometimes left out. */
    abstract static class Occasional<R, T, U> extends Column<R, U> {

        private final String name;
        private final SerializableString written;
        private final Codec<T> codec;
        private final Function<? super R, Optional<T>> of;

        Occasional(String name, Codec<T> codec, Function<? super R, Optional<T>> of) {
            this.name = name;
            this.written = new SerializedString(name);
            this.codec = codec;
            this.of = of;
        }

        @Override
        final void write(R value, JsonGenerator out) throws IOException {
            Optional<T> present = of.apply(value);
            if (present.isPresent()) {
                out.writeFieldName(written);
                codec.write(present.get(), out);
            }
        }

        final Optional<Optional<T>> occasion(Members members) {
            return members.optional(name, codec);
        }

        @Override
        final void describe(Properties properties, Definitions definitions) {
            properties.put(name, described(codec.schema(definitions)));
            if (isPromised()) {
                properties.required().add(name);
            }
        }
    }
}
