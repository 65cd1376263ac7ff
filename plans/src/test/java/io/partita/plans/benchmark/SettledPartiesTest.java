package io.partita.plans.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many parties that are hosted as declared: {@code plan} beside the bare read of the same topology, and the start of
 * the sandbox that serves them. Every figure is of a process of its own. Run it with
 * {@code mvn -Pbench verify -pl plans -am -Dtest=SettledPartiesTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("benchmark")
class SettledPartiesTest {

    private static final int HOSTS = 3;
    private static final int RUNS = Integer.getInteger("partita.bench.runs", 3);

    private static final List<String> MAKER = List.of("-Xmx2g");
    private static final List<String> SERVER = List.of("-Xmx1g");
    private static final List<String> CLIENT = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void nothing_to_do() throws IOException {
        for (int parties : Figures.numbers("partita.bench.settled", "10000,100000")) {
            Path world = Files.createDirectory(folder.resolve("world-" + parties));
            List<String> served = List.of(world.toString(), Integer.toString(parties), Integer.toString(HOSTS));
            try (Child made = Child.start(folder, MAKER, ServedWorld.class, served)) {
                say(parties, "the sandbox makes the world:  ", made.told().figures());
            }
            try (Child network = Child.start(folder, SERVER, ServedWorld.class, served)) {
                Child.Told told = network.told();
                say(parties, "the sandbox opens its store:  ", told.figures());
                compare(parties, told.lines());
            }
        }
    }

    private void compare(int parties, List<String> network) throws IOException {
        Path unit = Files.createDirectory(folder.resolve("unit-" + parties));
        Files.writeString(unit.resolve("hosting.groovy"), ServedWorld.declaration(network, parties, HOSTS));
        for (int run = 0; run < RUNS; run++) {
            Child.Told bare = Child.run(
                    folder,
                    CLIENT,
                    BareRead.class,
                    List.of(ServedWorld.admin(network), ServedWorld.synchronizer(network)));
            Child.Told plan = Child.run(unit, CLIENT, PartitaRun.class, List.of("plan", "."));
            assertThat(plan.lines()).contains("exit 0").anyMatch(line -> line.contains("nothing to do"));
            say(parties, "bare read of " + bare.lines().get(0) + " bytes: ", bare.figures());
            say(parties, "plan with nothing to do:      ", plan.figures());
            System.out.printf(
                    Locale.ROOT,
                    "%6d parties: plan / bare read: %.2f of time, %.2f of CPU%n",
                    parties,
                    plan.figures().wall() / bare.figures().wall(),
                    plan.figures().cpu() / bare.figures().cpu());
        }
    }

    private static void say(int parties, String what, Figures figures) {
        System.out.printf(Locale.ROOT, "%6d parties: %s%s%n", parties, what, figures);
    }
}
