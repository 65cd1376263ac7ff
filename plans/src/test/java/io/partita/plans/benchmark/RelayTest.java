package io.partita.plans.benchmark;

import io.partita.plans.benchmark.FastParticipant.Work;
import io.partita.proto.ledger.ActiveContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Export to disk, check and import of a party's contracts, beside a bare stream of the same bytes through the same
 * stub, both in 64 MB of heap. Run it with
 * {@code mvn -Pbench verify -pl plans -am -Dtest=RelayTest -Dsurefire.failIfNoSpecifiedTests=false}.
 *
 * <p>The sandbox does not serve here: what it keeps and makes on the way would be most of the time, and both ways would
 * look alike. A {@link FastParticipant} in this process serves another one, which measures. One kind of it only packs and
 * unpacks, which every participant has to do: the ratio is one of whole relays, as fast as they can ever be. The other
 * kind does nothing: the ratio is one of the clients alone, and cannot come near 1, since to unpack a file takes longer
 * than to send it packed.
 *
 * <p>The parts of a run follow each other at once, and the ratio is the middle of those of the runs, so that other
 * programs on the machine change it less than the times.
 */
@Tag("benchmark")
class RelayTest {

    private static final int CONTRACTS = Integer.getInteger("partita.bench.contracts", 100_000);
    private static final int RUNS = Integer.getInteger("partita.bench.runs", 5);
    private static final int WARM_UPS = 3;

    private static final String[] CLIENT = {"-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"};

    @TempDir
    Path folder;

    /** How Java compiles the client. */
    private enum Compilers {
        /** As it comes. */
        BOTH("both compilers", "-XX:TieredStopAtLevel=4"),
        /** As the launcher starts partita, because most commands are over before the other one pays. */
        QUICK("the quick compiler", "-XX:TieredStopAtLevel=1");

        private final String shown;
        private final String option;

        Compilers(String shown, String option) {
            this.shown = shown;
            this.option = option;
        }
    }

    @Test
    void contracts_are_moved() throws Exception {
        List<ActiveContract> contracts = MadeUpContracts.contracts(CONTRACTS);
        try (FastParticipant packing = new FastParticipant(Work.PACKING, contracts);
                FastParticipant idle = new FastParticipant(Work.NOTHING, contracts)) {
            List<String> lines = new ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT,
                    "%d contracts of %.1f MB, packed %.1f MB; the middle of %d runs",
                    CONTRACTS,
                    idle.unpacked() / 1e6,
                    idle.packed() / 1e6,
                    RUNS));
            for (Compilers compilers : Compilers.values()) {
                for (FastParticipant participant : List.of(packing, idle)) {
                    String kind = compilers.shown + ", a participant that "
                            + participant.work().shown();
                    Took took = run("move", participant, compilers);
                    lines.add(took.line(kind + ": export", List.of("bareExport"), List.of("partitaExport")));
                    lines.add(took.line(kind + ": import", List.of("bareImport"), List.of("partitaImport")));
                    lines.add(took.line(
                            kind + ": export and import",
                            List.of("bareExport", "bareImport"),
                            List.of("partitaExport", "partitaImport")));
                    lines.add(took.line(
                            kind + ": export, one check more, import",
                            List.of("bareExport", "bareImport"),
                            List.of("partitaExport", "partitaCheck", "partitaImport")));
                }
                lines.add(run("compare", idle, compilers)
                        .line(
                                compilers.shown + ": comparison of two participants, beside the read of one",
                                List.of("bareRead"),
                                List.of("partitaComparison")));
            }
            lines.forEach(System.out::println);
        }
    }

    private Took run(String method, FastParticipant participant, Compilers compilers) throws RunnerException {
        return new Took(new Runner(new OptionsBuilder()
                        .include(Relay.class.getName() + "\\." + method + "$")
                        .jvmArgs(CLIENT)
                        .jvmArgsAppend(
                                compilers.option,
                                "-D" + Relay.PORT + "=" + participant.port(),
                                "-D" + Relay.FOLDER + "=" + folder)
                        .forks(1)
                        .warmupIterations(WARM_UPS)
                        .measurementIterations(RUNS)
                        .shouldFailOnError(true)
                        .build())
                .runSingle());
    }

    /** How long the parts of every run took. */
    private record Took(RunResult result) {

        /** The middle of the times, and of the ratios of the runs. */
        String line(String what, List<String> bare, List<String> partita) {
            List<Double> byHand = milliseconds(bare);
            List<Double> ours = milliseconds(partita);
            List<Double> ratios = IntStream.range(0, byHand.size())
                    .mapToObj(run -> byHand.get(run) / ours.get(run))
                    .toList();
            return String.format(
                    Locale.ROOT,
                    "%s: bare %.0f ms, partita %.0f ms; %.2f of the speed",
                    what,
                    middle(byHand),
                    middle(ours),
                    middle(ratios));
        }

        private List<Double> milliseconds(List<String> parts) {
            return result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(run -> parts.stream()
                            .mapToDouble(
                                    part -> run.getSecondaryResults().get(part).getScore() / 1e6)
                            .sum())
                    .toList();
        }

        private static double middle(List<Double> numbers) {
            return numbers.stream().sorted().toList().get(numbers.size() / 2);
        }
    }
}
