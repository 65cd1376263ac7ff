package io.partita.core.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * JSON in one form only: members in the order written; a page ({@link Layout}), or everything in one line. What could
 * not be seen in it is escaped ({@link VisibleText}).
 */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Writes something. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    /** @param sink somewhere in memory, which cannot fail; not closed */
    static void page(OutputStream sink, Writing writing) {
        try (Writer page = new Layout(new OutputStreamWriter(sink, StandardCharsets.UTF_8))) {
            write(page, writing);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    static String line(Writing writing) {
        StringWriter text = new StringWriter();
        try {
            write(text, writing);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    /** In UTF-8, nothing escaped but what JSON wants. @param sink somewhere in memory, which cannot fail; not closed */
    static void line(OutputStream sink, Writing writing) {
        try (JsonGenerator out = FACTORY.createGenerator(sink, JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    /** @param sink not closed */
    private static void write(Writer sink, Writing writing) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(new VisibleText(sink))) {
            writing.to(out);
        }
    }

    /** The same text; half of a surrogate pair, which no UTF-8 can hold, becomes a question mark. */
    static String wellFormed(String text) {
        return hasSurrogates(text) ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : text;
    }

    /** By hand, because every text of a large plan is looked at. */
    private static boolean hasSurrogates(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return true;
            }
        }
        return false;
    }

    /** Maps, collections, texts, whole numbers and truths, as a schema is made of. */
    static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.writeFieldName(member.getKey().toString());
                write(member.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(value.toString());
        }
    }

    /** A parsed value as it was, but for white space. */
    static void write(JsonValue value, JsonGenerator out) throws IOException {
        if (value instanceof JsonValue.JsonObject object) {
            out.writeStartObject();
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                out.writeFieldName(wellFormed(member.getKey()));
                write(member.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof JsonValue.JsonList list) {
            out.writeStartArray();
            for (JsonValue item : list.items()) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof JsonValue.JsonText text) {
            out.writeString(wellFormed(text.text()));
        } else if (value instanceof JsonValue.JsonNumber number) {
            out.writeNumber(number.number());
        } else if (value instanceof JsonValue.JsonTruth truth) {
            out.writeBoolean(truth.truth());
        } else {
            out.writeNull();
        }
    }
}
