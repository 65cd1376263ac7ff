package io.partita.provider.canton;

import io.partita.core.provider.CallFailed;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PurgeContractsRequest;
import java.util.List;

/** Repairs of a participant's books, while it is disconnected. */
final class Repairs {

    private final ParticipantApis apis;

    Repairs(ParticipantApis apis) {
        this.apis = apis;
    }

    /** Contracts that are gone already are passed over, so that what was interrupted can be repeated. */
    void purge(String alias, List<String> contracts) throws CallFailed {
        PurgeContractsRequest request = PurgeContractsRequest.newBuilder()
                .setSynchronizerAlias(alias)
                .addAllContractIds(contracts)
                .setIgnoreAlreadyPurged(true)
                .build();
        apis.admin()
                .write(
                        ParticipantRepairServiceGrpc.getPurgeContractsMethod(),
                        request,
                        ParticipantApis.LONG,
                        apis.on("purging contracts"));
    }
}
