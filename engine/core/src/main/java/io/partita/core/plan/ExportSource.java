package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import java.util.Objects;
import java.util.Optional;

/**
 * A host that contracts are exported from.
 *
 * @param participant who
 * @param pruning its automatic pruning as read, which is suspended while the export may need old offsets; empty when it
 *     has no schedule
 */
public record ExportSource(ParticipantName participant, Optional<PruningSchedule> pruning) {
    public ExportSource {
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(pruning, "pruning");
    }
}
