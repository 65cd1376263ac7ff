package io.partita.plans.kill;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.Recording;
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

    /**
     * What is wrong with it; empty when every step of the plan has exactly one success in it and nothing is left open.
     */
    static List<String> faults(Path unit, Path planFile) {
        Checked<Recording> read = FolderStore.at(unit.resolve(FolderStore.NAME)).read();
        if (!read.isPresent()) {
            return read.diagnostics().stream().map(Diagnostic::toString).toList();
        }
        List<String> faults = new ArrayList<>();
        SortedMap<StepId, List<Outcome>> outcomes = outcomes(read.value());
        plan(planFile)
                .steps()
                .filter(step -> !isOneSuccess(step, outcomes.getOrDefault(step.id(), List.of())))
                .forEach(step -> faults.add("step " + step.id() + " has the outcomes " + outcomes.get(step.id())));
        read.value().state().interlocks().forEach(open -> faults.add("left open: " + open));
        read.value().state().unfinishedRun().ifPresent(run -> faults.add("unfinished: " + run));
        return faults;
    }

    private static SortedMap<StepId, List<Outcome>> outcomes(Recording recording) {
        SortedMap<StepId, List<Outcome>> outcomes = new TreeMap<>();
        recording.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.StepEnded.class::isInstance)
                .map(JournalEvent.StepEnded.class::cast)
                .forEach(ended -> outcomes.computeIfAbsent(ended.step(), step -> new ArrayList<>())
                        .add(ended.outcome()));
        return outcomes;
    }

    /**
     * One line for one effect: a success is the last, and a second one only finds what the first did, after a resume
     * that could not read whether that still holds. Whether a party is unused is asked again by every resume before the
     * party's signature.
     */
    private static boolean isOneSuccess(Step step, List<Outcome> outcomes) {
        if (step instanceof Step.CheckUnused) {
            return outcomes.stream().anyMatch(Outcome::isSuccess);
        }
        boolean succeeded = false;
        boolean doubted = false;
        for (Outcome outcome : outcomes) {
            if (outcome.isSuccess() && succeeded && !(doubted && outcome instanceof Outcome.AlreadyInPlace)) {
                return false;
            }
            succeeded = succeeded || outcome.isSuccess();
            doubted = !outcome.isSuccess();
        }
        return succeeded && !doubted;
    }

    /** Whether a state was made, with or without a run. */
    static boolean hasState(Path unit) {
        return Files.exists(unit.resolve(FolderStore.NAME).resolve("state.json"));
    }

    /** Whether any run was ever begun. */
    static boolean isBegun(Path unit) {
        Checked<Recording> read = FolderStore.at(unit.resolve(FolderStore.NAME)).read();
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
