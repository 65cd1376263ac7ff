package io.partita.dsl.finding;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Collects the diagnostics of one reading. Sorted by place at the end; the same sentence about the same place is kept
 * once, whatever loop it was found in.
 */
public final class Findings {

    /** Nobody reads more than that; a loop with a mistake in it would otherwise fill the screen. */
    static final int LIMIT = 200;

    /** The code of the diagnostic about a bare name that is no variable, no participant and no key. */
    public static final String UNKNOWN_NAME = "unknown-name";

    /** Comparable, so that chosen texts with one hash do not make the table slow. */
    private record Key(String code, String summary, Optional<SourceRange> range) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::code)
                .thenComparing(Key::summary)
                .thenComparing(key -> key.range().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Key, Diagnostic> found = new LinkedHashMap<>();
    private final List<Supplier<Optional<Diagnostic>>> deferred = new ArrayList<>();
    private final List<String> fileOrder;
    private Optional<String> subject = Optional.empty();
    private long reported;

    /** @param fileOrder the files in the order in which they are read */
    public Findings(List<String> fileOrder) {
        this.fileOrder = new ArrayList<>(fileOrder);
    }

    /** More files, which are read after those before. */
    public void reading(List<String> files) {
        fileOrder.addAll(files);
    }

    /**
     * Takes a diagnostic up; it is about the party or participant whose block is being read, unless it says otherwise.
     */
    public void add(Diagnostic diagnostic) {
        Diagnostic complete =
                diagnostic.subject().isEmpty() && subject.isPresent() ? diagnostic.about(subject.get()) : diagnostic;
        reported++;
        if (found.size() < LIMIT * 10) {
            found.putIfAbsent(new Key(complete.code(), complete.summary(), complete.range()), complete);
        }
    }

    /** A question that can only be answered when everything has been read, such as whether a name is declared. */
    public void later(Supplier<Optional<Diagnostic>> question) {
        Optional<String> about = subject;
        deferred.add(() -> question.get().map(found -> about.map(found::about).orElse(found)));
    }

    /** Runs an action whose findings are about a party or participant. */
    public void about(String partyOrParticipant, Runnable action) {
        Optional<String> outer = subject;
        subject = Optional.of(partyOrParticipant);
        try {
            action.run();
        } finally {
            subject = outer;
        }
    }

    /** How often something was reported, repetitions included. */
    public long reported() {
        return reported;
    }

    /** Answers the deferred questions and gives everything in the order of the text. */
    public List<Diagnostic> all() {
        for (Supplier<Optional<Diagnostic>> question : deferred) {
            if (found.size() > LIMIT) {
                break;
            }
            question.get().ifPresent(this::add);
        }
        deferred.clear();
        Comparator<Diagnostic> byPlace = Comparator.comparing((Diagnostic diagnostic) ->
                diagnostic.range().map(this::fileIndex).orElse(-1));
        List<Diagnostic> sorted = withoutConsequences(found.values());
        sorted.sort(byPlace.thenComparing(
                diagnostic -> diagnostic.range().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));
        return sorted.size() <= LIMIT ? sorted : shortened(sorted);
    }

    /** A name that is not known is of no kind: whatever else was said of it is dropped. */
    private static List<Diagnostic> withoutConsequences(Collection<Diagnostic> all) {
        Set<SourceRange> unknown = new TreeSet<>();
        all.stream()
                .filter(diagnostic -> diagnostic.code().equals(UNKNOWN_NAME))
                .forEach(diagnostic -> diagnostic.range().ifPresent(unknown::add));
        List<Diagnostic> kept = new ArrayList<>(all);
        kept.removeIf(diagnostic -> !diagnostic.code().equals(UNKNOWN_NAME)
                && diagnostic.range().filter(unknown::contains).isPresent());
        return kept;
    }

    private int fileIndex(SourceRange range) {
        return fileOrder.indexOf(range.file());
    }

    private static List<Diagnostic> shortened(List<Diagnostic> sorted) {
        List<Diagnostic> first = new ArrayList<>(sorted.subList(0, LIMIT));
        first.add(Diagnostic.error("too-many-mistakes", "Only the first " + LIMIT + " messages are shown")
                .fix("Correct these first, then validate again."));
        return first;
    }
}
