package io.partita.provider.canton;

import io.partita.core.model.PruningSchedule;
import io.partita.core.model.PruningSchedule.Extent;
import io.partita.core.provider.CallFailed;
import io.partita.proto.ledger.GetLatestPrunedOffsetsRequest;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.pruning.ClearScheduleRequest;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.pruning.GetParticipantScheduleResponse;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.SetParticipantScheduleRequest;
import java.util.Optional;

/** Automatic pruning. Always the participant's own kind of schedule: the general one loses what it prunes. */
final class Pruning {

    private final Reach reach;

    Pruning(Reach reach) {
        this.reach = reach;
    }

    Optional<PruningSchedule> schedule() throws CallFailed {
        GetParticipantScheduleResponse response = reach.admin()
                .read(
                        PruningServiceGrpc.getGetParticipantScheduleMethod(),
                        GetParticipantScheduleRequest.getDefaultInstance(),
                        Reach.QUICK,
                        reach.on("reading the pruning schedule"));
        if (!response.hasSchedule()) {
            return Optional.empty();
        }
        ParticipantPruningSchedule schedule = response.getSchedule();
        return Optional.of(new PruningSchedule(
                schedule.getSchedule().getCron(),
                Times.duration(schedule.getSchedule().getMaxDuration()),
                Times.duration(schedule.getSchedule().getRetention()),
                schedule.getPruneInternallyOnly() ? Extent.INTERNALS_ONLY : Extent.EVERYTHING));
    }

    void set(PruningSchedule schedule) throws CallFailed {
        SetParticipantScheduleRequest request = SetParticipantScheduleRequest.newBuilder()
                .setSchedule(ParticipantPruningSchedule.newBuilder()
                        .setSchedule(io.partita.proto.pruning.PruningSchedule.newBuilder()
                                .setCron(schedule.cron())
                                .setMaxDuration(Times.wire(schedule.maxDuration()))
                                .setRetention(Times.wire(schedule.retention())))
                        .setPruneInternallyOnly(schedule.extent() == Extent.INTERNALS_ONLY))
                .build();
        reach.admin()
                .write(
                        PruningServiceGrpc.getSetParticipantScheduleMethod(),
                        request,
                        Reach.LOOK,
                        reach.on("setting the pruning schedule"));
    }

    void clear() throws CallFailed {
        reach.admin()
                .write(
                        PruningServiceGrpc.getClearScheduleMethod(),
                        ClearScheduleRequest.getDefaultInstance(),
                        Reach.LOOK,
                        reach.on("clearing the pruning schedule"));
    }

    long prunedUpTo() throws CallFailed {
        return reach.ledger()
                .read(
                        StateServiceGrpc.getGetLatestPrunedOffsetsMethod(),
                        GetLatestPrunedOffsetsRequest.getDefaultInstance(),
                        Reach.QUICK,
                        reach.on("reading the pruned offset"))
                .getParticipantPrunedUpToInclusive();
    }
}
