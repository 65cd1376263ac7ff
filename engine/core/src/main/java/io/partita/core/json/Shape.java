package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            throw unreadable(name);
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

    /** Nobody reads what is only written. */
    static IllegalStateException unreadable(String name) {
        return new IllegalStateException("this is a bug in partita: nobody reads " + name);
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
}
