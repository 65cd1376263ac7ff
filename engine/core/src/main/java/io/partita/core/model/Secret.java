package io.partita.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reference to a secret: of which kind it is, and by which settings it is found. The value itself is read only by the
 * provider that needs it and never enters a plan, a state, a log or a message. Which kinds there are, and what settings
 * each of them has, is known to the words of the declaration and to the provider, and to nobody in between.
 *
 * @param kind of the source, such as {@code environment}: lower-case letters, digits and hyphens
 * @param settings by name: letters and digits, the first one a lower-case letter; never {@code kind}
 */
public record Secret(String kind, SortedMap<String, Setting> settings) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

    /** What one setting says. */
    public sealed interface Setting {
        Form form();
    }

    /** How a setting is written. */
    public enum Form {
        TEXT("a text"),
        WORDS("a list of texts"),
        SECRET("a reference to a secret");

        private final String title;

        Form(String title) {
            this.title = title;
        }

        /** As people call it. */
        public String title() {
            return title;
        }
    }

    public record Text(String text) implements Setting {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public Form form() {
            return Form.TEXT;
        }
    }

    public record Words(List<String> words) implements Setting {
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public Form form() {
            return Form.WORDS;
        }
    }

    /** A secret that is needed to get this one, itself a reference. */
    public record Nested(Secret secret) implements Setting {
        public Nested {
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public Form form() {
            return Form.SECRET;
        }
    }

    /** @throws IllegalArgumentException when the kind or the name of a setting is not of its form */
    public Secret {
        if (!isKind(kind)) {
            throw new IllegalArgumentException("not a kind of secret: " + kind);
        }
        settings.keySet().forEach(name -> {
            if (!isSetting(name)) {
                throw new IllegalArgumentException("not a setting of a secret: " + name);
            }
        });
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A reference without settings. */
    public static Secret of(String kind) {
        return new Secret(kind, Collections.emptySortedMap());
    }

    private static boolean isKind(String text) {
        return KIND.matcher(text).matches();
    }

    private static boolean isSetting(String text) {
        return NAME.matcher(text).matches() && !text.equals("kind");
    }

    public Secret with(String name, String text) {
        return with(name, new Text(text));
    }

    public Secret with(String name, List<String> words) {
        return with(name, new Words(words));
    }

    public Secret with(String name, Secret nested) {
        return with(name, new Nested(nested));
    }

    /** This reference with a setting more, or with another value of it. */
    public Secret with(String name, Setting setting) {
        SortedMap<String, Setting> more = new TreeMap<>(settings);
        more.put(name, setting);
        return new Secret(kind, more);
    }

    /** The text of a setting; empty when there is none of that name and form. */
    public Optional<String> text(String name) {
        return settings.get(name) instanceof Text text ? Optional.of(text.text()) : Optional.empty();
    }

    /** The words of a setting; none when there is none of that name and form. */
    public List<String> words(String name) {
        return settings.get(name) instanceof Words words ? words.words() : List.of();
    }

    /** The secret that a setting refers to; empty when there is none of that name and form. */
    public Optional<Secret> nested(String name) {
        return settings.get(name) instanceof Nested nested ? Optional.of(nested.secret()) : Optional.empty();
    }
}
