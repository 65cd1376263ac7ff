package io.partita.provider.sandbox.pruning;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.GetSafePruningOffsetRequest;
import io.partita.proto.participant.GetSafePruningOffsetResponse;
import io.partita.proto.participant.PruneRequest;
import io.partita.proto.participant.PruneResponse;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.pruning.ClearScheduleRequest;
import io.partita.proto.pruning.ClearScheduleResponse;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.pruning.GetParticipantScheduleResponse;
import io.partita.proto.pruning.GetScheduleRequest;
import io.partita.proto.pruning.GetScheduleResponse;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.proto.pruning.SetCronRequest;
import io.partita.proto.pruning.SetCronResponse;
import io.partita.proto.pruning.SetMaxDurationRequest;
import io.partita.proto.pruning.SetMaxDurationResponse;
import io.partita.proto.pruning.SetParticipantScheduleRequest;
import io.partita.proto.pruning.SetParticipantScheduleResponse;
import io.partita.proto.pruning.SetRetentionRequest;
import io.partita.proto.pruning.SetRetentionResponse;
import io.partita.proto.pruning.SetScheduleRequest;
import io.partita.proto.pruning.SetScheduleResponse;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.text.ParseException;
import java.util.function.Consumer;

/** The PruningService of the Admin API (wire.md 5.4). */
public final class PruningAdminService extends PruningServiceGrpc.PruningServiceImplBase {

    private final Calls calls;
    private final PruningSchedules schedules;
    private final PruneRequests requests;

    public PruningAdminService(Node node, PruningSchedules schedules, PruneRequests requests) {
        this.calls = node.calls(Api.ADMIN);
        this.schedules = schedules;
        this.requests = requests;
    }

    @Override
    public void getSchedule(GetScheduleRequest request, StreamObserver<GetScheduleResponse> observer) {
        calls.answer(observer, () -> {
            GetScheduleResponse.Builder response = GetScheduleResponse.newBuilder();
            schedules.current().ifPresent(schedule -> response.setSchedule(schedule.getSchedule()));
            return response.build();
        });
    }

    @Override
    public void getParticipantSchedule(
            GetParticipantScheduleRequest request, StreamObserver<GetParticipantScheduleResponse> observer) {
        calls.answer(observer, () -> {
            GetParticipantScheduleResponse.Builder response = GetParticipantScheduleResponse.newBuilder();
            schedules.current().ifPresent(response::setSchedule);
            return response.build();
        });
    }

    /** Resets {@code prune_internally_only} if a participant schedule was there (measured). */
    @Override
    public void setSchedule(SetScheduleRequest request, StreamObserver<SetScheduleResponse> observer) {
        calls.answer(observer, () -> {
            schedules.set(ParticipantPruningSchedule.newBuilder()
                    .setSchedule(checked(request.hasSchedule(), request.getSchedule()))
                    .build());
            return SetScheduleResponse.getDefaultInstance();
        });
    }

    @Override
    public void setParticipantSchedule(
            SetParticipantScheduleRequest request, StreamObserver<SetParticipantScheduleResponse> observer) {
        calls.answer(observer, () -> {
            ParticipantPruningSchedule asked = request.getSchedule();
            checked(request.hasSchedule() && asked.hasSchedule(), asked.getSchedule());
            schedules.set(asked);
            return SetParticipantScheduleResponse.getDefaultInstance();
        });
    }

    @Override
    public void clearSchedule(ClearScheduleRequest request, StreamObserver<ClearScheduleResponse> observer) {
        calls.answer(observer, () -> {
            schedules.clear();
            return ClearScheduleResponse.getDefaultInstance();
        });
    }

    @Override
    public void setCron(SetCronRequest request, StreamObserver<SetCronResponse> observer) {
        calls.answer(observer, () -> {
            requireCron(request.getCron());
            change("cron", schedule -> schedule.setCron(request.getCron()));
            return SetCronResponse.getDefaultInstance();
        });
    }

    @Override
    public void setMaxDuration(SetMaxDurationRequest request, StreamObserver<SetMaxDurationResponse> observer) {
        calls.answer(observer, () -> {
            requirePositive(request.hasMaxDuration(), request.getMaxDuration(), "maxDuration");
            change("max_duration", schedule -> schedule.setMaxDuration(request.getMaxDuration()));
            return SetMaxDurationResponse.getDefaultInstance();
        });
    }

    @Override
    public void setRetention(SetRetentionRequest request, StreamObserver<SetRetentionResponse> observer) {
        calls.answer(observer, () -> {
            requirePositive(request.hasRetention(), request.getRetention(), "retention");
            change("retention", schedule -> schedule.setRetention(request.getRetention()));
            return SetRetentionResponse.getDefaultInstance();
        });
    }

    private void change(String what, Consumer<PruningSchedule.Builder> change) {
        ParticipantPruningSchedule.Builder schedule = schedules
                .current()
                .orElseThrow(() -> CantonException.plain(
                        Status.Code.INVALID_ARGUMENT,
                        "Attempt to update " + what + " of a schedule that has not been previously configured. Use"
                                + " set_schedule or set_participant_schedule instead."))
                .toBuilder();
        change.accept(schedule.getScheduleBuilder());
        schedules.set(schedule.build());
    }

    private static PruningSchedule checked(boolean present, PruningSchedule schedule) {
        if (!present) {
            throw CantonError.undecodable("FieldNotSet(schedule)").exception();
        }
        requireCron(schedule.getCron());
        requirePositive(schedule.hasMaxDuration(), schedule.getMaxDuration(), "maxDuration");
        requirePositive(schedule.hasRetention(), schedule.getRetention(), "retention");
        return schedule;
    }

    private static void requireCron(String cron) {
        try {
            Cron.parse(cron);
        } catch (ParseException e) {
            throw CantonError.undecodable("ValueConversionError(cron,Invalid cron expression \"" + cron + "\": "
                            + e.getMessage() + ")")
                    .exception();
        }
    }

    private static void requirePositive(boolean present, Duration duration, String field) {
        if (!present) {
            throw CantonError.undecodable("FieldNotSet(" + field + ")").exception();
        }
        if (duration.getSeconds() <= 0 || duration.getNanos() != 0) {
            throw CantonError.undecodable("ValueConversionError(" + field
                            + ",Duration should be positive and rounded to the second, found: "
                            + java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos()) + ")")
                    .exception();
        }
    }

    @Override
    public void prune(PruneRequest request, StreamObserver<PruneResponse> observer) {
        calls.answer(observer, () -> {
            requests.prune(request.getPruneUpTo());
            return PruneResponse.getDefaultInstance();
        });
    }

    @Override
    public void getSafePruningOffset(
            GetSafePruningOffsetRequest request, StreamObserver<GetSafePruningOffsetResponse> observer) {
        calls.answer(observer, () -> {
            if (!request.hasBeforeOrAt()) {
                throw CantonError.undecodable("FieldNotSet(before_or_at)").exception();
            }
            GetSafePruningOffsetResponse.Builder response = GetSafePruningOffsetResponse.newBuilder();
            requests.safeOffset(Micros.of(request.getBeforeOrAt()), request.getLedgerEnd())
                    .ifPresentOrElse(
                            response::setSafePruningOffset,
                            () -> response.setNoSafePruningOffset(
                                    GetSafePruningOffsetResponse.NoSafePruningOffset.getDefaultInstance()));
            return response.build();
        });
    }
}
