package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.Spelling;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The names of participants and of keys, of which no two are the same, and the questions about names that can only be
 * answered when everything has been read.
 */
final class DeclaredNames {

    /** Looking for what was meant costs more than everything else that is said about a name. */
    private static final int MOST_SUGGESTIONS = 50;

    /** What a name can be that of. */
    enum Kind {
        PARTICIPANT("participant", "Participant", "unknown-participant", "Declare it in 'participants { … }'."),
        KEY("key", "Key", "unknown-signing-key", "Declare it in 'keys { … }'.");

        private final String noun;
        private final String title;
        private final String unknown;
        private final String declaring;

        Kind(String noun, String title, String unknown, String declaring) {
            this.noun = noun;
            this.title = title;
            this.unknown = unknown;
            this.declaring = declaring;
        }

        /** For people, within a sentence. */
        String noun() {
            return noun;
        }

        /** For people, at the beginning of a sentence. */
        String title() {
            return title;
        }
    }

    /** Where a name was declared, and as what. */
    record Mention(Kind kind, SourceRange place) {}

    /** A question about a name at a place: asked once, however often a loop comes by. */
    private record Use(String name, SourceRange where, String question) implements Comparable<Use> {
        @Override
        public int compareTo(Use other) {
            int byName = name.compareTo(other.name);
            if (byName != 0) {
                return byName;
            }
            int byPlace = where.compareTo(other.where);
            return byPlace != 0 ? byPlace : question.compareTo(other.question);
        }
    }

    private final Findings findings;
    private final BooleanSupplier elsewhere;
    private final Map<String, Mention> mentioned = new TreeMap<>();
    private final SortedSet<String> participants = new TreeSet<>();
    private final SortedSet<String> keys = new TreeSet<>();
    private final Set<Use> asked = new TreeSet<>();

    /** What references have to be; the same one comes with every round of a loop. */
    private final Map<Value.Reference, Kind> kinds = new IdentityHashMap<>();

    private final Set<Use> explained = new TreeSet<>();
    private final Map<Use, String> instead = new TreeMap<>();
    private int suggestions;
    private boolean incomplete;

    /** @param elsewhere whether names may be declared where nothing could be read */
    DeclaredNames(Findings findings, BooleanSupplier elsewhere) {
        this.findings = findings;
        this.elsewhere = elsewhere;
    }

    /** Notes a declared name; the mention before, when it is not new. */
    Optional<Mention> mention(String name, Kind kind, SourceRange place) {
        Optional<Mention> before = Optional.ofNullable(mentioned.putIfAbsent(name, new Mention(kind, place)));
        if (before.isEmpty()) {
            declared(kind).add(name);
        }
        return before;
    }

    /** Some declared names could not be read. */
    void incomplete() {
        incomplete = true;
    }

    /** Asks at the end whether a bare name is that of a participant or of a key; that it is known is asked besides. */
    void mustBe(Kind kind, Value.Reference reference) {
        if (kinds.put(reference, kind) != kind && isNew(new Use(reference.name(), reference.origin(), kind.noun()))) {
            findings.later(() -> otherKind(kind, reference.name()).map(found -> found.at(reference.origin())));
        }
    }

    /** Asks at the end whether a name that is written as a text is that of a participant or of a key. */
    void mustBe(Kind kind, String name, SourceRange where) {
        if (isNew(new Use(name, where, kind.noun()))) {
            findings.later(() -> isDeclared(name)
                    ? otherKind(kind, name).map(found -> found.at(where))
                    : Optional.of(unknown(kind, name).at(where)));
        }
    }

    /** Asks at the end whether a name that is written as a text is declared. */
    void mustBeDeclared(String name, SourceRange where) {
        if (isNew(new Use(name, where, ""))) {
            findings.later(() -> isDeclared(name)
                    ? Optional.empty()
                    : Optional.of(unknown(name, Set.of(), "Declare it as a participant or as a key.")
                            .at(where)));
        }
    }

    /** Asks at the end whether a bare name is declared. */
    void referenced(Value.Reference reference, Supplier<Set<String>> alternatives) {
        Use use = new Use(reference.name(), reference.origin(), "");
        if (isNew(use)) {
            findings.later(() -> isDeclared(reference.name()) || explained.contains(use)
                    ? Optional.empty()
                    : Optional.of(unknownReference(use, alternatives).at(reference.origin())));
        }
    }

    private Diagnostic unknownReference(Use use, Supplier<Set<String>> alternatives) {
        String fix = instead.get(use);
        return fix == null
                ? unknown(use.name(), alternatives.get(), "Declare it, or put it in quotes if it is text.")
                : unknown(use.name()).fix(fix);
    }

    /** A bare name stands in a text, behind a dollar sign: most likely somebody else is meant to replace it. */
    void replaced(Value.Reference reference) {
        instead.put(
                new Use(reference.name(), reference.origin(), ""),
                "In double quotes partita itself replaces $" + Excerpt.of(reference.name())
                        + ". Where a shell is to do it, write single quotes, or \\$; where it is a secret, env('"
                        + Excerpt.of(reference.name()) + "').");
    }

    /** A participant is kept; it is no mistake that it is not declared, and another one is not meant. */
    void kept(Value.Reference reference) {
        instead.put(new Use(reference.name(), reference.origin(), ""), keptById(reference.name()));
    }

    private static String keptById(String name) {
        return "Write the full id in quotes: keep '" + Excerpt.of(name)
                + "::1220…'. By its name only a declared participant can be kept; `partita plan` without the line names"
                + " the id.";
    }

    /** Asks at the end whether the name of a kept participant that is written as a text is declared. */
    void keptAs(String name, SourceRange where) {
        if (isNew(new Use(name, where, "keep"))) {
            findings.later(() -> isDeclared(name)
                    ? otherKind(Kind.PARTICIPANT, name).map(found -> found.at(where))
                    : Optional.of(unknown(name).fix(keptById(name)).at(where)));
        }
    }

    /** A bare name stands where none can stand and has been reported: that it is unknown goes without saying. */
    void explained(Value.Reference reference) {
        explained.add(new Use(reference.name(), reference.origin(), ""));
    }

    /** Whether nobody has asked so far; now somebody does. */
    private boolean isNew(Use use) {
        return asked.add(use);
    }

    private boolean isDeclared(String name) {
        return incomplete || elsewhere.getAsBoolean() || mentioned.containsKey(name);
    }

    private Optional<Diagnostic> otherKind(Kind kind, String name) {
        return Optional.ofNullable(mentioned.get(name))
                .filter(mention -> mention.kind() != kind)
                .map(mention -> Diagnostic.error(
                                "wrong-kind",
                                "'" + name + "' is a " + mention.kind().noun() + ", not a " + kind.noun())
                        .because("It is declared at " + mention.place() + ".")
                        .fix("Name a " + kind.noun() + "."));
    }

    private Diagnostic unknown(Kind kind, String name) {
        Set<String> known = declared(kind);
        String question = Spelling.question(name, known);
        return Diagnostic.error(kind.unknown, kind.title() + " '" + name + "' is not declared")
                .because(
                        known.isEmpty()
                                ? "No " + kind.noun() + " is declared."
                                : "Declared: " + Excerpt.names(known) + ".")
                .fix(question.isEmpty() ? kind.declaring : question);
    }

    private SortedSet<String> declared(Kind kind) {
        return switch (kind) {
            case PARTICIPANT -> participants;
            case KEY -> keys;
        };
    }

    private Diagnostic unknown(String name, Set<String> alternatives, String fix) {
        String question = "";
        if (suggestions++ < MOST_SUGGESTIONS) {
            Set<String> known = new TreeSet<>(alternatives);
            known.addAll(mentioned.keySet());
            question = Spelling.question(name, known);
        }
        return unknown(name).fix(question.isEmpty() ? fix : question);
    }

    private Diagnostic unknown(String name) {
        return Diagnostic.error(Findings.UNKNOWN_NAME, "Unknown name '" + name + "'")
                .because("It is no variable"
                        + (keys.isEmpty()
                                ? " and no declared participant"
                                : ", no declared participant and no declared key")
                        + (mentioned.isEmpty() ? "." : "; declared: " + Excerpt.names(mentioned.keySet()) + "."));
    }
}
