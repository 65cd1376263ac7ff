package io.partita.plans.conformance;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one object of the file: each is asked for by name, and what nobody asked for is a mistake. A mistake
 * is noted, and reading goes on.
 */
final class Members {

    private static final String CODE = "network-file";

    private final JsonValue.JsonObject object;
    private final List<Diagnostic> diagnostics;
    private final Set<String> known = new HashSet<>();

    private Members(JsonValue.JsonObject object, List<Diagnostic> diagnostics) {
        this.object = object;
        this.diagnostics = diagnostics;
    }

    /** Empty, and said, when the value is no object. */
    static Optional<Members> of(JsonValue value, List<Diagnostic> diagnostics) {
        if (value instanceof JsonValue.JsonObject object) {
            return Optional.of(new Members(object, diagnostics));
        }
        diagnostics.add(Diagnostic.error(CODE, "an object is expected here, not " + value.kind())
                .at(value.range()));
        return Optional.empty();
    }

    SourceRange range() {
        return object.range();
    }

    boolean has(String name) {
        known.add(name);
        return object.members().containsKey(name);
    }

    Optional<JsonValue> required(String name) {
        if (has(name)) {
            return Optional.of(object.members().get(name));
        }
        diagnostics.add(Diagnostic.error(CODE, "'" + name + "' is missing here").at(range()));
        return Optional.empty();
    }

    Optional<String> text(String name) {
        return text(name, "(?s).+", "a text that is not empty");
    }

    /** @param form what the text has to look like, for people */
    Optional<String> text(String name, String pattern, String form) {
        return required(name).flatMap(value -> {
            if (value instanceof JsonValue.JsonText text && text.text().matches(pattern)) {
                return Optional.of(text.text());
            }
            return wrong(value, "'" + name + "' has to be " + form);
        });
    }

    Optional<JsonValue.JsonList> list(String name) {
        return required(name).flatMap(value -> {
            if (value instanceof JsonValue.JsonList list) {
                return Optional.of(list);
            }
            return wrong(value, "'" + name + "' has to be a list, not " + value.kind());
        });
    }

    /** A list of texts, none of them empty, at least one. */
    Optional<List<String>> texts(String name) {
        return required(name).flatMap(value -> {
            List<String> texts = new ArrayList<>();
            if (value instanceof JsonValue.JsonList list) {
                list.items().forEach(item -> {
                    if (item instanceof JsonValue.JsonText text && !text.text().isEmpty()) {
                        texts.add(text.text());
                    }
                });
                if (!texts.isEmpty() && texts.size() == list.items().size()) {
                    return Optional.of(texts);
                }
            }
            return wrong(value, "'" + name + "' has to be a list of texts: the program and its arguments");
        });
    }

    /** Reports what nobody asked for. */
    void finish() {
        object.members().forEach((name, value) -> {
            if (!known.contains(name)) {
                wrong(value, "'" + name + "' is not known here");
            }
        });
    }

    <R> Optional<R> wrong(JsonValue value, String what) {
        diagnostics.add(Diagnostic.error(CODE, what).at(value.range()));
        return Optional.empty();
    }
}
