package io.partita.cli.command;

import io.partita.cli.result.Payload.LiveParty;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.PartyResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;

/** What participants say about parties now. */
final class LiveHosting {

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
        HostingViews views = new HostingViews(
                declaration.synchronizer().value(), declaration.parties().size());
        try (ParallelReads reads = new ParallelReads()) {
            return reads.all(declaration.parties(), party -> {
                ParticipantName asked = PartyResolution.asked(party);
                PartyId id = PartyResolution.idOf(party, ids::get);
                return CallDiagnostics.read(asked, UnaryOperator.identity(), () -> {
                    HostingViews.View view = views.of(network.participant(asked));
                    Optional<HostingState> state = view.hosting(id);
                    return new LiveParty(party.name().value(), Optional.of(asked), state, names)
                            .proposed(pending(view.proposals(id), state));
                });
            });
        }
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
        Seeing seeing = new Seeing(plan, operator, network, names);
        try (ParallelReads reads = new ParallelReads()) {
            return reads.all(plan.content().parties(), change -> Checked.of(seeing.seen(change)))
                    .value();
        }
    }

    /** The parties of a plan after a run. */
    private static final class Seeing {

        private final Plan plan;
        private final Optional<String> operator;
        private final Network network;
        private final SortedMap<ParticipantId, ParticipantName> names;
        private final HostingViews views;
        private final Set<ParticipantName> silent = new ConcurrentSkipListSet<>();

        Seeing(Plan plan, Optional<String> operator, Network network, SortedMap<ParticipantId, ParticipantName> names) {
            this.plan = plan;
            this.operator = operator;
            this.network = network;
            this.names = names;
            this.views = new HostingViews(
                    plan.synchronizerAlias(), plan.content().parties().size());
        }

        LiveParty seen(PartyChange change) {
            List<ParticipantName> asked = plan.outcome(change).hosts().stream()
                    .flatMap(host -> Optional.ofNullable(names.get(host.participant())).stream())
                    .filter(host -> plan.participant(host).isReachedBy(operator))
                    .toList();
            return asked.isEmpty()
                    ? LiveParty.notAsked(change.name(), names)
                    : asked.stream()
                            .flatMap(host -> seen(change, host).stream())
                            .findFirst()
                            .orElse(new LiveParty(change.name(), Optional.empty(), Optional.empty(), names));
        }

        private Optional<LiveParty> seen(PartyChange change, ParticipantName host) {
            if (silent.contains(host)) {
                return Optional.empty();
            }
            try {
                HostingViews.View view = views.of(
                        network.participant(host, plan.participant(host).id()));
                // As it is now: an upgrade may have come in between.
                if (!view.synchronizer().logical().equals(plan.synchronizer().logical())) {
                    return Optional.empty();
                }
                return Optional.of(
                        new LiveParty(change.name(), Optional.of(host), view.hosting(change.party()), names));
            } catch (CallFailed unanswered) {
                // The run has its own diagnostics; another host may answer, and nobody waits for this one once more.
                silent.add(host);
                return Optional.empty();
            }
        }
    }
}
