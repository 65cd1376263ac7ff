package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Signer;
import io.partita.core.provider.NamespaceState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Decides who signs for parties, from who owns their namespaces. */
final class Authorities {

    private static final Comparator<CurrentParticipant> BY_NAME = Comparator.comparing(CurrentParticipant::name);

    private final CurrentTopology topology;
    private final SortedMap<Fingerprint, NamespaceState> namespaces;

    /** @param namespaces of every party that is asked for, and of owners that are no declared participant's */
    Authorities(CurrentTopology topology, SortedMap<Fingerprint, NamespaceState> namespaces) {
        this.topology = topology;
        this.namespaces = namespaces;
    }

    /** Declared participants whose own namespace is an owner of the party's, sorted by name. */
    List<CurrentParticipant> owners(PartyId party) {
        return state(party).owners().stream()
                .flatMap(owner -> topology.ownerOf(owner).stream())
                .map(topology::participant)
                .sorted(BY_NAME)
                .toList();
    }

    /**
     * Exactly as many owners as have to sign: with one more, the last signature would not be the one that completes.
     * Declared ones first; of these first those that sign as hosts anyway, because their signature counts for the
     * namespace as well. Those that are not declared sign before the others, so that a participant completes.
     */
    Checked<Authority> of(PartyDifference difference) {
        NamespaceState state = state(difference.party());
        if (difference.isHostedAsDeclared()) {
            return Checked.of(new Authority(state.namespace(), state.quorum(), List.of()));
        }
        List<CurrentParticipant> owners = owners(difference.party());
        if (owners.isEmpty()) {
            return Checked.failed(noOwner(difference, state));
        }
        List<Fingerprint> elsewhere = state.owners().stream()
                .filter(owner -> topology.ownerOf(owner).isEmpty())
                .filter(owner -> !namespaces.get(owner).keys().isEmpty())
                .toList();
        int missing = Math.max(0, state.quorum() - owners.size());
        if (missing > elsewhere.size()) {
            return Checked.failed(tooFewOwners(difference, state, owners, elsewhere.size()));
        }
        List<Signer> signers = new ArrayList<>();
        elsewhere.stream().limit(missing).forEach(owner -> signers.add(new Signer.Outside(owner, topology.reader())));
        owners.stream()
                .sorted(Comparator.comparing(owner -> !isHostThatSigns(difference, owner)))
                .limit(state.quorum())
                .sorted(BY_NAME)
                .forEach(
                        owner -> signers.add(new Signer.AtParticipant(owner.id().namespace(), owner.name())));
        return Checked.of(new Authority(state.namespace(), state.quorum(), signers));
    }

    /** The participants among the signers. */
    List<CurrentParticipant> participants(Authority authority) {
        return authority.participants().stream().map(topology::participant).toList();
    }

    /**
     * New hosts without contracts are safe only when the party is seen to be unused immediately before the last
     * signature. Who has to propose cannot sign last as well.
     */
    List<Diagnostic> unused(PartyDifference difference, Authority authority) {
        List<CurrentParticipant> signers = participants(authority);
        boolean alone = signers.size() == 1
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

    private static Diagnostic noOwner(PartyDifference difference, NamespaceState state) {
        Diagnostic error = Diagnostic.refusal("no-owner", "no declared participant can sign for " + difference.name());
        return (state.decentralized().isEmpty()
                        ? error.because("the party is in the namespace " + state.namespace()
                                        + ", and no declared participant has it")
                                .fix("declare the participant whose id ends with this fingerprint; if there is none,"
                                        + " the holder of the party's key has to change its hosting")
                        : error.because("the party is in the namespace " + state.namespace()
                                        + ", and none of its owners is a declared participant: " + list(state))
                                .fix("declare a participant whose id ends with one of the owners' fingerprints"))
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic tooFewOwners(
            PartyDifference difference, NamespaceState state, List<CurrentParticipant> owners, int elsewhere) {
        return Diagnostic.refusal("too-few-owners", "too few owners of its namespace can sign for " + difference.name())
                .because("of the owners of " + state.namespace() + ", " + state.quorum() + " have to sign; "
                        + owners.stream().map(owner -> owner.name().name()).collect(Collectors.joining(", "))
                        + " can, and of those that are not declared " + elsewhere
                        + " have a key on the synchronizer. Owners: " + list(state))
                .fix("declare more participants whose ids end with these fingerprints, or have the owners lower the"
                        + " threshold of the namespace")
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
