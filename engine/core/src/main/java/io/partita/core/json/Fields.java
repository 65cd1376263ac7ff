package io.partita.core.json;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the members of one object, each by name and type. A missing member or a wrong type ends the reading of this object with {@link Unreadable}; lists go on with their next item, so that everything wrong in a file
 * is said at once. {@link #finish} reports members that nobody asked for.
 */
public final class Fields {

    private final JsonValue.JsonObject object;
    private final Consumer<Diagnostic> diagnostics;
    private final Set<String> asked = new HashSet<>();

    private Fields(JsonValue.JsonObject object, Consumer<Diagnostic> diagnostics) {
        this.object = object;
        this.diagnostics = diagnostics;
    }

    /** Reads an object completely. */
    public static <R> R read(JsonValue value, Consumer<Diagnostic> diagnostics, Function<Fields, R> reading) {
        if (!(value instanceof JsonValue.JsonObject object)) {
            throw wrong(value.range(), "an object is expected here, not " + value.kind());
        }
        Fields fields = new Fields(object, diagnostics);
        R read = reading.apply(fields);
        fields.finish();
        return read;
    }

    public SourceRange range() {
        return object.range();
    }

    public String text(String name) {
        return textOf(name, required(name));
    }

    public Optional<String> optionalText(String name) {
        return optional(name).map(value -> textOf(name, value));
    }

    /** A text that has to be of some form; the function is empty when it is not. */
    public <R> R parsed(String name, String form, Function<String, Optional<R>> parse) {
        JsonValue value = required(name);
        String text = textOf(name, value);
        return parse.apply(text).orElseThrow(() -> wrong(value.range(), "'" + name + "' is not " + form + ": " + text));
    }

    public int integer(String name) {
        return Math.toIntExact(whole(name, required(name), Integer.MAX_VALUE));
    }

    public List<Integer> integers(String name) {
        return items(name, value -> Math.toIntExact(whole(name, value, Integer.MAX_VALUE)));
    }

    public long number(String name) {
        return whole(name, required(name), Long.MAX_VALUE);
    }

    private static long whole(String name, JsonValue value, long most) {
        if (value instanceof JsonValue.JsonNumber number && isWhole(number.number(), most)) {
            return number.number().longValueExact();
        }
        throw wrong(value.range(), "'" + name + "' has to be a whole number from 0");
    }

    private static boolean isWhole(BigDecimal number, long most) {
        return number.scale() <= 0
                && number.precision() - number.scale() <= 19
                && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    public boolean truth(String name) {
        JsonValue value = required(name);
        if (value instanceof JsonValue.JsonTruth truth) {
            return truth.truth();
        }
        throw wrong(value.range(), "'" + name + "' has to be true or false, not " + value.kind());
    }

    public <R> R object(String name, Function<Fields, R> reading) {
        return read(required(name), diagnostics, reading);
    }

    public <R> Optional<R> optionalObject(String name, Function<Fields, R> reading) {
        return optional(name).map(value -> read(value, diagnostics, reading));
    }

    /** A list of objects; what is wrong in one does not hide what is wrong in the next. */
    public <R> List<R> objects(String name, Function<Fields, R> reading) {
        return items(name, value -> read(value, diagnostics, reading));
    }

    public List<String> texts(String name) {
        return items(name, value -> textOf(name, value));
    }

    private <R> List<R> items(String name, Function<JsonValue, R> reading) {
        JsonValue value = required(name);
        if (!(value instanceof JsonValue.JsonList list)) {
            throw wrong(value.range(), "'" + name + "' has to be a list, not " + value.kind());
        }
        List<R> items = new ArrayList<>(list.items().size());
        for (JsonValue item : list.items()) {
            try {
                items.add(reading.apply(item));
            } catch (Unreadable e) {
                diagnostics.accept(e.diagnostic());
            }
        }
        return items;
    }

    /** An object whose members are all texts, by their names. */
    public SortedMap<String, String> textMembers(String name) {
        JsonValue value = required(name);
        if (!(value instanceof JsonValue.JsonObject members)) {
            throw wrong(value.range(), "'" + name + "' has to be an object, not " + value.kind());
        }
        SortedMap<String, String> texts = new TreeMap<>();
        members.members().forEach((member, text) -> texts.put(member, textOf(member, text)));
        return texts;
    }

    /** The names of all members that nobody has asked for yet. */
    public SortedSet<String> others() {
        SortedSet<String> others = new TreeSet<>(object.members().keySet());
        others.removeAll(asked);
        return others;
    }

    /** A member that may be a text, a list of texts or an object. */
    public <R> R anyForm(
            String name, Function<String, R> text, Function<List<String>, R> texts, Function<Fields, R> reading) {
        JsonValue value = required(name);
        if (value instanceof JsonValue.JsonText) {
            return text.apply(text(name));
        }
        return value instanceof JsonValue.JsonList ? texts.apply(texts(name)) : object(name, reading);
    }

    /** Something about this object as a whole. */
    public Unreadable wrong(String what) {
        return wrong(range(), what);
    }

    /** Something about one member. */
    public Unreadable wrong(String name, String what) {
        return wrong(required(name).range(), what);
    }

    private static Unreadable wrong(SourceRange range, String what) {
        return new Unreadable(Diagnostic.error("unreadable-file", what)
                .fix("files of partita are not edited by hand; make it again, or restore it from where it came")
                .at(range));
    }

    private JsonValue required(String name) {
        return optional(name).orElseThrow(() -> wrong(range(), "'" + name + "' is missing here"));
    }

    private Optional<JsonValue> optional(String name) {
        asked.add(name);
        return Optional.ofNullable(object.members().get(name));
    }

    private static String textOf(String name, JsonValue value) {
        if (value instanceof JsonValue.JsonText text) {
            return text.text();
        }
        throw wrong(value.range(), "'" + name + "' has to be a text, not " + value.kind());
    }

    private void finish() {
        object.members().forEach((name, value) -> {
            if (!asked.contains(name)) {
                diagnostics.accept(
                        wrong(value.range(), "'" + name + "' is not known here").diagnostic());
            }
        });
    }
}
