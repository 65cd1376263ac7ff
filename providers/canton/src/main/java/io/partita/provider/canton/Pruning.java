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

    private final ParticipantApis apis;

    Pruning(ParticipantApis apis) {
        this.apis = apis;
    }

    Optional<PruningSchedule> schedule() throws CallFailed {
        String attempted = apis.on("reading the pruning schedule");
        GetParticipantScheduleResponse response = apis.admin()
                .read(
                        PruningServiceGrpc.getGetParticipantScheduleMethod(),
                        GetParticipantScheduleRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        attempted);
        if (!response.hasSchedule()) {
            return Optional.empty();
        }
        ParticipantPruningSchedule schedule = response.getSchedule();
        return Optional.of(ParticipantApis.understood(
                apis.admin(),
                attempted,
                () -> new PruningSchedule(
                        Told.text("the cron expression", schedule.getSchedule().getCron()),
                        Times.duration(schedule.getSchedule().getMaxDuration()),
                        Times.duration(schedule.getSchedule().getRetention()),
                        schedule.getPruneInternallyOnly() ? Extent.INTERNALS_ONLY : Extent.EVERYTHING)));
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
        apis.admin()
                .write(
                        PruningServiceGrpc.getSetParticipantScheduleMethod(),
                        request,
                        ParticipantApis.LOOK,
                        apis.on("setting the pruning schedule"));
    }

    void clear() throws CallFailed {
        apis.admin()
                .write(
                        PruningServiceGrpc.getClearScheduleMethod(),
                        ClearScheduleRequest.getDefaultInstance(),
                        ParticipantApis.LOOK,
                        apis.on("clearing the pruning schedule"));
    }

    long prunedUpTo() throws CallFailed {
        String attempted = apis.on("reading the pruned offset");
        long offset = apis.ledger()
                .read(
                        StateServiceGrpc.getGetLatestPrunedOffsetsMethod(),
                        GetLatestPrunedOffsetsRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        attempted)
                .getParticipantPrunedUpToInclusive();
        return ParticipantApis.understood(apis.ledger(), attempted, () -> Told.count("the pruned offset", offset));
    }
}
