package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.Signer;
import io.partita.core.provider.NamespaceState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.PartyResolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which decentralized namespaces are founded, and whether those that exist are as declared. Nothing here changes a
 * namespace: its owners do that among themselves.
 */
final class Foundations {

    private final CurrentTopology topology;
    private final SortedMap<Fingerprint, NamespaceState> namespaces;
    private final SortedMap<Fingerprint, NamespaceFoundation> founded = new TreeMap<>();
    private final SortedMap<KeyName, Fingerprint> introduced = new TreeMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** What is known of namespaces when the plan has founded those that it founds, sorted by fingerprint. */
    record Known(SortedMap<Fingerprint, NamespaceState> namespaces, List<NamespaceFoundation> founded) {}

    /** @param namespaces of every party that changes, and of owners that are no declared participant's */
    private Foundations(CurrentTopology topology, SortedMap<Fingerprint, NamespaceState> namespaces) {
        this.topology = topology;
        this.namespaces = namespaces;
    }

    static Checked<Known> of(
            List<PartyDifference> changes,
            CurrentTopology topology,
            SortedMap<Fingerprint, NamespaceState> namespaces) {
        Foundations foundations = new Foundations(topology, namespaces);
        changes.forEach(change -> declared(change).ifPresent(declared -> foundations.look(change, declared)));
        SortedMap<Fingerprint, NamespaceState> then = new TreeMap<>(namespaces);
        foundations.founded.forEach((namespace, foundation) -> then.put(
                namespace,
                NamespaceState.decentralized(
                        namespace,
                        foundation.definition().owners(),
                        foundation.definition().threshold())));
        // Whoever founds with a key that nobody knew signs with it for the parties, too.
        foundations
                .introduced
                .values()
                .forEach(own -> then.put(own, NamespaceState.ordinary(own, new TreeSet<>(Set.of(own)))));
        return Checked.of(new Known(then, List.copyOf(foundations.founded.values())), foundations.diagnostics);
    }

    /** Key owners of declared namespaces, which are asked for although nothing may be known of the namespace. */
    static SortedSet<Fingerprint> keyOwners(PartyDifference change) {
        SortedSet<Fingerprint> owners = new TreeSet<>();
        declared(change)
                .ifPresent(declared -> declared.owners()
                        .forEach(owner -> owner.<Optional<Fingerprint>>match(
                                        participant -> Optional.empty(),
                                        key -> Optional.of(key.signingKey().fingerprint()))
                                .ifPresent(owners::add)));
        return owners;
    }

    private static Optional<Identity.Decentralized> declared(PartyDifference change) {
        return change.declared()
                .identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.empty(),
                        external -> Optional.empty(),
                        Optional::of);
    }

    private void look(PartyDifference change, Identity.Decentralized declared) {
        NamespaceState state = namespaces.get(change.party().namespace());
        if (state.decentralized().isPresent()) {
            compare(change, declared, state);
        } else if (change.live().isPresent()) {
            diagnostics.add(undefined(change));
        } else {
            SortedSet<Fingerprint> owners = owners(declared);
            int threshold = declared.threshold().map(Declared::value).orElse(owners.size());
            NamespaceDefinition definition = NamespaceDefinition.founded(owners, threshold);
            NamespaceFoundation before = founded.get(definition.namespace());
            if (before == null) {
                founded.put(definition.namespace(), foundation(change, declared, definition));
            } else if (!before.definition().equals(definition)) {
                diagnostics.add(twoThresholds(change, declared));
            }
        }
    }

    private SortedSet<Fingerprint> owners(Identity.Decentralized declared) {
        return PartyResolution.owners(
                        declared, name -> Optional.of(topology.participant(name).id()))
                .orElseThrow();
    }

    private void compare(PartyDifference change, Identity.Decentralized declared, NamespaceState state) {
        Optional<Declared<Integer>> other =
                declared.threshold().filter(threshold -> threshold.value() != state.quorum());
        other.ifPresent(threshold -> diagnostics.add(Diagnostic.refusal(
                        "namespace-threshold-differs",
                        "of the owners of the namespace of " + change.name() + ", " + state.quorum()
                                + " have to sign, and " + threshold + " are declared")
                .because("partita founds namespaces and changes none: that is between the owners")
                .fix("write `threshold: " + state.quorum() + "`, or have the owners change the namespace")
                .about(change.name())
                .at(threshold.range())));
        if (!state.owners().equals(owners(declared))) {
            diagnostics.add(Diagnostic.refusal(
                            "namespace-owners-differ",
                            "the namespace of " + change.name() + " has other owners by now than its founders")
                    .because("its owners are "
                            + String.join(
                                    ", ",
                                    state.owners().stream()
                                            .map(Fingerprint::hex)
                                            .toList()))
                    .fix("declare the party by its id: `id '" + change.party() + "'`")
                    .about(change.name())
                    .at(change.declared().range()));
        }
    }

    private NamespaceFoundation foundation(
            PartyDifference change, Identity.Decentralized declared, NamespaceDefinition definition) {
        List<Signer> participants = new ArrayList<>();
        List<Signer> keys = new ArrayList<>();
        List<KeyName> unknown = new ArrayList<>();
        for (Identity.Owner owner : declared.owners()) {
            owner.<Runnable>match(
                            own -> () -> {
                                CurrentParticipant participant =
                                        topology.participant(own.participant().value());
                                participants.add(new Signer.AtParticipant(
                                        participant.id().namespace(), participant.name()));
                            },
                            key -> () -> {
                                Fingerprint namespace = key.signingKey().fingerprint();
                                keys.add(new Signer.WithKey(namespace, key.key().value(), change.takes(topology)));
                                if (namespaces.get(namespace).keys().isEmpty()
                                        && introduced.putIfAbsent(key.key().value(), namespace) == null) {
                                    unknown.add(key.key().value());
                                }
                            })
                    .run();
        }
        participants.sort(Comparator.comparing(Signer::label));
        keys.sort(Comparator.comparing(Signer::label));
        // What a key signs is written here, and participants sign what they are shown, by its hash.
        List<Signer> signers = new ArrayList<>(keys);
        signers.addAll(participants);
        return new NamespaceFoundation(definition, signers, unknown);
    }

    private static Diagnostic undefined(PartyDifference change) {
        return Diagnostic.refusal(
                        "namespace-not-defined",
                        "the namespace of " + change.name() + " is not defined any more, and the party exists")
                .because("nobody can sign for the party as long as its owners do not define the namespace again")
                .fix("have the owners define it again")
                .about(change.name())
                .at(change.declared().range());
    }

    private static Diagnostic twoThresholds(PartyDifference change, Identity.Decentralized declared) {
        SourceRange range = declared.threshold()
                .map(Declared::range)
                .orElse(change.declared().range());
        return Diagnostic.error("namespace-declared-twice", "the namespace of " + change.name() + " has two thresholds")
                .because("another party is declared with the same owners, and so in the same namespace")
                .fix("write the same threshold in both")
                .about(change.name())
                .at(range);
    }
}
