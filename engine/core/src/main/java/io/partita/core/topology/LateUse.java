package io.partita.core.topology;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.Participant;
import java.util.Optional;

/**
 * A participant became a host of a party without the onboarding flag, and so without its contracts, although the party
 * had some. The first use of one of them ends its process, and every start that connects it again does, since it is
 * given the same event (experiments 3).
 *
 * @param before an offset of the source from before the activation: what a repair exports
 * @param contractId a contract that was active at the activation
 */
public record LateUse(long before, String contractId) {

    /**
     * Whether a host got a party so, by what another host of it shows. Whether somebody has brought the contracts there
     * since, only the host itself could tell.
     *
     * @param source another host of the party, which is connected
     * @return empty also when the source does not have the activation in its history any more
     */
    public static Optional<LateUse> of(
            Participant source, PhysicalSynchronizerId synchronizer, PartyId party, ParticipantId host)
            throws CallFailed {
        Optional<Arrival> arrival = Arrival.of(source.hostingHistory(synchronizer, party), host);
        if (arrival.filter(Arrival::isWithoutContracts).isEmpty()) {
            return Optional.empty();
        }
        Optional<Activation> found = arrival.get()
                .in(source.activations(party, synchronizer.logical(), host, source.prunedUpTo(), source.ledgerEnd()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long activation = found.get().offset();
        Optional<ContractEvidence> contract = source.anyActiveContract(party, activation);
        return contract.map(evidence -> new LateUse(activation - 1, evidence.contractId()));
    }
}
