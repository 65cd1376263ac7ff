package io.partita.cli.command;

import io.partita.cli.result.Payload.LiveParty;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.PartyResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What participants say about parties now. */
final class LiveHosting {

    /** So many that a participant which is asked for them answers them together. */
    private static final int AT_ONCE = 64;

    private LiveHosting() {}

    /** The declared parties, each as its owner sees it; of a party that is known by its id, as its first host does. */
    static Checked<List<LiveParty>> of(Declaration declaration, Network network) {
        SortedMap<ParticipantId, ParticipantName> names = new TreeMap<>();
        SortedMap<ParticipantName, ParticipantId> ids = new TreeMap<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (ParticipantName name : declaration.participants().keySet()) {
            try {
                ParticipantId id = network.participant(name).status().id();
                names.put(id, name);
                ids.put(name, id);
            } catch (CallFailed failed) {
                problems.add(CallDiagnostics.reading(name, failed.failure()));
            }
        }
        if (!problems.isEmpty()) {
            return Checked.failed(problems);
        }
        List<LiveParty> parties = new ArrayList<>();
        for (DeclaredParty party : declaration.parties()) {
            ParticipantName asked = PartyResolution.asked(party);
            PartyId id = PartyResolution.idOf(party, ids::get);
            try {
                Participant participant = network.participant(asked);
                PhysicalSynchronizerId synchronizer =
                        participant.synchronizer(declaration.synchronizer().value());
                Optional<HostingState> state = participant.hosting(synchronizer, id);
                parties.add(new LiveParty(party.name().value(), Optional.of(asked), state, names)
                        .proposed(pending(participant.proposals(synchronizer, id), state)));
            } catch (CallFailed failed) {
                problems.add(CallDiagnostics.reading(asked, failed.failure()));
            }
        }
        return problems.isEmpty() ? Checked.of(parties) : Checked.failed(problems);
    }

    private static List<HostingProposal> pending(List<HostingProposal> proposals, Optional<HostingState> state) {
        int serial = state.map(known -> known.mapping().serial()).orElse(0);
        return proposals.stream()
                .filter(proposal -> proposal.mapping().serial() > serial)
                .toList();
    }

    /**
     * The parties of a plan, as the first of their hosts that answers sees them; best effort, after a run.
     *
     * @param operator whose run it was: of parties that it hosts nowhere nobody is asked
     */
    static List<LiveParty> of(Plan plan, Optional<String> operator, Network network) {
        SortedMap<ParticipantId, ParticipantName> names = new TreeMap<>();
        plan.content().participants().values().forEach(participant -> names.put(participant.id(), participant.name()));
        Set<ParticipantName> silent = new ConcurrentSkipListSet<>();
        try (ParallelReads reads = new ParallelReads(AT_ONCE)) {
            return reads.all(
                            plan.content().parties(),
                            change -> Checked.of(seen(plan, operator, network, change, silent, names)))
                    .value();
        }
    }

    private static LiveParty seen(
            Plan plan,
            Optional<String> operator,
            Network network,
            PartyChange change,
            Set<ParticipantName> silent,
            SortedMap<ParticipantId, ParticipantName> names) {
        List<ParticipantName> asked = plan.outcome(change).hosts().stream()
                .flatMap(host -> Optional.ofNullable(names.get(host.participant())).stream())
                .filter(host -> plan.participant(host).isReachedBy(operator))
                .toList();
        return asked.isEmpty()
                ? LiveParty.notAsked(change.name(), names)
                : asked.stream()
                        .flatMap(host -> seen(plan, network, change, host, silent, names).stream())
                        .findFirst()
                        .orElse(new LiveParty(change.name(), Optional.empty(), Optional.empty(), names));
    }

    private static Optional<LiveParty> seen(
            Plan plan,
            Network network,
            PartyChange change,
            ParticipantName host,
            Set<ParticipantName> silent,
            SortedMap<ParticipantId, ParticipantName> names) {
        if (silent.contains(host)) {
            return Optional.empty();
        }
        try {
            Participant participant =
                    network.participant(host, plan.participant(host).id());
            // As it is now: an upgrade may have come in between.
            PhysicalSynchronizerId synchronizer = participant.synchronizer(plan.synchronizerAlias());
            if (!synchronizer.logical().equals(plan.synchronizer().logical())) {
                return Optional.empty();
            }
            Optional<HostingState> state = participant.hosting(synchronizer, change.party());
            return Optional.of(new LiveParty(change.name(), Optional.of(host), state, names));
        } catch (CallFailed unanswered) {
            // The run has its own diagnostics; another host may answer, and nobody waits for this one once more.
            silent.add(host);
            return Optional.empty();
        }
    }
}
