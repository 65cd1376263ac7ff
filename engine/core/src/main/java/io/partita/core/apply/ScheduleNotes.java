package io.partita.core.apply;

import io.partita.core.model.PruningSchedule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pruning schedule as the values of an interlock: complete enough to be restored, by partita or by hand. */
final class ScheduleNotes {

    private ScheduleNotes() {}

    static SortedMap<String, String> write(PruningSchedule schedule) {
        return new TreeMap<>(Map.of(
                "cron", schedule.cron(),
                "max-duration", schedule.maxDuration().toString(),
                "retention", schedule.retention().toString(),
                "extent", schedule.extent().name()));
    }

    /** Empty when the values are not those of a schedule. */
    static Optional<PruningSchedule> read(Map<String, String> values) {
        if (!values.keySet().containsAll(Set.of("cron", "max-duration", "retention", "extent"))) {
            return Optional.empty();
        }
        return Optional.of(new PruningSchedule(
                values.get("cron"),
                Duration.parse(values.get("max-duration")),
                Duration.parse(values.get("retention")),
                PruningSchedule.Extent.valueOf(values.get("extent"))));
    }
}
