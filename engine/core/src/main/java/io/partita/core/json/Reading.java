package io.partita.core.json;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with one document, collected while it is read. */
final class Reading {

    /** A file of which everything is wrong would only bury its first line. */
    private static final int MOST = 100;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Deque<String> members = new ArrayDeque<>();

    Reading(List<Diagnostic> known) {
        diagnostics.addAll(known);
    }

    /** Reads a member, whose name is in what is said of it. */
    <T> Optional<T> member(String name, Codec<T> codec, JsonValue json) {
        members.push(name);
        Optional<T> read = codec.read(json, this);
        members.pop();
        return read;
    }

    /** What is being read, for a sentence. */
    String subject() {
        return members.isEmpty() ? "this" : "'" + members.peek() + "'";
    }

    /** Says it. @return always empty, for whoever has no value now */
    <T> Optional<T> wrong(SourceRange place, String what) {
        if (diagnostics.size() < MOST) {
            diagnostics.add(unreadable(place, what));
        }
        return Optional.empty();
    }

    /** A value that its type may refuse: what it says becomes a diagnostic with the place. */
    <T> Optional<T> made(SourceRange place, Supplier<? extends T> making) {
        try {
            return Optional.of(making.get());
        } catch (IllegalArgumentException | DateTimeException refused) {
            return wrong(place, subject() + " is refused: " + refused.getMessage());
        }
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    static Diagnostic unreadable(SourceRange place, String what) {
        return Diagnostic.error("unreadable-file", what)
                .fix("files of partita are not edited by hand; make it again, or restore it from where it came")
                .at(place);
    }
}
