package io.partita.provider.sandbox.pruning;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.provider.sandbox.contracts.ContractStore;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import io.partita.provider.sandbox.world.World;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The pruning schedule of one participant, and the runs that it starts. To be used under the lock of the network. */
public final class PruningSchedules {

    private static final String SCHEDULE = "schedule";

    private final Node node;
    private final ContractStore contracts;
    private final Table<String> table;
    private Sequencing.Cancellation appointment = () -> {};

    public PruningSchedules(Node node, ContractStore contracts) {
        this.node = node;
        this.contracts = contracts;
        this.table = node.table("pruning");
    }

    /** The schedule, if there is one. */
    public Optional<ParticipantPruningSchedule> current() {
        return table.find(SCHEDULE).map(bytes -> {
            try {
                return ParticipantPruningSchedule.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("This is a bug in partita: a pruning schedule cannot be read.", e);
            }
        });
    }

    void set(ParticipantPruningSchedule schedule) {
        table.put(SCHEDULE, schedule.toByteArray());
        arm();
    }

    void clear() {
        table.remove(SCHEDULE);
        disarm();
    }

    /** Sets the schedule that a world begins with. */
    public void seed(World.Pruning pruning) {
        set(ParticipantPruningSchedule.newBuilder()
                .setSchedule(PruningSchedule.newBuilder()
                        .setCron(pruning.cron())
                        .setMaxDuration(seconds(pruning.maxDuration()))
                        .setRetention(seconds(pruning.retention())))
                .setPruneInternallyOnly(pruning.pruneInternallyOnly())
                .build());
    }

    private static Duration seconds(java.time.Duration duration) {
        return Duration.newBuilder().setSeconds(duration.toSeconds()).build();
    }

    /** Makes the next run an appointment. */
    public void arm() {
        disarm();
        current()
                .flatMap(schedule -> next(schedule.getSchedule().getCron()))
                .ifPresent(time -> appointment = node.synchronizer().at(Micros.of(time), this::run));
    }

    public void disarm() {
        appointment.cancel();
        appointment = () -> {};
    }

    private Optional<Instant> next(String cron) {
        try {
            return Cron.parse(cron).nextAfter(Micros.instant(node.synchronizer().nextTime()));
        } catch (ParseException e) {
            throw new IllegalStateException("This is a bug in partita: a stored cron expression is none.", e);
        }
    }

    /** Keeps what is younger than the retention. Internal-only runs touch nothing that a client sees. */
    private void run() {
        current().ifPresent(schedule -> {
            if (!schedule.getPruneInternallyOnly()) {
                long before = node.synchronizer().nextTime()
                        - Micros.of(schedule.getSchedule().getRetention());
                OptionalLong offset = node.updates().offsetAt(before);
                offset.ifPresent(this::prune);
            }
            arm();
        });
    }

    /** Drops everything up to an offset. */
    void prune(long upTo) {
        if (upTo > node.updates().prunedUpTo()) {
            node.updates().prune(upTo);
            contracts.prune(upTo);
        }
    }
}
