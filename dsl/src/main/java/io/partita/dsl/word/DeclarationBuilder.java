package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.Spelling;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.UniqueIdentifier;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.Vocabulary;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Gathers a declaration while its files are read, and knows its words. */
public final class DeclarationBuilder implements Vocabulary {

    /** Looking for what was meant costs more than everything else that is said about a name. */
    private static final int MOST_SUGGESTIONS = 50;

    private final Findings findings;
    private final Set<String> mentioned = new TreeSet<>();
    private final Set<Use> asked = new TreeSet<>();
    private final Set<Use> explained = new TreeSet<>();
    private final TreeMap<ParticipantName, DeclaredParticipant> participants = new TreeMap<>();
    private final Map<String, SourceRange> partyNames = new TreeMap<>();
    private final List<DeclaredParty> parties = new ArrayList<>();
    private final WrittenWords written = new WrittenWords();
    private final SortedMap<ParticipantName, SortedMap<String, SourceRange>> placesOfAccess = new TreeMap<>();
    private Optional<Declared<String>> synchronizer = Optional.empty();
    private Optional<Declared<String>> network = Optional.empty();
    private Optional<SourceRange> networkMentioned = Optional.empty();
    private int suggestions;
    private boolean synchronizerMentioned;
    private boolean participantsIncomplete;
    private boolean variablesIncomplete;

    /** A name at a place: asked about once, however often a loop comes by. */
    private record Use(String name, SourceRange where) implements Comparable<Use> {
        private static final Comparator<Use> ORDER =
                Comparator.comparing(Use::name).thenComparing(Use::where);

        @Override
        public int compareTo(Use other) {
            return ORDER.compare(this, other);
        }
    }

    public DeclarationBuilder(Findings findings) {
        this.findings = findings;
    }

    /** The words outside of every block. */
    public Words words() {
        return Language.ROOT.words(new RootWords(this), written);
    }

    /** The words of a network that stands in a folder of its own. */
    public Words wordsOfTheNetwork() {
        return Language.NETWORK.words(new RootWords(this), new WrittenWords());
    }

    /** The folder of the network as it was written; empty when it was not, or not rightly. */
    public Optional<String> network() {
        return network.map(Declared::value);
    }

    /** Where the folder of the network was written; empty when it was not. */
    public Optional<SourceRange> networkPlace() {
        return network.map(Declared::range).or(() -> networkMentioned);
    }

    /** Where each word of each participant was written first. */
    public SortedMap<ParticipantName, SortedMap<String, SourceRange>> placesOfAccess() {
        return placesOfAccess;
    }

    /**
     * Says of the words of a network that stand in the declaration itself that they do not belong there; whether there
     * were any. To be asked when the network stands elsewhere.
     */
    public boolean refusesOwnNetworkWords() {
        boolean any = false;
        for (String word : Language.NETWORK.names()) {
            Optional<SourceRange> own = written.place(word);
            own.ifPresent(place -> findings.add(
                    Diagnostic.error("network-twice", "'" + word + "' stands beside a network in a folder of its own")
                            .because(networkPlace()
                                    .map(named -> "The network is named at " + named + ".")
                                    .orElse("Another folder was named for the network."))
                            .fix("Write the words of the network here or in its folder, not in both.")
                            .at(place)));
            any |= own.isPresent();
        }
        return any;
    }

    void network(Declared<String> folder) {
        network = Optional.of(folder);
    }

    void networkMentioned(SourceRange place) {
        networkMentioned = Optional.of(place);
    }

    void written(ParticipantName participant, SortedMap<String, SourceRange> places) {
        placesOfAccess.put(participant, places);
    }

    /**
     * A piece of a file could not be read: what is missing may be declared there.
     *
     * @param word the word with which the piece starts
     */
    public void lost(String word) {
        switch (word) {
            case "party" -> {
                // No other block refers to a party.
            }
            case "synchronizer" -> synchronizerMentioned = true;
            case "participants" -> participantsIncomplete = true;
            default -> {
                synchronizerMentioned = true;
                participantsIncomplete = true;
                variablesIncomplete = true;
            }
        }
    }

    Optional<Declared<String>> synchronizer() {
        return synchronizer;
    }

    void synchronizer(Declared<String> alias) {
        synchronizer = Optional.of(alias);
    }

    void synchronizerMentioned() {
        synchronizerMentioned = true;
    }

    void participantsIncomplete() {
        participantsIncomplete = true;
    }

    /** Whether the name is new. */
    boolean participantMentioned(String name) {
        return mentioned.add(name);
    }

    void participant(DeclaredParticipant participant) {
        participants.put(participant.name().value(), participant);
    }

    /** Asks at the end whether a participant is declared. */
    void mustBeDeclared(String name, SourceRange where) {
        if (asked.add(new Use(name, where))) {
            findings.later(() -> isDeclared(name) ? Optional.empty() : Optional.of(unknownParticipant(name, where)));
        }
    }

    private boolean isDeclared(String name) {
        return participantsIncomplete || networkMentioned.isPresent() && network.isEmpty() || mentioned.contains(name);
    }

    private Diagnostic unknownParticipant(String name, SourceRange where) {
        String question = Spelling.question(name, mentioned);
        return Diagnostic.error("unknown-participant", "Participant '" + name + "' is not declared")
                .because(
                        mentioned.isEmpty()
                                ? "No participant is declared."
                                : "Declared: " + Excerpt.names(mentioned) + ".")
                .fix(question.isEmpty() ? "Declare it in 'participants { … }'." : question)
                .at(where);
    }

    void party(PartyBuilder party, Findings to) {
        String name = party.name.value();
        SourceRange before = partyNames.putIfAbsent(name, party.name.range());
        if (before != null) {
            to.add(Diagnostic.error("duplicate-party", "Party '" + name + "' is declared twice")
                    .because("It is already declared at " + before + ".")
                    .fix("Put all of the party's lines into one block.")
                    .at(party.name.range()));
        }
        new PartyChecks(party, to).check();
        if (before == null && UniqueIdentifier.isIdentifier(name)) {
            party.finish().ifPresent(parties::add);
        }
    }

    /** The declaration as far as it is complete; what is missing is added to the findings. */
    public Optional<Declaration> finish() {
        boolean networkUnread = networkMentioned.isPresent() && network.isEmpty();
        if (!synchronizerMentioned && !networkUnread) {
            Diagnostic missing = Diagnostic.error("missing-synchronizer", "The synchronizer is not declared")
                    .because("Hosting is declared for one synchronizer, by the alias that the participants give it.")
                    .fix("Add a line such as: synchronizer 'mysynchronizer'");
            findings.add(networkPlace().map(missing::at).orElse(missing));
        }
        return synchronizer.map(alias -> new Declaration(alias, participants, Collections.emptySortedMap(), parties));
    }

    @Override
    public Completeness variables() {
        return variablesIncomplete ? Completeness.PARTIAL : Completeness.COMPLETE;
    }

    @Override
    public Set<String> symbols() {
        return Language.fixedNames();
    }

    @Override
    public Optional<Value> make(WordCall call, Evaluator evaluator) {
        return Language.SECRETS.words(new SecretWords(), new WrittenWords()).call(call, evaluator);
    }

    @Override
    public Set<String> makers() {
        return Language.SECRETS.names();
    }

    @Override
    public Map<String, String> places() {
        return Language.places();
    }

    @Override
    public Optional<String> usage(String word) {
        return Language.usage(word);
    }

    @Override
    public Optional<String> insteadOf(String word) {
        return Language.insteadOf(word);
    }

    /**
     * A bare name stands where no participant can stand and has been reported: that it is unknown goes without saying.
     */
    void explained(Value.Reference reference) {
        explained.add(new Use(reference.name(), reference.origin()));
    }

    @Override
    public void referenced(Value.Reference reference, Supplier<Set<String>> alternatives) {
        Use use = new Use(reference.name(), reference.origin());
        if (!asked.add(use)) {
            return;
        }
        findings.later(() -> {
            if (isDeclared(reference.name()) || explained.contains(use)) {
                return Optional.empty();
            }
            String question = "";
            if (suggestions++ < MOST_SUGGESTIONS) {
                Set<String> known = new TreeSet<>(alternatives.get());
                known.addAll(mentioned);
                question = Spelling.question(reference.name(), known);
            }
            return Optional.of(Diagnostic.error(Findings.UNKNOWN_NAME, "Unknown name '" + reference.name() + "'")
                    .because("It is no variable and no declared participant"
                            + (mentioned.isEmpty() ? "." : "; declared: " + Excerpt.names(mentioned) + "."))
                    .fix(question.isEmpty() ? "Declare it, or put it in quotes if it is text." : question)
                    .at(reference.origin()));
        });
    }
}
