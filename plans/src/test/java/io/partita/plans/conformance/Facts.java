package io.partita.plans.conformance;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.partita.proto.participant.GetSynchronizerIdRequest;
import io.partita.proto.participant.GetSynchronizerIdResponse;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.protocol.DynamicSynchronizerParameters;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListSynchronizerParametersStateRequest;
import io.partita.proto.topology.ListSynchronizerParametersStateResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was read of the network before anything was done. All waits derive from it.
 *
 * @param synchronizer the logical id
 * @param physical the physical id
 * @param protocolVersion the last but one part of the physical id
 * @param releases of the participants, in the target's order
 * @param decision confirmation response timeout plus mediator reaction timeout, as in force now
 * @param delay between sequencing and effect of a topology transaction
 */
record Facts(
        String synchronizer,
        String physical,
        int protocolVersion,
        List<String> releases,
        Duration decision,
        Duration delay) {

    /** From this protocol version on the participant clears the flag by itself after an import that named the party. */
    private static final int CLEARS_BY_ITSELF = 35;

    /**
     * What an idle machine needs least for anything that is not waited for by the clock; generous, since it is a bound
     * and no delay.
     */
    private static final Duration SLOWNESS = Duration.ofSeconds(90);

    static Facts read(Target target, List<Peer> peers) {
        Peer first = peers.get(0);
        GetSynchronizerIdResponse ids = first.connectivity()
                .getSynchronizerId(GetSynchronizerIdRequest.newBuilder()
                        .setSynchronizerAlias(target.synchronizer())
                        .build());
        ListSynchronizerParametersStateResponse.Result inForce = first.topology()
                .listSynchronizerParametersState(ListSynchronizerParametersStateRequest.newBuilder()
                        .setBaseQuery(BaseQuery.newBuilder()
                                .setStore(store(ids.getSynchronizerId()))
                                .setHeadState(Empty.getDefaultInstance()))
                        .setFilterSynchronizerId(ids.getSynchronizerId())
                        .build())
                .getResults(0);
        DynamicSynchronizerParameters parameters = inForce.getItem();
        String[] physical = ids.getPhysicalSynchronizerId().split("::");
        return new Facts(
                ids.getSynchronizerId(),
                ids.getPhysicalSynchronizerId(),
                Integer.parseInt(physical[physical.length - 1].replaceFirst("-.*", "")),
                peers.stream().map(Facts::release).toList(),
                duration(parameters.getConfirmationResponseTimeout())
                        .plus(duration(parameters.getMediatorReactionTimeout())),
                duration(Timestamps.between(
                        inForce.getContext().getSequenced(),
                        inForce.getContext().getValidFrom())));
    }

    static StoreId store(String synchronizer) {
        return StoreId.newBuilder()
                .setSynchronizer(Synchronizer.newBuilder().setId(synchronizer))
                .build();
    }

    private static String release(Peer peer) {
        return peer.status()
                .participantStatus(ParticipantStatusRequest.getDefaultInstance())
                .getStatus()
                .getCommonStatus()
                .getVersion();
    }

    private static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofNanos(Durations.toNanos(duration));
    }

    StoreId store() {
        return store(synchronizer);
    }

    /**
     * Whether a participant clears the onboarding flag without being asked; Canton's ledger tells of onboarding only
     * then, too.
     */
    boolean clearsByItself() {
        return protocolVersion >= CLEARS_BY_ITSELF;
    }

    /** Within this a topology transaction has its effect everywhere. */
    Duration soon() {
        return SLOWNESS.plus(delay.multipliedBy(4));
    }

    /** Within this an onboarding flag is gone. */
    Duration untilCleared() {
        return soon().plus(decision.multipliedBy(2));
    }

    /** For the table. */
    String text() {
        return "protocol version " + protocolVersion + ", releases "
                + releases.stream().distinct().collect(Collectors.joining(", ")) + ", " + releases.size()
                + " participants, decision timeout " + decision.toMillis() + " ms, topology change delay "
                + delay.toMillis() + " ms\n" + physical;
    }
}
