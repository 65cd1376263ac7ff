package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.Authority;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Route;
import io.partita.core.provider.HostingState;
import io.partita.core.state.ExitStatus;
import io.partita.core.statefile.FolderStore;
import io.partita.core.statefile.TestDisk;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run costs besides its calls: steps that change nothing, with an intent and an outcome each. It prints, and
 * judges nothing by a clock; run it with {@code mvn -pl engine/core -Pbench test -Dtest=RunLoopCostTest}.
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
        measure("no force, 1 at a time", 1, false);
        measure("no force, 8 at a time", 8, false);
    }

    /** With every force of the real disk. */
    @Test
    void withForcing() throws Exception {
        measure("forced, 8 at a time", 8, true);
    }

    private void measure(String what, int parallel, boolean forced) throws Exception {
        perStep(WARM_UP, parallel, false);
        Cost few = perStep(FEW, parallel, forced);
        Cost many = perStep(MANY, parallel, forced);
        System.out.printf(
                "%-24s a step of %d: %6.0f us processor, %6.0f us in all; a step of %d: %6.0f us, %6.0f us; ratios %.2f, %.2f%n",
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

    private Cost perStep(int steps, int parallel, boolean forced) throws Exception {
        Scene scene = new Scene(35);
        SavedPlan plan = plan(scene, steps);
        Path place = Files.createDirectories(folder.resolve("run-" + ++runs)).resolve(".partita");
        FolderStore state = forced
                ? FolderStore.at(place, scene.time)
                : TestDisk.folder(place, scene.time, new TestDisk(TestDisk.Hook.NONE));
        Limits usual = Limits.USUAL;
        Limits limits = new Limits(
                parallel,
                parallel,
                usual.unreachable(),
                usual.propose(),
                usual.effective(),
                usual.caughtUp(),
                usual.flag());
        Apply apply = new Apply(
                scene.network,
                scene.signing(),
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

    /** Each party is three steps: a mapping is proposed, is effective at once, and is verified. */
    private static SavedPlan plan(Scene scene, int steps) {
        Map<PartyId, HostingMapping> live = new ConcurrentHashMap<>();
        List<PartyChange> changes = new ArrayList<>();
        Fingerprint namespace = scene.source.id.uid().namespace();
        for (int number = 0; number < steps / 3; number++) {
            PartyId party = PartyId.of("party" + number + "::" + namespace);
            live.put(party, mapping(scene, party, 1, Permission.SUBMISSION));
            changes.add(new PartyChange(
                    "party" + number,
                    party,
                    Optional.of(live.get(party)),
                    1,
                    Route.of(Route.Reason.HOSTS_CHANGE),
                    Authority.of(namespace, Scene.SOURCE),
                    Optional.empty(),
                    List.of(),
                    Optional.of(mapping(scene, party, 2, Permission.CONFIRMATION)),
                    Optional.empty(),
                    new TreeSet<>()));
        }
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> switch (name) {
                    case "hosting" ->
                        Optional.of(new HostingState(
                                live.get((PartyId) arguments[1]), Instant.EPOCH, Optional.empty(), "12"));
                    case "allHostings" -> {
                        TreeMap<PartyId, HostingState> all = new TreeMap<>();
                        live.forEach((party, mapping) ->
                                all.put(party, new HostingState(mapping, Instant.EPOCH, Optional.empty(), "12")));
                        yield all;
                    }
                    case "proposals" -> List.of();
                    case "propose" -> {
                        HostingMapping mapping = (HostingMapping) arguments[1];
                        live.put(mapping.party(), mapping);
                        yield null;
                    }
                    default -> call.proceed();
                },
                participant));
        return Scene.saved(scene.content(changes, List.of(), List.of(), List.of()));
    }

    private static HostingMapping mapping(Scene scene, PartyId party, int serial, Permission permission) {
        return new HostingMapping(
                party,
                serial,
                1,
                List.of(new HostingMapping.Host(scene.source.id, permission, HostingMapping.Onboarding.CLEAR)),
                Optional.empty());
    }
}
