package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The codecs of common types, and how codecs are put together. Objects are made by {@link Shape}. */
public final class Codecs {

    /** Any text. */
    public static final TextCodec<String> TEXT = TextCodec.ANY;

    /** Any text without control characters, as declarations take them: among others what can be the path of a file. */
    public static final TextCodec<String> LINE = TextCodec.LINE;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Ten thousand years, as in the messages of participants. */
    private static final Duration LONGEST = Duration.ofSeconds(315_576_000_000L);

    /** ISO 8601 in UTC, such as {@code 2026-01-02T03:04:05.678Z}. */
    public static final TextCodec<Instant> INSTANT =
            TextCodec.of("a time", Map.of("format", "date-time"), time(Codecs::instant), Instant::toString);

    /** ISO 8601, such as {@code PT10S}. */
    public static final TextCodec<Duration> DURATION = TextCodec.of(
            "a duration such as PT10S",
            Map.of("pattern", "^PT[0-9HMS.\\-]+$"),
            time(Codecs::duration),
            Duration::toString);

    /** A SHA-256 in lower-case hex. */
    public static final TextCodec<String> SHA256 =
            text("a SHA-256 in lower-case hex", Optional::of, text -> text).matching("[0-9a-f]{64}");

    /** {@code true} or {@code false}. */
    public static final Codec<Boolean> TRUTH = new Codec<>() {
        @Override
        void write(Boolean value, JsonGenerator out) throws IOException {
            out.writeBoolean(value);
        }

        @Override
        Optional<Boolean> read(JsonValue json, Reading reading) {
            return json instanceof JsonValue.JsonTruth truth
                    ? Optional.of(truth.truth())
                    : notA("true or false", json, reading);
        }

        @Override
        Map<String, Object> schema(Definitions definitions) {
            return Map.of("type", "boolean");
        }
    };

    /** A whole number from 0. */
    public static final Codec<Long> COUNT = number(0, Long.MAX_VALUE);

    /** A whole number from 0, of the size of an {@code int}. */
    public static final Codec<Integer> NUMBER = integer(0, Integer.MAX_VALUE);

    /** A whole number from 1, of the size of an {@code int}, such as a threshold or a line. */
    public static final Codec<Integer> FROM_ONE = integer(1, Integer.MAX_VALUE);

    /** Any object, as it was parsed. Only for documents that are handed on and have a schema of their own. */
    public static final Codec<JsonValue> OBJECT = new Codec<>() {
        @Override
        void write(JsonValue value, JsonGenerator out) throws IOException {
            JsonText.write(value, out);
        }

        @Override
        Optional<JsonValue> read(JsonValue json, Reading reading) {
            return json instanceof JsonValue.JsonObject ? Optional.of(json) : notA("an object", json, reading);
        }

        @Override
        Map<String, Object> schema(Definitions definitions) {
            return Map.of("type", "object");
        }
    };

    private Codecs() {}

    /** Of a year that people write with four digits, as participants tell it: any sum of a time and a duration exists. */
    private static Instant instant(String text) {
        return within(text, Instant.parse(text), EARLIEST, LATEST);
    }

    private static Duration duration(String text) {
        return within(text, Duration.parse(text), LONGEST.negated(), LONGEST);
    }

    private static <T extends Comparable<T>> T within(String text, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new DateTimeParseException("out of range", text, 0);
        }
        return value;
    }

    private static <T> Function<String, Optional<T>> time(Function<String, T> parse) {
        return text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (DateTimeParseException notOfTheForm) {
                return Optional.empty();
            }
        };
    }

    /**
     * A text of some form.
     *
     * @param form for people, with its article: {@code "a full party id"}
     * @param parse empty when the text is not of the form; may throw {@link IllegalArgumentException} instead, with why
     * @param print the way back
     */
    public static <T> TextCodec<T> text(
            String form, Function<String, Optional<T>> parse, Function<? super T, String> print) {
        return TextCodec.of(form, Map.of("description", form), parse, print);
    }

    /** An enum by its words. */
    public static <E extends Enum<E>> TextCodec<E> words(Class<E> type, Function<E, String> word) {
        return words(type, EnumSet.allOf(type), word);
    }

    /** Some constants of an enum by their words. */
    public static <E extends Enum<E>> TextCodec<E> words(Class<E> type, Collection<E> some, Function<E, String> word) {
        Map<String, E> known = new LinkedHashMap<>();
        some.forEach(each -> known.put(word.apply(each), each));
        return TextCodec.of(
                "one of " + String.join(", ", known.keySet()),
                Map.of("enum", List.copyOf(known.keySet())),
                text -> Optional.ofNullable(known.get(text)),
                word);
    }

    /** The word of an enum's constant that has no other: lower case, with a minus sign for the underscore. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A whole number. */
    public static Codec<Integer> integer(int least, int most) {
        return number(least, most).as(Math::toIntExact, Integer::longValue);
    }

    /** A whole number. */
    public static Codec<Long> number(long least, long most) {
        return new Codec<>() {
            @Override
            void write(Long value, JsonGenerator out) throws IOException {
                out.writeNumber(value);
            }

            @Override
            Optional<Long> read(JsonValue json, Reading reading) {
                if (!(json instanceof JsonValue.JsonNumber number)) {
                    return notA("a whole number", json, reading);
                }
                return isWithin(number.number())
                        ? Optional.of(number.number().longValueExact())
                        : reading.wrong(json.range(), reading.subject() + " has to be a whole number " + range());
            }

            private boolean isWithin(BigDecimal number) {
                return number.scale() == 0
                        && number.precision() <= 19
                        && number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
            }

            private String range() {
                return (least == Long.MIN_VALUE ? "" : "from " + least) + (isOpen() ? "" : " to " + most);
            }

            /** Whether the end is only that of the type. */
            private boolean isOpen() {
                return most == Long.MAX_VALUE || most == Integer.MAX_VALUE;
            }

            @Override
            Map<String, Object> schema(Definitions definitions) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "integer");
                if (least != Long.MIN_VALUE) {
                    schema.put("minimum", least);
                }
                if (!isOpen()) {
                    schema.put("maximum", most);
                }
                return schema;
            }
        };
    }

    /** A list in the order given. What is wrong in one item does not hide what is wrong in the next. */
    public static <T> Codec<List<T>> list(Codec<T> item) {
        return new Items<>(item, 0, Map.of());
    }

    /** A list of at least one item. */
    public static <T> Codec<List<T>> filledList(Codec<T> item) {
        return new Items<>(item, 1, Map.of("minItems", 1));
    }

    /** A list that is sorted and has every item once. */
    public static <T extends Comparable<? super T>> Codec<SortedSet<T>> sortedSet(Codec<T> item) {
        return new Items<>(item, 0, Map.of("uniqueItems", true))
                .as(
                        items -> {
                            SortedSet<T> set = new TreeSet<>();
                            for (T each : items) {
                                if (!set.isEmpty() && set.last().compareTo(each) >= 0) {
                                    throw new IllegalArgumentException("it has to be sorted, each item once");
                                }
                                set.add(each);
                            }
                            return Collections.unmodifiableSortedSet(set);
                        },
                        List::copyOf);
    }

    /** An object whose members are named by the keys, sorted by them. */
    public static <K extends Comparable<? super K>, V> Codec<SortedMap<K, V>> map(TextCodec<K> key, Codec<V> value) {
        return new Codec<>() {
            @Override
            void write(SortedMap<K, V> map, JsonGenerator out) throws IOException {
                out.writeStartObject();
                for (Map.Entry<K, V> entry : map.entrySet()) {
                    out.writeFieldName(key.print(entry.getKey()));
                    value.write(entry.getValue(), out);
                }
                out.writeEndObject();
            }

            @Override
            Optional<SortedMap<K, V>> read(JsonValue json, Reading reading) {
                if (!(json instanceof JsonValue.JsonObject object)) {
                    return notA("an object", json, reading);
                }
                SortedMap<K, V> read = new TreeMap<>();
                boolean whole = true;
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    Optional<K> known =
                            key.parse(member.getKey(), member.getValue().range(), reading);
                    Optional<V> meant = reading.member(member.getKey(), value, member.getValue());
                    whole &= known.isPresent() && meant.isPresent();
                    if (known.isPresent() && meant.isPresent()) {
                        read.put(known.get(), meant.get());
                    }
                }
                return whole ? Optional.of(Collections.unmodifiableSortedMap(read)) : Optional.empty();
            }

            @Override
            Map<String, Object> schema(Definitions definitions) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "object");
                Map<String, Object> names = key.schema(definitions);
                if (names.containsKey("pattern") || names.containsKey("enum") || names.containsKey("maxLength")) {
                    schema.put("propertyNames", names);
                }
                schema.put("additionalProperties", value.schema(definitions));
                return schema;
            }
        };
    }

    /**
     * A codec that is made later, for types that hold themselves. A constant that names itself does so through its
     * class: {@code lazily(() -> Secrets.SECRET)}.
     */
    public static <T> Codec<T> lazily(Supplier<? extends Codec<T>> codec) {
        return new Codec<>() {
            @Override
            void write(T value, JsonGenerator out) throws IOException {
                codec.get().write(value, out);
            }

            @Override
            Optional<T> read(JsonValue json, Reading reading) {
                return codec.get().read(json, reading);
            }

            @Override
            Map<String, Object> schema(Definitions definitions) {
                return codec.get().schema(definitions);
            }
        };
    }

    /**
     * The same text, which is kept for values that are written again and again: what very many records have in common,
     * as one value.
     *
     * @param codec whose text of a value never changes, so none that masks secrets
     */
    public static <T> Codec<T> shared(Codec<T> codec) {
        return new SharedText<>(codec);
    }

    /** A list. */
    private static final class Items<T> extends Codec<List<T>> {

        private final Codec<T> item;
        private final int least;
        private final Map<String, Object> keywords;

        /** @param keywords of the schema, besides type and items */
        Items(Codec<T> item, int least, Map<String, Object> keywords) {
            this.item = item;
            this.least = least;
            this.keywords = keywords;
        }

        @Override
        void write(List<T> items, JsonGenerator out) throws IOException {
            out.writeStartArray();
            for (T each : items) {
                item.write(each, out);
            }
            out.writeEndArray();
        }

        @Override
        Optional<List<T>> read(JsonValue json, Reading reading) {
            if (!(json instanceof JsonValue.JsonList list)) {
                return notA("a list", json, reading);
            }
            List<T> items = new ArrayList<>(list.items().size());
            for (JsonValue each : list.items()) {
                item.read(each, reading).ifPresent(items::add);
            }
            if (list.items().size() < least) {
                return reading.wrong(json.range(), reading.subject() + " has no item");
            }
            return items.size() == list.items().size() ? Optional.of(List.copyOf(items)) : Optional.empty();
        }

        @Override
        Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", item.schema(definitions));
            schema.putAll(keywords);
            return schema;
        }
    }
}
