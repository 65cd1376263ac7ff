package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.List;

/**
 * A target that has contracts of the party which the source does not have: left over from an earlier hosting. An import would not remove them. Contracts that the party shares with a
 * party hosted on the target are on both, and harmless.
 */
final class StaleContracts {

    private final SynchronizerId synchronizer;
    private final Network network;
    private final Pause pause;

    StaleContracts(SynchronizerId synchronizer, Network network, Pause pause) {
        this.synchronizer = synchronizer;
        this.network = network;
        this.pause = pause;
    }

    List<Diagnostic> check(Difference difference, CurrentParticipant source) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        for (CurrentParticipant target : difference.added()) {
            try {
                long stale = comparison.staleOn(network.participant(target.name()), network.participant(source.name()));
                if (stale > 0) {
                    diagnostics.add(stale(difference, source, target, stale));
                }
            } catch (CallFailed e) {
                diagnostics.add(CallDiagnostics.reading(target.name(), e.failure()));
            }
        }
        return diagnostics;
    }

    private static Diagnostic stale(
            Difference difference, CurrentParticipant source, CurrentParticipant target, long stale) {
        return Diagnostic.refusal(
                        "stale-contracts",
                        target.name() + " has contracts of " + difference.label() + " that " + source.name()
                                + " does not have")
                .because(stale + (stale == 1 ? " contract is" : " contracts are") + " active on " + target.name()
                        + " only; an import would leave them active for ever")
                .fix("have the operator of " + target.name()
                        + " purge them with the repair commands while it is disconnected, then plan again")
                .about(difference.label())
                .at(difference.declared().range());
    }
}
