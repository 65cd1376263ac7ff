package io.partita.provider.sandbox.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Spelling;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The fields of one object of a world file. Every getter reports what is wrong and goes on with something usable. Only
 * the first mistakes of a file are told: what a stranger wrote may have more of them than memory holds.
 */
final class WorldFields {

    /** Times can be calculated with it. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final int MOST_ELEMENTS = 10_000;

    private static final int LONGEST_TEXT = 1000;

    /** A file of which everything is wrong would only bury its first line. */
    private static final int MOST_MISTAKES = 100;

    /** Of those that are known, in what is said of another one. */
    private static final int MOST_NAMES = 10;

    private final String file;
    private final String path;
    private final JsonNode node;
    private final List<Diagnostic> diagnostics;

    WorldFields(String file, String path, JsonNode node, List<Diagnostic> diagnostics) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.diagnostics = diagnostics;
        if (!node.isObject()) {
            report(Diagnostic.error("world-field", at("") + " is not an object")
                    .because("Expected { … }, found " + shortened(node) + ".")
                    .fix("Put an object in its place."));
        }
    }

    void report(Diagnostic diagnostic) {
        if (hasRoom()) {
            diagnostics.add(diagnostic);
        }
    }

    private boolean hasRoom() {
        return diagnostics.size() < MOST_MISTAKES;
    }

    /** Reports every other field. */
    void only(String... known) {
        Set<String> expected = new TreeSet<>(List.of(known));
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!expected.contains(field.getKey())) {
                report(Diagnostic.error("world-unknown-field", at(field.getKey()) + " is not known")
                        .because("Known here: " + String.join(", ", expected) + ".")
                        .fix(Spelling.nearest(field.getKey(), expected)
                                .map(name -> "Did you mean \"" + name + "\"?")
                                .orElse("Remove it.")));
            }
        }
    }

    /** Whether a field is written. */
    boolean has(String field) {
        return optional(field).isPresent();
    }

    /** Reports a value that is not what is expected. */
    void wrong(String field, String expected, String found) {
        report(Diagnostic.error("world-field", at(field) + " is not " + expected)
                .because("Found " + found + ".")
                .fix("Write " + expected + "."));
    }

    String text(String field) {
        return optional(field).map(value -> text(field, value)).orElseGet(() -> {
            missing(field);
            return "?";
        });
    }

    String text(String field, String otherwise) {
        return optional(field).map(value -> text(field, value)).orElse(otherwise);
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST_TEXT) {
            wrong(field, "a text of 1 to " + LONGEST_TEXT + " characters", shortened(value));
            return "?";
        }
        return value.textValue();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(field)) {
            texts.add(text(field, element));
        }
        return texts;
    }

    /** A whole number of a range. */
    int number(String field, int otherwise, int least, int most) {
        Optional<JsonNode> value = optional(field);
        if (value.isEmpty()) {
            return otherwise;
        }
        JsonNode number = value.get();
        boolean fits = number.isIntegralNumber() && number.canConvertToInt();
        if (!fits || number.intValue() < least || number.intValue() > most) {
            wrong(field, "a whole number from " + least + " to " + most, shortened(number));
            return otherwise;
        }
        return number.intValue();
    }

    boolean flag(String field, boolean otherwise) {
        Optional<JsonNode> value = optional(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            wrong(field, "true or false", shortened(value.get()));
            return otherwise;
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    Duration duration(String field, Duration otherwise) {
        return optional(field).map(value -> duration(field, value)).orElse(otherwise);
    }

    Duration duration(String field) {
        return optional(field).map(value -> duration(field, value)).orElseGet(() -> {
            missing(field);
            return Duration.ofSeconds(1);
        });
    }

    private Duration duration(String field, JsonNode value) {
        try {
            Duration duration = Duration.parse(value.asText());
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException malformed) {
            // Reported below, together with those out of range: the fix is the same.
        }
        wrong(field, "a duration such as \"PT2S\" or \"PT720H\", of 100 years at most", shortened(value));
        return Duration.ofSeconds(1);
    }

    <E extends Enum<E>> E choice(String field, Class<E> type, E otherwise) {
        String written = text(field, otherwise.name().toLowerCase(Locale.ROOT));
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(written)) {
                return constant;
            }
            names.add("\"" + name + "\"");
        }
        wrong(field, "one of " + String.join(", ", names), "\"" + written + "\"");
        return otherwise;
    }

    /** Reports a name that is not among the known ones. */
    String known(String field, String name, String kind, Collection<String> names) {
        if (!names.contains(name) && hasRoom()) {
            report(Diagnostic.error(
                            "world-unknown-" + kind, at(field) + " names a " + kind + " that is not in this world")
                    .because("\"" + name + "\" is not among " + some(names) + ".")
                    .fix(Spelling.nearest(name, names)
                            .map(near -> "Did you mean \"" + near + "\"?")
                            .orElse("Add it, or name another one."))
                    .about(name));
        }
        return name;
    }

    private static String some(Collection<String> names) {
        String first = names.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
    }

    List<WorldFields> list(String field) {
        List<WorldFields> all = new ArrayList<>();
        int position = 0;
        for (JsonNode element : elements(field)) {
            all.add(new WorldFields(file, join(field) + "[" + position++ + "]", element, diagnostics));
        }
        return all;
    }

    private List<JsonNode> elements(String field) {
        Optional<JsonNode> value = optional(field);
        List<JsonNode> elements = new ArrayList<>();
        if (value.isPresent() && (!value.get().isArray() || value.get().size() > MOST_ELEMENTS)) {
            wrong(field, "a list of " + MOST_ELEMENTS + " elements at most", shortened(value.get()));
        } else {
            value.ifPresent(list -> list.forEach(elements::add));
        }
        return elements;
    }

    Map<String, WorldFields> members(String field) {
        Map<String, WorldFields> members = new LinkedHashMap<>();
        limited(field)
                .ifPresent(object -> object.node
                        .properties()
                        .forEach(entry -> members.put(
                                entry.getKey(),
                                new WorldFields(
                                        file, join(field) + "." + entry.getKey(), entry.getValue(), diagnostics))));
        return members;
    }

    /** The names in an object, whatever their values are. */
    List<String> names(String field) {
        List<String> names = new ArrayList<>();
        limited(field).ifPresent(object -> object.node.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private Optional<WorldFields> limited(String field) {
        Optional<WorldFields> object = object(field);
        if (object.filter(found -> found.node.size() > MOST_ELEMENTS).isPresent()) {
            wrong(field, "an object of " + MOST_ELEMENTS + " members at most", "more");
            return Optional.empty();
        }
        return object;
    }

    Optional<WorldFields> object(String field) {
        return optional(field).map(value -> new WorldFields(file, join(field), value, diagnostics));
    }

    private Optional<JsonNode> optional(String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    private void missing(String field) {
        report(Diagnostic.error("world-field", at(field) + " is missing")
                .because("It has no default.")
                .fix("Add it."));
    }

    private String join(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private String at(String field) {
        String full = field.isEmpty() ? path : join(field);
        return full.isEmpty() ? file : "\"" + full + "\" in " + file;
    }

    private static String shortened(JsonNode value) {
        String text = value.isContainerNode() ? (value.isArray() ? "a list" : "an object") : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
