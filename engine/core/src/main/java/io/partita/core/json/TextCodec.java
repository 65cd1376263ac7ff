package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value that is a text in JSON, and may name the members of a map. A text that would be written otherwise (a duration
 * of {@code PT60S}) is refused.
 */
public class TextCodec<T> extends Codec<T> {

    /**
     * What a text has to be.
     *
     * @param form for people, with its article: {@code "a full party id"}
     * @param keywords of the schema, besides its type
     * @param pattern of the whole text; empty when only the type knows
     * @param most characters
     */
    private record Form(String form, Map<String, Object> keywords, Optional<Pattern> pattern, int most) {}

    static final TextCodec<String> ANY = new Said("a text", Optional::of);

    static final TextCodec<String> LINE = new Said(
            "a text without control characters",
            text -> Optional.of(text).filter(said -> said.chars().noneMatch(Character::isISOControl)));

    /** What anybody may have said: the one place where a secret could get into a file. */
    private static final class Said extends TextCodec<String> {

        Said(String form, Function<String, Optional<String>> parse) {
            super(new Form(form, Map.of(), Optional.empty(), Integer.MAX_VALUE), parse, text -> text);
        }

        @Override
        void write(String value, JsonGenerator out) throws IOException {
            out.writeString(JsonText.wellFormed(KnownSecrets.masked(value)));
        }
    }

    /** A group that is repeated without an end, and the sign that it gives nothing back. */
    private static final Pattern REPEATED = Pattern.compile("(\\)[*+])(\\+?)");

    private final Form form;
    private final Function<String, Optional<T>> parse;
    private final Function<? super T, String> print;

    private TextCodec(Form form, Function<String, Optional<T>> parse, Function<? super T, String> print) {
        this.form = form;
        this.parse = parse;
        this.print = print;
    }

    static <T> TextCodec<T> of(
            String form,
            Map<String, Object> keywords,
            Function<String, Optional<T>> parse,
            Function<? super T, String> print) {
        return new TextCodec<>(new Form(form, keywords, Optional.empty(), Integer.MAX_VALUE), parse, print);
    }

    static TextCodec<String> constant(String text) {
        return of(
                "'" + text + "'",
                Map.of("const", text),
                said -> Optional.of(said).filter(text::equals),
                said -> said);
    }

    /**
     * The same, of this pattern only.
     *
     * @param regex for the whole text, in the common subset of Java's and JSON Schema's expressions; but a group that
     *     is repeated without an end gives nothing back, as in {@code (ab)*+}, which a schema says without the sign:
     *     for a long text of a stranger any other one needs more stack than there is
     */
    public TextCodec<T> matching(String regex) {
        if (REPEATED.matcher(regex).results().anyMatch(group -> group.group(2).isEmpty())) {
            throw new IllegalArgumentException("a repeated group is not possessive: " + regex);
        }
        Map<String, Object> keywords = new LinkedHashMap<>(form.keywords);
        keywords.put("pattern", "^" + REPEATED.matcher(regex).replaceAll("$1") + "$");
        return new TextCodec<>(
                new Form(form.form, keywords, Optional.of(Pattern.compile(regex)), form.most), parse, print);
    }

    /** The same, of so many characters at most. */
    public TextCodec<T> atMost(int characters) {
        Map<String, Object> keywords = new LinkedHashMap<>(form.keywords);
        keywords.put("maxLength", characters);
        return new TextCodec<>(new Form(form.form, keywords, form.pattern, characters), parse, print);
    }

    @Override
    public <R> TextCodec<R> as(Function<? super T, ? extends R> to, Function<? super R, ? extends T> from) {
        return new TextCodec<>(form, text -> parse.apply(text).map(to), value -> print.apply(from.apply(value)));
    }

    String print(T value) {
        return JsonText.wellFormed(print.apply(value));
    }

    Optional<T> parse(String text, SourceRange place, Reading reading) {
        if (text.length() > form.most) {
            return reading.wrong(place, reading.subject() + " is longer than " + form.most + " characters");
        }
        if (form.pattern.isPresent() && !form.pattern.get().matcher(text).matches()) {
            return notOfTheForm(text, place, reading);
        }
        Optional<Optional<T>> made = reading.made(place, () -> parse.apply(text));
        if (made.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = made.get();
        if (value.isEmpty()) {
            return notOfTheForm(text, place, reading);
        }
        String canonical = print(value.get());
        return canonical.equals(text)
                ? value
                : reading.wrong(place, reading.subject() + " is written as " + canonical + ", not " + text);
    }

    private Optional<T> notOfTheForm(String text, SourceRange place, Reading reading) {
        return reading.wrong(place, reading.subject() + " is not " + form.form + ": " + text);
    }

    @Override
    void write(T value, JsonGenerator out) throws IOException {
        out.writeString(print(value));
    }

    @Override
    Optional<T> read(JsonValue json, Reading reading) {
        return json instanceof JsonValue.JsonText text
                ? parse(text.text(), text.range(), reading)
                : notA("a text", json, reading);
    }

    @Override
    Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.putAll(form.keywords);
        return schema;
    }
}
