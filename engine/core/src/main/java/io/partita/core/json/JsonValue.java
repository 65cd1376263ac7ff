package io.partita.core.json;

import io.partita.core.diagnostic.SourceRange;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value with its place. */
public sealed interface JsonValue {

    SourceRange range();

    /** What it is, for people: {@code "a list"}. */
    String kind();

    /** A member of an object; empty when it has none of this name, and for everything else. */
    default Optional<JsonValue> member(String name) {
        return Optional.empty();
    }

    /** The items of a list; empty for everything else. */
    default List<JsonValue> items() {
        return List.of();
    }

    /** What a text says; empty for everything else. */
    default Optional<String> asText() {
        return Optional.empty();
    }

    /** A whole number; empty for everything else. */
    default Optional<Long> asNumber() {
        return Optional.empty();
    }

    /** Members in the order written; no name twice. */
    record JsonObject(Map<String, JsonValue> members, SourceRange range) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public Optional<JsonValue> member(String name) {
            return Optional.ofNullable(members.get(name));
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
        public Optional<String> asText() {
            return Optional.of(text);
        }

        @Override
        public String kind() {
            return "a text";
        }
    }

    record JsonNumber(BigDecimal number, SourceRange range) implements JsonValue {
        @Override
        public Optional<Long> asNumber() {
            return number.scale() == 0 && number.precision() <= 18
                    ? Optional.of(number.longValueExact())
                    : Optional.empty();
        }

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
