package io.partita.plans.fault;

import java.time.Duration;
import java.util.List;

/**
 * What became of a cell.
 *
 * @param cell which
 * @param met how many calls met the fault
 * @param exits of the commands that were typed until all was done, the last one included
 * @param problems what was not as it must be; empty when all was
 * @param story what was typed and printed, for a failure
 * @param took how long
 */
record Result(Cell cell, int met, List<Integer> exits, List<String> problems, String story, Duration took) {

    /** For the table: "done", or the exit code that the run stopped with before it was resumed. */
    String word() {
        if (!problems.isEmpty()) {
            return "FAIL";
        }
        return exits.get(0) == 0 ? "done" : String.valueOf(exits.get(0));
    }

    boolean isFailure() {
        return !problems.isEmpty();
    }

    @Override
    public String toString() {
        return cell + ": " + String.join("; ", problems) + "\n" + story.indent(4);
    }
}
