package io.partita.plans.kill;

import io.partita.plans.Scenario;
import io.partita.plans.kill.Stage.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scenario, and what an undisturbed run of it showed.
 *
 * @param scenario which
 * @param trace what the run did
 * @param standing how the network stood after it
 * @param points where it can be killed
 */
record Rehearsal(Scenario scenario, Trace trace, Standing standing, List<Point> points) {

    static Rehearsal of(Scenario scenario, Clients clients, Path unit) {
        try (Stage stage = new Stage(scenario, clients, unit)) {
            Trace trace = stage.undisturbed(Stage.APPLY);
            Standing standing = stage.standing();
            List<String> faults = stage.faults(standing);
            if (!faults.isEmpty()) {
                throw new AssertionError("an undisturbed run of " + scenario + " is not as it must be: " + faults);
            }
            stage.sweep();
            return new Rehearsal(scenario, trace, standing, Points.of(trace.calls(), trace.changes()));
        }
    }

    /** How much of the run is behind it at one of its points, from 0 to 1. */
    double progress(int index) {
        int calls = (int) points.stream()
                .filter(point -> point.match(call -> true, change -> false))
                .count();
        return index < calls ? (double) index / calls : (double) (index - calls) / (points.size() - calls);
    }

    /** How many points of each kind there are. */
    SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        points.forEach(point -> counts.merge(point.kind(), 1, Integer::sum));
        return counts;
    }
}
