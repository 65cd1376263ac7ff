package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The table of a record: its members in the order in which they are written, each with its name, its codec and its
 * accessor. The table is all there is: writer, strict reader and schema follow from it.
 *
 * <pre>{@code
 * static final Shape<MovedFact> MOVED_FACT = Shape.of(MovedFact.class, "moved-fact", table -> {
 *     var fact = table.field("fact", FACT_ID, MovedFact::fact);
 *     var expected = table.field("expected", TEXT, MovedFact::expected);
 *     var found = table.field("found", TEXT, MovedFact::found);
 *     return read -> new MovedFact(fact.in(read), expected.in(read), found.in(read));
 * });
 * }</pre>
 *
 * <p><b>A new field</b> of a record is one line in its table; until it is there, the call of the constructor does not
 * compile. <b>A new record</b> is one such constant; {@code MOVED_FACT} is then a codec for fields of other tables.
 * What the constructor refuses by an {@link IllegalArgumentException} is said with the place of the object.
 *
 * <p><b>A sealed type</b> has a {@code Kind} with a word, and {@link #variants} maps each kind to its shape by a
 * {@code switch} without a default: a new kind does not compile until it has one.
 *
 * @param <R> the record
 */
public abstract class Shape<R> extends Codec<R> {

    private final String name;

    Shape(String name) {
        this.name = name;
    }

    /**
     * A record.
     *
     * @param name of its part in schemas, kebab-case
     * @param table names the members and returns how they make the record
     */
    public static <R> Shape<R> of(
            Class<R> type, String name, Function<Table<R>, Function<Members, ? extends R>> table) {
        Table<R> members = new Table<>();
        return new RecordShape<>(name, members, table.apply(members));
    }

    /** A record that is only written, such as an answer to a person's program; reading it is a bug. */
    public static <R> Shape<R> written(Class<R> type, String name, Consumer<Table<R>> table) {
        Table<R> members = new Table<>();
        table.accept(members);
        return new RecordShape<>(name, members, read -> {
            throw new IllegalStateException("this is a bug in partita: nobody reads " + name);
        });
    }

    /**
     * A sealed type. The discriminator is the first member.
     *
     * @param discriminator its name, such as {@code "kind"}
     * @param kinds what it can say
     * @param word how it says it
     * @param kindOf which kind a value is
     * @param shapes the shape of each kind: an exhaustive {@code switch}
     */
    public static <R, K extends Enum<K>> Shape<R> variants(
            String name,
            String discriminator,
            Class<K> kinds,
            Function<K, String> word,
            Function<? super R, K> kindOf,
            Function<K, Shape<? extends R>> shapes) {
        return new VariantShape<>(
                name, discriminator, List.of(kinds.getEnumConstants()), Codecs.words(kinds, word), kindOf, shapes);
    }

    /**
     * One of several shapes, which no member tells apart: only written.
     *
     * @param all every shape that can be chosen, for the schema
     * @param choice which of them a value has
     */
    public static <R> Shape<R> choice(
            String name, List<Shape<? extends R>> all, Function<? super R, Shape<? extends R>> choice) {
        return new ChoiceShape<>(name, all, choice);
    }

    /** This shape with a member more that follows from the rest; when it is read, it has to say just that. */
    public final <T> Shape<R> plus(String member, Codec<T> codec, Function<? super R, ? extends T> derived) {
        Table<R> table = new Table<>();
        Member<R> whole = table.inline(this, value -> value);
        table.derived(member, codec, derived);
        return new RecordShape<>(name, table, whole::in);
    }

    final String name() {
        return name;
    }

    /** The members between the braces. */
    abstract void writeMembers(R value, JsonGenerator out) throws IOException;

    abstract Optional<R> readMembers(Members read);

    /** The schema of an object that has these members and others. */
    abstract Properties properties(Definitions definitions);

    @Override
    final void write(R value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeMembers(value, out);
        out.writeEndObject();
    }

    @Override
    final Optional<R> read(JsonValue json, Reading reading) {
        if (!(json instanceof JsonValue.JsonObject object)) {
            return notA("an object", json, reading);
        }
        Members members = new Members(object, reading);
        Optional<R> read = readMembers(members);
        members.finish();
        return read;
    }

    @Override
    Map<String, Object> schema(Definitions definitions) {
        return definitions.reference(name, this, () -> properties(definitions).closed());
    }

    /** Several ways to go on with members. @param keyword {@code oneOf} or {@code anyOf} */
    record Choice(String keyword, List<Map<String, Object>> ways) {
        Map<String, Object> schema() {
            return Map.of(keyword, ways);
        }
    }

    /** The schema of members, so far. */
    record Properties(Map<String, Map<String, Object>> members, List<String> required, List<Choice> choices) {

        Properties() {
            this(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** @throws IllegalStateException when a member is in a table twice */
        void put(String name, Map<String, Object> schema) {
            if (members.put(name, schema) != null) {
                throw new IllegalStateException("this is a bug in partita: a table has '" + name + "' twice");
            }
        }

        void addAll(Properties others) {
            others.members.forEach(this::put);
            required.addAll(others.required);
            choices.addAll(others.choices);
        }

        Map<String, Object> open() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            if (!members.isEmpty()) {
                schema.put("properties", members);
            }
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            if (choices.size() == 1) {
                schema.putAll(choices.get(0).schema());
            } else if (!choices.isEmpty()) {
                schema.put("allOf", choices.stream().map(Choice::schema).toList());
            }
            return schema;
        }

        Map<String, Object> closed() {
            Map<String, Object> schema = open();
            schema.put(choices.isEmpty() ? "additionalProperties" : "unevaluatedProperties", false);
            return schema;
        }
    }

    /** The members of one object while it is read. */
    public static final class Members {

        private final JsonValue.JsonObject object;
        private final Reading reading;
        private final Set<String> asked = new HashSet<>();
        private final Map<Member<?>, Object> values = new IdentityHashMap<>();
        private boolean isStrange;

        private Members(JsonValue.JsonObject object, Reading reading) {
            this.object = object;
            this.reading = reading;
        }

        private Optional<JsonValue> json(String member) {
            asked.add(member);
            return Optional.ofNullable(object.members().get(member));
        }

        private SourceRange range() {
            return object.range();
        }

        private <T> Optional<T> missing(String member) {
            return reading.wrong(range(), "'" + member + "' is missing here");
        }

        private <T> Optional<T> required(String member, Codec<T> codec) {
            return json(member).map(json -> reading.member(member, codec, json)).orElseGet(() -> missing(member));
        }

        /** Nobody knows which members an object of unknown kind has. */
        private void strange() {
            isStrange = true;
        }

        private void finish() {
            if (isStrange) {
                return;
            }
            object.members().forEach((member, json) -> {
                if (!asked.contains(member)) {
                    reading.wrong(json.range(), "'" + member + "' is not known here");
                }
            });
        }
    }

    /** One member of a table. @param <T> its type */
    public static final class Member<T> {

        private final Column<?, T> column;

        private Member(Column<?, T> column) {
            this.column = column;
        }

        /** What was read. */
        @SuppressWarnings("unchecked") // a member puts only its own type
        public T in(Members read) {
            return (T) read.values.get(this);
        }

        /** The schema promises that it is there, though its type allows that it is not. */
        public Member<T> promised() {
            column.isPromised = true;
            return this;
        }

        /** What the schema says of it for people. */
        public Member<T> described(String description) {
            column.description = Optional.of(description);
            return this;
        }
    }

    /** How one member is written, read and described. */
    private abstract static class Column<R, T> {

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

        final boolean isPromised() {
            return isPromised;
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
    }

    /** A member that is always there. */
    private static class Always<R, T> extends Column<R, T> {

        final String name;
        final Codec<T> codec;
        final Function<? super R, ? extends T> of;

        Always(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
            this.name = name;
            this.codec = codec;
            this.of = of;
        }

        @Override
        final void write(R value, JsonGenerator out) throws IOException {
            out.writeFieldName(name);
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
    private abstract static class Occasional<R, T, U> extends Column<R, U> {

        private final String name;
        private final Codec<T> codec;
        private final Function<? super R, Optional<T>> of;

        Occasional(String name, Codec<T> codec, Function<? super R, Optional<T>> of) {
            this.name = name;
            this.codec = codec;
            this.of = of;
        }

        @Override
        final void write(R value, JsonGenerator out) throws IOException {
            Optional<T> present = of.apply(value);
            if (present.isPresent()) {
                out.writeFieldName(name);
                codec.write(present.get(), out);
            }
        }

        final Optional<Optional<T>> occasion(Members members) {
            return members.json(name)
                    .map(json -> members.reading.member(name, codec, json).map(Optional::of))
                    .orElseGet(() -> Optional.of(Optional.empty()));
        }

        @Override
        final void describe(Properties properties, Definitions definitions) {
            properties.put(name, described(codec.schema(definitions)));
            if (isPromised()) {
                properties.required().add(name);
            }
        }
    }

    /** The members of a record, in the order in which they are written. @param <R> the record */
    public static final class Table<R> {

        private final List<Column<R, ?>> columns = new ArrayList<>();

        private Table() {}

        private <T> Member<T> add(Column<R, T> column) {
            columns.add(column);
            return column.handle();
        }

        /** A member that is always there. */
        public <T> Member<T> field(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
            return add(new Always<>(name, codec, of));
        }

        /** A member that is left out when it is empty. */
        public <T> Member<Optional<T>> optional(String name, Codec<T> codec, Function<? super R, Optional<T>> of) {
            return add(new Occasional<>(name, codec, of) {
                @Override
                Optional<Optional<T>> read(Members members) {
                    return occasion(members);
                }
            });
        }

        /** A member that is left out when it has the value given, such as an empty text. */
        public <T> Member<T> unless(T absent, String name, Codec<T> codec, Function<? super R, ? extends T> of) {
            return add(
                    new Occasional<R, T, T>(
                            name,
                            codec,
                            value -> Optional.<T>of(of.apply(value)).filter(each -> !each.equals(absent))) {
                        @Override
                        Optional<T> read(Members members) {
                            return occasion(members)
                                    .flatMap(read -> read.filter(absent::equals).isPresent()
                                            ? members.reading.wrong(
                                                    members.range(), "'" + name + "' is left out when it says nothing")
                                            : Optional.of(read.orElse(absent)));
                        }
                    });
        }

        /** The members of another shape among these. */
        public <T> Member<T> inline(Shape<T> shape, Function<? super R, ? extends T> of) {
            return add(new Column<>() {
                @Override
                void write(R value, JsonGenerator out) throws IOException {
                    shape.writeMembers(of.apply(value), out);
                }

                @Override
                Optional<T> read(Members members) {
                    return shape.readMembers(members);
                }

                @Override
                void describe(Properties properties, Definitions definitions) {
                    properties.addAll(shape.properties(definitions));
                }
            });
        }

        /** The members of another shape among these, when there is something that has them: only written. */
        public <T> void inlineIfPresent(Shape<T> shape, Function<? super R, Optional<T>> of) {
            add(new Column<R, T>() {
                @Override
                void write(R value, JsonGenerator out) throws IOException {
                    Optional<T> present = of.apply(value);
                    if (present.isPresent()) {
                        shape.writeMembers(present.get(), out);
                    }
                }

                @Override
                Optional<T> read(Members members) {
                    throw new IllegalStateException("this is a bug in partita: nobody reads " + shape.name());
                }

                @Override
                void describe(Properties properties, Definitions definitions) {
                    Map<String, Object> nothing = new Properties().open();
                    properties
                            .choices()
                            .add(new Choice(
                                    "anyOf",
                                    List.of(shape.properties(definitions).open(), nothing)));
                }
            });
        }

        /** A member that always says the same, such as the format. */
        public void constant(String name, String text) {
            add(new Always<R, String>(name, TextCodec.constant(text), value -> text));
        }

        /** A member that follows from the rest of the record; when it is read, it has to say just that. */
        public <T> Member<T> derived(String name, Codec<T> codec, Function<? super R, ? extends T> of) {
            return add(new Always<>(name, codec, of) {
                @Override
                boolean fits(R value, Members members) {
                    return of.apply(value).equals(members.values.get(handle()))
                            || members.reading
                                    .wrong(members.range(), "'" + name + "' does not follow from the rest")
                                    .isPresent();
                }
            });
        }
    }

    /** A record. */
    private static final class RecordShape<R> extends Shape<R> {

        private final Table<R> table;
        private final Function<Members, ? extends R> making;

        RecordShape(String name, Table<R> table, Function<Members, ? extends R> making) {
            super(name);
            this.table = table;
            this.making = making;
        }

        @Override
        void writeMembers(R value, JsonGenerator out) throws IOException {
            for (Column<R, ?> column : table.columns) {
                column.write(value, out);
            }
        }

        @Override
        Optional<R> readMembers(Members read) {
            boolean whole = true;
            for (Column<R, ?> column : table.columns) {
                Optional<?> value = column.read(read);
                value.ifPresent(present -> read.values.put(column.handle(), present));
                whole &= value.isPresent();
            }
            return whole
                    ? read.reading
                            .<R>made(read.range(), () -> making.apply(read))
                            .filter(made -> fits(made, read))
                    : Optional.empty();
        }

        private boolean fits(R made, Members read) {
            return table.columns.stream()
                            .filter(column -> !column.fits(made, read))
                            .count()
                    == 0;
        }

        @Override
        Properties properties(Definitions definitions) {
            Properties properties = new Properties();
            table.columns.forEach(column -> column.describe(properties, definitions));
            return properties;
        }
    }

    /** A sealed type. */
    private static final class VariantShape<R, K extends Enum<K>> extends Shape<R> {

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
            properties
                    .choices()
                    .add(new Choice(
                            "oneOf",
                            kinds.stream()
                                    .map(kind -> variant(kind, definitions).open())
                                    .toList()));
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

    /** One of several shapes. */
    private static final class ChoiceShape<R> extends Shape<R> {

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
            throw new IllegalStateException("this is a bug in partita: nobody reads " + name());
        }

        @Override
        Properties properties(Definitions definitions) {
            Properties properties = new Properties();
            properties
                    .choices()
                    .add(new Choice(
                            "anyOf",
                            all.stream()
                                    .map(shape -> shape.properties(definitions).open())
                                    .toList()));
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
}
