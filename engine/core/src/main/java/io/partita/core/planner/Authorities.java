package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Authority;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.Signer;
import io.partita.core.provider.NamespaceState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.KeyHolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides who signs for parties, from who owns their namespaces. */
final class Authorities {

    private static final Comparator<CurrentParticipant> BY_NAME = Comparator.comparing(CurrentParticipant::name);

    private final Declaration declaration;
    private final CurrentTopology topology;
    private final SortedMap<Fingerprint, NamespaceState> namespaces;
    private final SortedMap<PartyId, List<KeyHolder>> holders;

    /** @param namespaces of every party that is asked for, and of owners that are no declared participant's */
    Authorities(Declaration declaration, CurrentTopology topology, SortedMap<Fingerprint, NamespaceState> namespaces) {
        this(declaration, topology, namespaces, Collections.emptySortedMap());
    }

    private Authorities(
            Declaration declaration,
            CurrentTopology topology,
            SortedMap<Fingerprint, NamespaceState> namespaces,
            SortedMap<PartyId, List<KeyHolder>> holders) {
        this.declaration = declaration;
        this.topology = topology;
        this.namespaces = namespaces;
        this.holders = holders;
    }

    /** The same, when it is known which participants hold keys of {@link #withoutOwner}. */
    Authorities knowing(List<PartyDifference> changes, SortedMap<Fingerprint, List<KeyHolder>> found) {
        SortedMap<PartyId, List<KeyHolder>> byParty = new TreeMap<>();
        for (PartyDifference change : changes) {
            List<KeyHolder> held = found.getOrDefault(change.party().namespace(), List.of());
            byParty.put(
                    change.party(),
                    held.stream()
                            .filter(holder -> ownNamespace(change)
                                    .map(local -> local.owner().value().equals(holder.participant()))
                                    .orElse(true))
                            .toList());
        }
        return new Authorities(declaration, topology, namespaces, byParty);
    }

    /** How a party is declared that has a namespace of its own, whose key a participant holds. */
    private static Optional<Identity.Local> ownNamespace(PartyDifference difference) {
        return difference
                .declared()
                .identity()
                .<Optional<Identity.Local>>match(
                        Optional::of,
                        known -> Optional.empty(),
                        external -> Optional.empty(),
                        shared -> Optional.empty())
                .filter(local -> local.namespace().isPresent());
    }

    /**
     * Ordinary namespaces of parties for which something has to be signed, and for which neither a declared participant
     * nor a declared key signs as their owner, each once. Of a party that exists only a key counts that the topology
     * knows.
     */
    List<NamespaceState> withoutOwner(List<PartyDifference> changes) {
        return changes.stream()
                .filter(change -> !change.isHostedAsDeclared())
                .filter(change -> {
                    NamespaceState state = state(change.party());
                    return state.decentralized().isEmpty()
                            && !(state.keys().isEmpty() && change.live().isPresent())
                            && owners(change.party()).isEmpty()
                            && keys(change, state).isEmpty();
                })
                .map(change -> state(change.party()))
                .distinct()
                .toList();
    }

    /** The keys that participants hold and the topology does not know, for parties that are created, each once. */
    List<KeyIntroduction> introductions(List<RoutedParty> parties) {
        SortedMap<Fingerprint, KeyIntroduction> introductions = new TreeMap<>();
        for (RoutedParty party : parties) {
            PartyId id = party.difference().party();
            if (state(id).keys().isEmpty() && state(id).decentralized().isEmpty()) {
                held(id).stream()
                        .filter(holder -> party.authority().isSigner(holder.participant()))
                        .forEach(holder -> introductions.put(
                                id.namespace(), new KeyIntroduction(holder.key(), holder.participant())));
            }
        }
        return List.copyOf(introductions.values());
    }

    /**
     * Declared participants whose own namespace is an owner of the party's, or that hold a key for it, sorted by name.
     */
    List<CurrentParticipant> owners(PartyId party) {
        Stream<ParticipantName> own = state(party).owners().stream().flatMap(owner -> topology.ownerOf(owner).stream());
        return Stream.concat(own, held(party).stream().map(KeyHolder::participant))
                .map(topology::participant)
                .sorted(BY_NAME)
                .toList();
    }

    private List<KeyHolder> held(PartyId party) {
        return holders.getOrDefault(party, List.of());
    }

    /**
     * Exactly as many owners as have to sign: with one more, the last signature would not be the one that completes.
     * Declared ones first; of these first those that sign as hosts anyway, because their signature counts for the
     * namespace as well, then those whose key a participant holds. Those that are not declared sign first, so that a
     * declared one completes; then those that become hosts, because they are isolated when the last one signs.
     */
    Checked<Authority> of(PartyDifference difference) {
        NamespaceState state = state(difference.party());
        if (difference.isHostedAsDeclared()) {
            return Checked.of(new Authority(state.namespace(), state.owners(), state.quorum(), List.of()));
        }
        Optional<Diagnostic> missing = ownNamespace(difference).flatMap(local -> missingKey(difference, local, state));
        if (missing.isPresent()) {
            return Checked.failed(missing.get());
        }
        List<CurrentParticipant> owners = owners(difference.party());
        List<Signer> keys = keys(difference, state);
        if (owners.isEmpty() && keys.isEmpty()) {
            return Checked.failed(noOwner(difference, state));
        }
        List<Fingerprint> elsewhere = state.owners().stream()
                .filter(owner -> topology.ownerOf(owner).isEmpty())
                .filter(owner -> held(difference.party()).isEmpty())
                .filter(owner -> keys.stream().noneMatch(key -> key.namespace().equals(owner)))
                .filter(owner -> !namespaces.get(owner).keys().isEmpty())
                .toList();
        int lacking = Math.max(0, state.quorum() - owners.size() - keys.size());
        if (lacking > elsewhere.size()) {
            return Checked.failed(tooFewOwners(difference, state, owners, keys, elsewhere.size()));
        }
        List<Signer> declared = new ArrayList<>();
        owners.stream()
                .sorted(Comparator.comparing(owner -> !isHostThatSigns(difference, owner)))
                .limit(state.quorum())
                .sorted(Comparator.comparing((CurrentParticipant owner) ->
                                !difference.added().contains(owner))
                        .thenComparing(BY_NAME))
                .forEach(owner -> declared.add(signer(difference.party(), owner)));
        keys.stream().limit(state.quorum() - declared.size()).forEach(declared::add);
        List<Signer> signers = new ArrayList<>();
        elsewhere.stream().limit(lacking).forEach(owner -> signers.add(new Signer.Outside(owner, topology.reader())));
        signers.addAll(declared);
        return Checked.of(new Authority(state.namespace(), state.owners(), state.quorum(), signers));
    }

    private Signer signer(PartyId party, CurrentParticipant owner) {
        return held(party).stream()
                .filter(holder -> holder.participant().equals(owner.name()))
                .findFirst()
                .map(holder -> new Signer.AtParticipant(
                        party.namespace(),
                        owner.name(),
                        Optional.of(holder.key().fingerprint())))
                .orElseGet(() -> new Signer.AtParticipant(owner.id().namespace(), owner.name()));
    }

    /** Declared keys that sign for an owner which is no declared participant, one for each owner, sorted by name. */
    private List<Signer> keys(PartyDifference difference, NamespaceState state) {
        ParticipantName through = difference.takes(topology);
        SortedMap<KeyName, Signer> keys = new TreeMap<>();
        for (Fingerprint owner : state.owners()) {
            if (topology.ownerOf(owner).isEmpty()) {
                declaration.keys().values().stream()
                        .filter(key -> signsFor(key.key(), owner, difference))
                        .findFirst()
                        .ifPresent(key -> keys.put(
                                key.name().value(),
                                new Signer.WithKey(owner, key.name().value(), through)));
            }
        }
        return List.copyOf(keys.values());
    }

    /**
     * A key signs for a namespace that the topology lets it sign for, and its own key for that of a party which holds
     * the key within its mapping (semantics 2.1).
     */
    private boolean signsFor(SigningKey key, Fingerprint owner, PartyDifference difference) {
        boolean embedded = owner.equals(difference.party().namespace())
                && key.fingerprint().equals(owner)
                && difference.signingKeys().filter(keys -> keys.sign(key)).isPresent();
        return embedded || namespaces.get(owner).keys().contains(key.fingerprint());
    }

    /** The participants that have to be connected when the signatures are given. */
    List<CurrentParticipant> connected(Authority authority) {
        return authority.connected().stream().map(topology::participant).toList();
    }

    /**
     * New hosts without contracts are safe only when the party is seen to be unused immediately before the last
     * signature. Who has to propose cannot sign last as well.
     */
    List<Diagnostic> unused(PartyDifference difference, Authority authority) {
        List<CurrentParticipant> signers =
                authority.participants().stream().map(topology::participant).toList();
        boolean keys = authority.signers().stream().anyMatch(signer -> signer.kind() == Signer.Kind.KEY);
        boolean alone = signers.size() == 1
                && !keys
                && signers.size() < authority.signers().size()
                && signers.containsAll(difference.added())
                && signers.containsAll(difference.raised());
        return alone ? List.of(proposesAlone(difference, signers.get(0))) : List.of();
    }

    private static boolean isHostThatSigns(PartyDifference difference, CurrentParticipant participant) {
        return difference.added().contains(participant) || difference.raised().contains(participant);
    }

    private NamespaceState state(PartyId party) {
        return namespaces.get(party.namespace());
    }

    /** Why the declared participant cannot sign for the namespace; empty when it can. */
    private Optional<Diagnostic> missingKey(PartyDifference difference, Identity.Local local, NamespaceState state) {
        String owner = local.owner().value().name();
        Fingerprint namespace = state.namespace();
        Optional<ParticipantName> another = topology.ownerOf(namespace);
        if (another.equals(Optional.of(local.owner().value()))
                || !held(difference.party()).isEmpty()) {
            return Optional.empty();
        }
        Diagnostic error = Diagnostic.refusal(
                        "namespace-key-missing", owner + " cannot sign for the namespace of " + difference.name())
                .about(difference.name())
                .at(local.namespace().orElseThrow().range());
        if (another.isPresent()) {
            return Optional.of(error.because(namespace + " is the namespace of " + another.get())
                    .fix("write `local on: " + another.get() + "` for a party in it"));
        }
        if (state.decentralized().isPresent()) {
            return Optional.of(error.because(namespace + " is a decentralized namespace, which no key signs for")
                    .fix("declare the party with `decentralized owners:`, or by its id"));
        }
        if (state.keys().isEmpty() && difference.live().isPresent()) {
            return Optional.of(notKnown(error, state));
        }
        return Optional.of(error.because("it holds no key for namespaces with the fingerprint " + namespace)
                .fix("correct the fingerprint, or name the participant that holds the key. A new key is made in the"
                        + " console of " + owner
                        + ", by keys.secret.generate_signing_key(\""
                        + difference.declared().name()
                        + "\", SigningKeyUsage.NamespaceOnly): write the fingerprint that it shows"));
    }

    private static Diagnostic notKnown(Diagnostic error, NamespaceState state) {
        return error.because("the topology knows no key that signs for the namespace " + state.namespace()
                        + ": its root key was revoked, or never introduced")
                .fix("have the owner of the namespace introduce its key; a root key that was revoked never comes back");
    }

    private Diagnostic noOwner(PartyDifference difference, NamespaceState state) {
        Diagnostic error = Diagnostic.refusal("no-owner", "nobody who is declared can sign for " + difference.name());
        if (state.decentralized().isEmpty()
                && state.keys().isEmpty()
                && difference.live().isPresent()
                && topology.ownerOf(state.namespace()).isEmpty()
                && difference.signingKeys().isEmpty()) {
            return notKnown(error, state)
                    .about(difference.name())
                    .at(difference.declared().range());
        }
        return (state.decentralized().isEmpty()
                        ? error.because("the party is in the namespace " + state.namespace()
                                        + "; it is that of no declared participant or key, and none of "
                                        + asked() + " holds a key of it")
                                .fix(
                                        "declare the participant whose id ends with this fingerprint, or that holds the key"
                                                + " with this fingerprint; or declare the key itself in `keys`, without a"
                                                + " source when its owner signs elsewhere and hands the signature over")
                        : error.because("the party is in the namespace " + state.namespace()
                                        + ", and none of its owners is a declared participant or key: " + list(state))
                                .fix("declare a participant whose id ends with one of the owners' fingerprints,"
                                        + " or an owner's key in `keys`"))
                .about(difference.name())
                .at(difference.declared().range());
    }

    private String asked() {
        return topology.participants().keySet().stream()
                .map(ParticipantName::name)
                .collect(Collectors.joining(", "));
    }

    private static Diagnostic tooFewOwners(
            PartyDifference difference,
            NamespaceState state,
            List<CurrentParticipant> owners,
            List<Signer> keys,
            int elsewhere) {
        String declared = Stream.concat(
                        owners.stream().map(owner -> owner.name().name()),
                        keys.stream().map(Signer::label))
                .collect(Collectors.joining(", "));
        return Diagnostic.refusal("too-few-owners", "too few owners of its namespace can sign for " + difference.name())
                .because("of the owners of " + state.namespace() + ", " + state.quorum() + " have to sign; " + declared
                        + " can, and of those that are not declared " + elsewhere
                        + " have a key on the synchronizer. Owners: " + list(state))
                .fix("declare more participants whose ids end with these fingerprints, or keys of these owners, or have"
                        + " the owners lower the threshold of the namespace")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic proposesAlone(PartyDifference difference, CurrentParticipant owner) {
        return Diagnostic.refusal("too-few-owners", "too few owners of its namespace can sign for " + difference.name())
                .because(owner.name()
                        + " would have to propose the hosting, and to sign it after the owners of the namespace"
                        + " that are not declared, so that " + difference.name() + " is still unused then")
                .fix("declare the participant of one more owner")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static String list(NamespaceState state) {
        return state.owners().stream().map(Fingerprint::toString).collect(Collectors.joining(", "));
    }
}
