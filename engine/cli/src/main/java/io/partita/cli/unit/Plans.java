package io.partita.cli.unit;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.RegularFile;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.RunId;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Plans with the text that is reviewed. */
public final class Plans {

    private static final long LARGEST = 64L << 20;

    private Plans() {}

    public static SavedPlan saved(Plan plan) {
        return saved(plan, PlanFile.write(plan));
    }

    private static SavedPlan saved(Plan plan, PlanFile.Written written) {
        return new SavedPlan(plan, written.hash(), () -> new String(written.text(), StandardCharsets.UTF_8));
    }

    /**
     * A plan file; anything that is not exactly what partita wrote is refused with the reason, and names in it that
     * look alike are warned of.
     */
    public static Checked<SavedPlan> read(Path file) {
        try {
            return read(RegularFile.read(file, LARGEST), file.getFileName().toString())
                    .then(saved -> Checked.of(saved, PlanNames.confusable(saved.plan())));
        } catch (IOException unreadable) {
            return Checked.failed(
                    Diagnostic.error("plan-unreadable", "the plan file " + file.getFileName() + " cannot be read")
                            .because(FileTrouble.of(unreadable))
                            .fix("Name a plan file, or a folder with a declaration."));
        }
    }

    /** The plan that a run was started with, reached as its journal says. */
    public static Checked<SavedPlan> ofRun(StateStore state, Recording recording, RunId run) {
        Checked<SavedPlan> started = started(state, run);
        return recording
                .access(run)
                .map(replaced -> started.then(plan -> plan.reachedBy(replaced.access())))
                .orElse(started);
    }

    /** The plan that a run was started with, reached as it says itself. */
    public static Checked<SavedPlan> started(StateStore state, RunId run) {
        return state.planText(run).then(Plans::ofText);
    }

    /** @param text as a state keeps it */
    public static Checked<SavedPlan> ofText(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), "plan.json");
    }

    /** @param name for the places of diagnostics */
    private static Checked<SavedPlan> read(byte[] bytes, String name) {
        return PlanFile.kept(bytes, name).map(kept -> saved(kept.plan(), kept.written()));
    }
}
