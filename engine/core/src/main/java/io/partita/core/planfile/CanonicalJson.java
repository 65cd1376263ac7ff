package io.partita.core.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes JSON in one form only: fields in the order written, two blanks of indent, LF, UTF-8, a line feed at the end. */
final class CanonicalJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator generator;

    private CanonicalJson(JsonGenerator generator) {
        this.generator = generator;
    }

    /** @param sink somewhere in memory, which cannot fail */
    static void object(OutputStream sink, Consumer<CanonicalJson> members) {
        try (JsonGenerator generator = FACTORY.createGenerator(sink)) {
            generator.setPrettyPrinter(printer());
            generator.writeStartObject();
            members.accept(new CanonicalJson(generator));
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    CanonicalJson text(String name, Object value) {
        return write(() -> generator.writeStringField(name, value.toString()));
    }

    CanonicalJson optionalText(String name, Optional<?> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    CanonicalJson number(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    CanonicalJson truth(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    CanonicalJson texts(String name, Collection<?> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (Object value : values) {
                generator.writeString(value.toString());
            }
            generator.writeEndArray();
        });
    }

    CanonicalJson numbers(String name, Collection<Integer> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (int value : values) {
                generator.writeNumber(value);
            }
            generator.writeEndArray();
        });
    }

    CanonicalJson object(String name, Runnable members) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            members.run();
            generator.writeEndObject();
        });
    }

    <T> CanonicalJson objects(String name, Collection<T> values, Consumer<T> members) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T value : values) {
                generator.writeStartObject();
                members.accept(value);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    private CanonicalJson write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return this;
    }

    /** One write. */
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }
}
