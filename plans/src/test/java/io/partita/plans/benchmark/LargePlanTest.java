package io.partita.plans.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One host more for thousands of unused parties, in a small heap: the plan's file, and the commands that make, read,
 * check and carry it out. Every figure is of a process of its own. Run it with
 * {@code mvn -Pbench verify -pl plans -am -Dtest=LargePlanTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("benchmark")
class LargePlanTest {

    private static final List<String> SERVER = List.of("-Xmx1g");
    private static final List<String> CLIENT = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void one_host_more() throws IOException {
        for (int parties : Figures.numbers("partita.bench.planned", "1000,10000")) {
            Path world = Files.createDirectory(folder.resolve("world-" + parties));
            Path unit = Files.createDirectory(folder.resolve("unit-" + parties));
            try (Child network = Child.start(
                    folder, SERVER, ServedWorld.class, List.of(world.toString(), Integer.toString(parties), "1"))) {
                Files.writeString(
                        unit.resolve("hosting.groovy"),
                        ServedWorld.declaration(network.told().lines(), parties, 2));
                measure(parties, unit);
            }
        }
    }

    private static void measure(int parties, Path unit) throws IOException {
        run(parties, unit, "plan", ".", "-o", "plan.json");
        Path plan = unit.resolve("plan.json");
        System.out.printf(
                Locale.ROOT,
                "%6d parties: a plan of %.1f MB, %d lines%n",
                parties,
                Files.size(plan) / 1e6,
                lines(plan));
        run(parties, unit, "show", "plan.json");
        run(parties, unit, "apply", "plan.json", "--auto-approve", "--dry-run=offline");
        run(parties, unit, "apply", "plan.json", "--auto-approve");
        List<String> settled = run(parties, unit, "plan", ".");
        assertThat(settled).anyMatch(line -> line.contains("nothing to do"));
    }

    private static List<String> run(int parties, Path unit, String... words) throws IOException {
        Child.Told told = Child.run(unit, CLIENT, PartitaRun.class, List.of(words));
        assertThat(told.lines()).contains("exit 0");
        Figures took = told.figures();
        System.out.printf(
                Locale.ROOT,
                "%6d parties: %-36s%s, %.2f ms CPU a party%n",
                parties,
                String.join(" ", words),
                took,
                took.cpu() * 1e3 / parties);
        return told.lines();
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> all = Files.lines(file)) {
            return all.count();
        }
    }
}
