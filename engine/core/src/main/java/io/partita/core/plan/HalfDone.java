package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A declared host that already carries the onboarding flag: somebody began to replicate the party. The network alone cannot tell "not imported yet" from "imported, flag not cleared yet", so the flag is
 * cleared only when the host has every contract that the source has.
 */
final class HalfDone {

    private final SynchronizerId synchronizer;
    private final Network network;
    private final Pause pause;

    HalfDone(SynchronizerId synchronizer, Network network, Pause pause) {
        this.synchronizer = synchronizer;
        this.network = network;
        this.pause = pause;
    }

    List<Diagnostic> check(Difference difference, Optional<CurrentParticipant> source) {
        if (source.isEmpty()) {
            return List.of(DifferenceRules.noSource(difference));
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        for (CurrentParticipant target : difference.flagged()) {
            try {
                if (!comparison.isSame(network.participant(source.get().name()), network.participant(target.name()))) {
                    diagnostics.add(incomplete(difference, source.get(), target));
                }
            } catch (CallFailed e) {
                diagnostics.add(CallDiagnostics.reading(target.name(), e.failure()));
            }
        }
        return diagnostics;
    }

    private static Diagnostic incomplete(Difference difference, CurrentParticipant source, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "half-done-hosting",
                        target.name() + " hosts " + difference.label()
                                + " with the onboarding flag, but not with the same contracts as " + source.name())
                .because("a replication began and did not end; going on from a guess could leave " + target.name()
                        + " without contracts that it has to know")
                .fix("resume where its state is; if the state is lost, rebuild it")
                .next(NextCommand.resume())
                .next(NextCommand.stateRebuild())
                .about(difference.label())
                .at(difference.declared().range());
    }
}
