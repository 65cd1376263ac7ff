package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Permission;
import io.partita.core.model.UniqueIdentifier;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.Vocabulary;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Findings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Gathers a declaration while its files are read, and knows its words. */
public final class DeclarationBuilder implements Vocabulary {

    private final Findings findings;
    private final DeclaredNames names;
    private final TreeMap<ParticipantName, DeclaredParticipant> participants = new TreeMap<>();
    private final TreeMap<KeyName, DeclaredKey> keys = new TreeMap<>();
    private final Map<String, SourceRange> partyNames = new TreeMap<>();
    private final List<PartyBuilder.Unfinished> parties = new ArrayList<>();
    /** By the line of a host and that of an owner: a loop writes one line for very many parties. */
    private final Map<SourceRange, DeclaredHost> hosts = new IdentityHashMap<>();

    private final Map<SourceRange, Identity.Local> owners = new IdentityHashMap<>();
    private final WrittenWords written = new WrittenWords();
    private final SortedMap<ParticipantName, SortedMap<String, SourceRange>> placesOfAccess = new TreeMap<>();
    private final SortedMap<KeyName, SortedMap<String, SourceRange>> placesOfKeys = new TreeMap<>();
    private Optional<Declared<String>> synchronizer = Optional.empty();
    private Optional<Declared<String>> network = Optional.empty();
    private Optional<SourceRange> networkMentioned = Optional.empty();
    private boolean synchronizerMentioned;
    private boolean variablesIncomplete;

    public DeclarationBuilder(Findings findings) {
        this.findings = findings;
        this.names = new DeclaredNames(findings, this::networkIsUnread);
    }

    /**
     * The words outside of every block.
     *
     * @param files of public keys, seen from the folder of the declaration
     */
    public Words words(KeyFiles files) {
        return Language.ROOT.words(new RootWords(this, files), written);
    }

    /**
     * The words of a network that stands in a folder of its own.
     *
     * @param files of public keys, seen from that folder
     */
    public Words wordsOfTheNetwork(KeyFiles files) {
        return Language.NETWORK.words(new RootWords(this, files), new WrittenWords());
    }

    DeclaredNames names() {
        return names;
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

    /** Where each word of each key was written first. */
    public SortedMap<KeyName, SortedMap<String, SourceRange>> placesOfKeys() {
        return placesOfKeys;
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
        // What the network says is not read then, so nothing is known to be missing.
        synchronizerMentioned |= any;
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

    void written(KeyName key, SortedMap<String, SourceRange> places) {
        placesOfKeys.put(key, places);
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
            case "participants", "keys" -> names.incomplete();
            default -> {
                synchronizerMentioned = true;
                names.incomplete();
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

    void participant(DeclaredParticipant participant) {
        participants.put(participant.name().value(), participant);
    }

    void key(DeclaredKey key) {
        keys.put(key.name().value(), key);
    }

    /** A host; the same value for all parties that a loop writes it for. @param line with the word */
    DeclaredHost host(SourceRange line, Declared<ParticipantName> participant, Declared<Permission> permission) {
        DeclaredHost known = hosts.get(line);
        if (known != null && isSame(known.participant(), participant) && isSame(known.permission(), permission)) {
            return known;
        }
        DeclaredHost host = new DeclaredHost(participant, permission);
        hosts.put(line, host);
        return host;
    }

    /** An owner in whose own namespace parties are, as for {@link #host}. */
    Identity.Local owner(SourceRange line, Declared<ParticipantName> participant) {
        Identity.Local known = owners.get(line);
        if (known != null && isSame(known.owner(), participant)) {
            return known;
        }
        Identity.Local owner = new Identity.Local(participant);
        owners.put(line, owner);
        return owner;
    }

    private static boolean isSame(Declared<?> one, Declared<?> other) {
        return one.range() == other.range() && one.equals(other);
    }

    private boolean networkIsUnread() {
        return networkMentioned.isPresent() && network.isEmpty();
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
        if (!synchronizerMentioned && !networkIsUnread()) {
            Diagnostic missing = Diagnostic.error("missing-synchronizer", "The synchronizer is not declared")
                    .because("Hosting is declared for one synchronizer, by the alias that the participants give it.")
                    .fix("Add a line such as: synchronizer 'mysynchronizer'");
            findings.add(networkPlace().map(missing::at).orElse(missing));
        }
        return synchronizer.map(alias -> new Declaration(
                alias,
                participants,
                keys,
                parties.stream().flatMap(party -> party.with(keys).stream()).toList()));
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

    @Override
    public void referenced(Value.Reference reference, Supplier<Set<String>> alternatives) {
        names.referenced(reference, alternatives);
    }

    @Override
    public void replaced(Value.Reference reference) {
        names.replaced(reference);
    }
}
