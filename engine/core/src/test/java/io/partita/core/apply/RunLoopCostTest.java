package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.provider.ManualConnect;
import io.partita.core.state.ExitStatus;
import io.partita.core.statefile.FolderStore;
import io.partita.core.statefile.TestDisk;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run costs besides its calls: steps that change nothing, with an intent and an outcome each. It prints, and judges nothing by a clock; run it with
 * {@code mvn -pl engine/core -Pbenchmark test -Dtest=RunLoopCostTest}.
 */
@Tag("benchmark")
class RunLoopCostTest {

    private static final int FEW = 500;
    private static final int MANY = 8_000;
    private static final int WARM_UP = 4_000;

    @TempDir
    Path folder;

    private int runs;

    /** Bookkeeping alone. */
    @Test
    void withoutForcing() throws Exception {
        measure("no force, waves of 20, 1 at a time", 1, 20, false);
        measure("no force, waves of 20, 8 at a time", 8, 20, false);
        measure("no force, one wave, 8 at a time", 8, MANY, false);
    }

    /** With every force of the real disk. */
    @Test
    void withForcing() throws Exception {
        measure("forced, waves of 200, 8 at a time", 8, 200, true);
    }

    private void measure(String what, int parallel, int wave, boolean forced) throws Exception {
        perStep(WARM_UP, parallel, wave, false);
        Cost few = perStep(FEW, parallel, wave, forced);
        Cost many = perStep(MANY, parallel, wave, forced);
        System.out.printf(
                "%-36s a step of %d: %6.0f us processor, %6.0f us in all; a step of %d: %6.0f us, %6.0f us; ratios %.2f, %.2f%n",
                what,
                FEW,
                few.processor(),
                few.all(),
                MANY,
                many.processor(),
                many.all(),
                many.processor() / few.processor(),
                many.all() / few.all());
    }

    /** Microseconds a step. The processor's are those of this process: others on the machine do not count. */
    private record Cost(double processor, double all) {}

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private Cost perStep(int steps, int parallel, int wave, boolean forced) throws Exception {
        Scene scene = new Scene(35);
        scene.target.connected = false;
        scene.target.manual = ManualConnect.MANUAL;
        SavedPlan plan = new SavedPlan(plan(scene, steps, wave), "0".repeat(64), "the plan");
        Path place = Files.createDirectories(folder.resolve("run-" + ++runs)).resolve(".partita");
        FolderStore state = forced
                ? FolderStore.at(place, scene.time)
                : TestDisk.folder(place, scene.time, new TestDisk(TestDisk.Hook.NONE));
        Limits usual = Limits.USUAL;
        Limits limits = new Limits(
                parallel, usual.unreachable(), usual.propose(), usual.effective(), usual.caughtUp(), usual.flag());
        Apply apply = new Apply(
                scene.network,
                state,
                state.workspace(),
                ApplyListener.SILENT,
                ApplyOptions.in(folder).within(limits),
                scene.time);

        long begin = System.nanoTime();
        long beginProcessor = processorTime();
        RunResult result = apply.run(plan);
        double processor = (processorTime() - beginProcessor) / 1_000.0;
        double all = (System.nanoTime() - begin) / 1_000.0;

        assertThat(result.exit()).as(result.toString()).isEqualTo(ExitStatus.DONE);
        return new Cost(processor / steps, all / steps);
    }

    private static Plan plan(Scene scene, int steps, int size) {
        TreeMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>();
        participants.put(
                Scene.TARGET,
                new PlannedParticipant(
                        Scene.TARGET,
                        scene.target.id,
                        scene.target.release,
                        List.of(34, 35),
                        new Access.Sandbox(),
                        Optional.empty(),
                        new Backup.Unattended()));
        List<Wave> waves = new ArrayList<>();
        for (int first = 0; first < steps; first += size) {
            List<Step> wave = new ArrayList<>();
            for (int step = first; step < Math.min(steps, first + size); step++) {
                wave.add(step(step));
            }
            waves.add(new Wave(waves.size(), "back up", wave));
        }
        return new Plan(
                TinyNetwork.ALIAS,
                scene.network.synchronizer,
                TinyNetwork.DECISION,
                participants,
                List.of(),
                List.of(),
                List.of(),
                waves);
    }

    private static Step step(int number) {
        return new Step.BackUp(
                new Step.Head(
                        new StepId("back-up/participant2/" + number),
                        Scene.TARGET,
                        Optional.empty(),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        Step.Reversal.REPLACEABLE,
                        "to be measured"),
                new Backup.Unattended());
    }
}
