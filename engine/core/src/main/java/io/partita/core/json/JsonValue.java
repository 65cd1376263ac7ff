package io.partita.core.json;

import io.partita.core.diagnostic.SourceRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value with its place. */
public sealed interface JsonValue {

    SourceRange range();

    /** What it is, for people: {@code "a list"}. */
    String kind();

    /** Members in the order written; no name twice. */
    record JsonObject(Map<String, JsonValue> members, SourceRange range) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    record JsonList(List<JsonValue> items, SourceRange range) implements JsonValue {
        public JsonList {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record JsonText(String text, SourceRange range) implements JsonValue {
        @Override
        public String kind() {
            return "a text";
        }
    }

    record JsonNumber(BigDecimal number, SourceRange range) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record JsonTruth(boolean truth, SourceRange range) implements JsonValue {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    record JsonNull(SourceRange range) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
