package io.partita.plans.kill;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.plan.StepId;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.JournalEvent;
import io.partita.core.statefile.Recording;
import io.partita.core.statefile.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the journal of a unit says of its runs, held against the plan. */
final class History {

    private History() {}

    /** What is wrong with it; empty when every step of the plan has exactly one success in it, nothing has two, and nothing is left open. */
    static List<String> faults(Path unit, Path planFile) {
        Checked<Recording> read = StateFolder.at(unit.resolve(StateFolder.NAME)).read();
        if (!read.isPresent()) {
            return read.diagnostics().stream().map(Diagnostic::toString).toList();
        }
        List<String> faults = new ArrayList<>();
        SortedMap<StepId, Integer> successes = successes(read.value());
        plan(planFile)
                .steps()
                .filter(step -> successes.getOrDefault(step.id(), 0) != 1)
                .forEach(step -> faults.add(
                        "step " + step.id() + " succeeded " + successes.getOrDefault(step.id(), 0) + " times"));
        read.value().state().interlocks().forEach(open -> faults.add("left open: " + open));
        read.value().state().unfinishedRun().ifPresent(run -> faults.add("unfinished: " + run));
        return faults;
    }

    private static SortedMap<StepId, Integer> successes(Recording recording) {
        SortedMap<StepId, Integer> successes = new TreeMap<>();
        recording.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.StepEnded.class::isInstance)
                .map(JournalEvent.StepEnded.class::cast)
                .filter(ended -> ended.outcome().isSuccess())
                .forEach(ended -> successes.merge(ended.step(), 1, Integer::sum));
        return successes;
    }

    /** Whether any run was ever begun. */
    static boolean isBegun(Path unit) {
        Checked<Recording> read = StateFolder.at(unit.resolve(StateFolder.NAME)).read();
        return read.isPresent() && !read.value().state().runs().isEmpty();
    }

    private static Plan plan(Path file) {
        try {
            return PlanFile.read(Files.readAllBytes(file), file.toString()).value();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
