package io.partita.core.planner;

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
 * What an earlier hosting left on a host: found by comparing the contracts of a party there with those of its source.
 */
final class LeftOvers {

    private final SynchronizerId synchronizer;
    private final Network network;
    private final Pause pause;

    private interface Look {
        Optional<Diagnostic> at(CurrentParticipant target) throws CallFailed;
    }

    LeftOvers(SynchronizerId synchronizer, Network network, Pause pause) {
        this.synchronizer = synchronizer;
        this.network = network;
        this.pause = pause;
    }

    /**
     * Declared hosts that already carry the onboarding flag: somebody began to replicate the party. The network alone
     * cannot tell "not imported yet" from "imported, flag not cleared yet", so a flag is cleared only when the host has
     * every contract that the source has.
     */
    List<Diagnostic> halfDone(PartyDifference difference, CurrentParticipant source) {
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        return each(
                difference.flagged(),
                target -> comparison.isSame(network.participant(source.name()), network.participant(target.name()))
                        ? Optional.empty()
                        : Optional.of(incomplete(difference, source, target)));
    }

    /**
     * New hosts that have contracts of the party which the source does not have: left over from an earlier hosting. An
     * import would not remove them. Contracts that the party shares with a party hosted there are on both, and
     * harmless.
     */
    List<Diagnostic> stale(PartyDifference difference, CurrentParticipant source) {
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        return each(difference.added(), target -> {
            long stale = comparison.staleOn(network.participant(target.name()), network.participant(source.name()));
            return stale == 0 ? Optional.empty() : Optional.of(stale(difference, source, target, stale));
        });
    }

    private static List<Diagnostic> each(List<CurrentParticipant> targets, Look look) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (CurrentParticipant target : targets) {
            try {
                look.at(target).ifPresent(diagnostics::add);
            } catch (CallFailed e) {
                diagnostics.add(CallDiagnostics.reading(target.name(), e.failure()));
            }
        }
        return diagnostics;
    }

    private static Diagnostic incomplete(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "half-done-hosting",
                        target.name() + " hosts " + difference.name()
                                + " with the onboarding flag, but not with the same contracts as " + source.name())
                .because("a replication began and did not end; going on from a guess could leave " + target.name()
                        + " without contracts that it has to know")
                .fix("resume where its state is; if the state is lost, rebuild it")
                .next(NextCommand.resume())
                .next(NextCommand.stateRebuild())
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic stale(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target, long stale) {
        return Diagnostic.refusal(
                        "stale-contracts",
                        target.name() + " has contracts of " + difference.name() + " that " + source.name()
                                + " does not have")
                .because(stale + (stale == 1 ? " contract is" : " contracts are") + " active on " + target.name()
                        + " only; an import would leave them active for ever")
                .fix("have the operator of " + target.name()
                        + " purge them with the repair commands while it is disconnected, then plan again")
                .about(difference.name())
                .at(difference.declared().range());
    }
}
