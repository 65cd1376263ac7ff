package io.partita.provider.sandbox.acs;

import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Clearances;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.TopologyView;
import java.util.OptionalLong;

/**
 * What a request to clear an onboarding flag does once its activation is found (procedure.md 4.3). To be used under the
 * lock.
 */
final class Clearance {

    private static final int FIRST_WITH_CLEARANCE_RECORDS = 35;

    private static final long HEAD = Long.MAX_VALUE - 1;

    private final Node node;
    private final PartyErrors errors;

    Clearance(Node node, PartyErrors errors) {
        this.node = node;
        this.errors = errors;
    }

    ClearPartyOnboardingFlagResponse clear(String party, Activations.Activation activation) {
        TopologyView topology = node.topology();
        if (!flagged(party, activation.effective() + 1)) {
            throw errors.clearanceWithoutFlag(party);
        }
        recordIntent(party, activation);
        // The head state counts: a mapping that is sequenced, but not effective yet, tells already.
        Hosting.Host host = topology.hosting(party, HEAD)
                .flatMap(hosting -> hosting.host(node.uid()))
                .orElseThrow(() -> PartyErrors.invalidState("Party " + Uid.shortened(party)
                        + " is not hosted by target participant PAR::" + Uid.shortened(node.uid())));
        if (!host.onboarding()) {
            return ClearPartyOnboardingFlagResponse.newBuilder()
                    .setOnboarded(true)
                    .build();
        }
        long safeTime = topology.safeTime(activation.effective());
        if (topology.now() > safeTime) {
            node.clearances().clear(party);
        } else if (node.release().atLeast(3, 5)) {
            node.clearances().schedule(party, safeTime);
        } else {
            // Only the tick is asked for: before 3.5 nothing happens at the safe time without another call.
            node.synchronizer().at(safeTime + 1, () -> {});
        }
        return ClearPartyOnboardingFlagResponse.newBuilder()
                .setEarliestRetryTimestamp(Micros.timestamp(safeTime))
                .build();
    }

    private boolean flagged(String party, long at) {
        return node.topology()
                .hosting(party, at)
                .flatMap(hosting -> hosting.host(node.uid()))
                .map(Hosting.Host::onboarding)
                .orElse(false);
    }

    /** Recorded before anything is looked at: also when the flag is gone already (experiments.md 9.1). */
    private void recordIntent(String party, Activations.Activation activation) {
        if (node.synchronizer().protocolVersion() < FIRST_WITH_CLEARANCE_RECORDS
                || !node.release().atLeast(3, 5)) {
            return;
        }
        Clearances.Recorded recorded = node.clearances().record(party, OptionalLong.of(activation.effective()));
        if (recorded == Clearances.Recorded.CONFLICT) {
            throw errors.conflictingClearance(party);
        }
    }
}
