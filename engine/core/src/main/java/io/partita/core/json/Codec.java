package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.partita.core.diagnostic.Checked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How values of one type stand in JSON: its only writer, its strict reader and its schema. There is one text for one
 * value, and the same value comes back from it. Made by {@link Codecs} and {@link Shape}; immutable.
 *
 * @param <T> the type; its {@code equals} decides what "the same value" is
 */
public abstract class Codec<T> {

    /** Only this package makes kinds of codecs. */
    Codec() {}

    abstract void write(T value, JsonGenerator out) throws IOException;

    /** @return empty after it was said what is wrong */
    abstract Optional<T> read(JsonValue json, Reading reading);

    abstract Map<String, Object> schema(Definitions definitions);

    /** The value in one line, without a line feed. */
    public final String line(T value) {
        return JsonText.line(out -> write(value, out));
    }

    /**
     * Writes the value in one line for nobody to read, such as a digest: unlike in every other text, what is not seen
     * stands there as it is.
     *
     * @param sink somewhere in memory, which cannot fail; not closed
     */
    public final void line(T value, OutputStream sink) {
        JsonText.line(sink, out -> write(value, out));
    }

    /** The value as a page: indented by two blanks, with a line feed at its end, in UTF-8. */
    public final byte[] page(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page(value, bytes);
        return bytes.toByteArray();
    }

    /** Writes the page. @param sink somewhere in memory, which cannot fail, such as a digest; not closed */
    public final void page(T value, OutputStream sink) {
        JsonText.page(sink, out -> write(value, out));
    }

    /**
     * Reads strictly: what is unknown, missing, doubled, of another type, out of range or refused by a constructor is
     * said at once, each with line and column. White space does not matter, nor the order of an object's members.
     *
     * @param fileName for the places in diagnostics
     */
    public final Checked<T> read(byte[] json, String fileName) {
        return JsonParsing.document(json, fileName).then(parsed -> {
            Reading reading = new Reading(parsed.doubled());
            return checked(read(parsed.value(), reading), parsed.value(), reading);
        });
    }

    /** Reads what is parsed already. */
    public final Checked<T> read(JsonValue json) {
        Reading reading = new Reading(List.of());
        return checked(read(json, reading), json, reading);
    }

    private Checked<T> checked(Optional<T> read, JsonValue json, Reading reading) {
        if (read.isEmpty() && reading.diagnostics().isEmpty()) {
            reading.wrong(json.range(), "this cannot be read");
        }
        return read.isEmpty() ? Checked.failed(reading.diagnostics()) : Checked.of(read.get(), reading.diagnostics());
    }

    /**
     * The JSON Schema (draft 2020-12) of a document, as a page.
     *
     * @param id its {@code $id}
     * @param title one line
     * @param description what else a reader should know
     */
    public final String schema(String id, String title, String description) {
        Definitions definitions = new Definitions();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", id);
        schema.put("title", title);
        schema.put("description", description);
        schema.putAll(schema(definitions));
        schema.put("$defs", definitions.parts());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonText.page(bytes, out -> JsonText.write(schema, out));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * The same text for another type.
     *
     * @param to may throw {@link IllegalArgumentException} or {@link java.time.DateTimeException}, whose message
     *     becomes a diagnostic with the place
     * @param from the way back
     */
    public <R> Codec<R> as(Function<? super T, ? extends R> to, Function<? super R, ? extends T> from) {
        Codec<T> inner = this;
        return new Codec<>() {
            @Override
            void write(R value, JsonGenerator out) throws IOException {
                inner.write(from.apply(value), out);
            }

            @Override
            Optional<R> read(JsonValue json, Reading reading) {
                return inner.read(json, reading).flatMap(read -> reading.made(json.range(), () -> to.apply(read)));
            }

            @Override
            Map<String, Object> schema(Definitions definitions) {
                return inner.schema(definitions);
            }
        };
    }

    static <R> Optional<R> notA(String wanted, JsonValue json, Reading reading) {
        return reading.wrong(json.range(), reading.subject() + " has to be " + wanted + ", not " + json.kind());
    }
}
