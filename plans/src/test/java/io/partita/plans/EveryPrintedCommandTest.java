package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.result.ExitCode;
import io.partita.plans.fault.HastyTicker;
import io.partita.testkit.typed.PrintedCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is printed to be typed next, of every scenario, every refusal and every stop in it, is typed where it is
 * printed: it is understood, it is no bug, and where it does not end well it says in turn what leads on. What differs
 * only in the scenario that it is printed in is typed once. Every build tries a sample of the scenarios, the profile
 * {@code matrix} tries all.
 */
class EveryPrintedCommandTest {

    /** What is printed by what is typed is typed as well, so often. */
    private static final int LONGEST_WAY = 3;

    /** What only a person has: a file from somebody else, or a key. */
    private static final Pattern OF_A_PERSON = Pattern.compile("(.*=)?(FILE|KEY)");

    private static final Pattern CODE = Pattern.compile("\\[([a-z]+(?:-[a-z]+)+)\\]");
    private static final Set<Integer> ENDS_WELL = Set.of(ExitCode.DONE.code(), ExitCode.CHANGES.code());
    private static final Set<String> TYPED = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path temporary;

    private final AtomicInteger copies = new AtomicInteger();

    /** What most kinds of ends are printed by: success, refusal, stop, death, waiting for somebody, repair. */
    private static final Set<String> SAMPLE = Set.of(
            "quickstart",
            "bad-declaration",
            "external-handover",
            "interrupted",
            "missing-package",
            "refused-removal",
            "release-unknown",
            "repair-import",
            "repair-missed",
            "stale");

    static Stream<Scenario> scenarios() {
        return Scenario.played().stream()
                .filter(played -> played.version().isEmpty())
                .map(Scenario.Played::scenario);
    }

    static Stream<Scenario> sample() {
        return scenarios()
                .filter(scenario ->
                        SAMPLE.contains(scenario.folder().getFileName().toString()));
    }

    @Test
    void theSampleIsOfScenarios() {
        assertThat(sample()).hasSameSizeAs(SAMPLE);
    }

    @ParameterizedTest
    @MethodSource("sample")
    void leadsOnWhereItIsPrintedInTheSample(Scenario scenario) {
        leadsOnWhereItIsPrinted(scenario);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    @Tag("matrix")
    void leadsOnWhereItIsPrinted(Scenario scenario) {
        Path unit = temporary.resolve("unit");
        Units.copyHasty(scenario.folder(), unit);
        for (Scenario.Step step : scenario.steps()) {
            Runnable performed = step.match(
                    run -> () -> typed(run, unit),
                    kill -> () -> new Command(unit)
                            .killAt(
                                    kill.words(),
                                    line -> line.contains("\"step-started\"")
                                            && line.contains("\"" + kill.at() + "\"")),
                    replace -> () -> copyOver(unit.resolve(replace.by()), unit.resolve(replace.file())),
                    hand -> () -> hand.perform(unit));
            performed.run();
        }
    }

    private void typed(Scenario.Run run, Path unit) {
        Command.Ended ended = new Command(unit, new HastyTicker()).run(run.words());
        assertThat(ended.exit()).as(said(run.words(), ended)).isEqualTo(run.exit());
        follow(ended, unit, LONGEST_WAY);
    }

    private void follow(Command.Ended printing, Path unit, int further) {
        if (further == 0) {
            return;
        }
        for (List<String> words : PrintedCommands.of(printing.stdout() + printing.stderr())) {
            if (words.stream().noneMatch(word -> OF_A_PERSON.matcher(word).matches())
                    && TYPED.add(codes(printing) + " " + String.join(" ", words))) {
                Path there =
                        temporary.resolve("there-" + copies.incrementAndGet()).resolve("unit");
                Units.copyWhole(unit, there);
                List<String> typed =
                        words.stream().map(EveryPrintedCommandTest::filled).toList();
                Command.Ended ended = new Command(there, new HastyTicker()).run(typed);
                assertLeadsOn(typed, ended, printing);
                follow(ended, there, further - 1);
            }
        }
    }

    private static void assertLeadsOn(List<String> words, Command.Ended ended, Command.Ended printing) {
        String told = "printed by:\n" + printing.stdout() + printing.stderr() + "\n" + said(words, ended);
        assertThat(ended.exit()).as(told).isNotEqualTo(ExitCode.USAGE.code());
        assertThat(ended.stdout() + ended.stderr()).as(told).doesNotContain("This is a bug in partita");
        if (!ENDS_WELL.contains(ended.exit())) {
            boolean leadsOn = ended.stderr().contains("fix: ")
                    || !PrintedCommands.of(ended.stdout() + ended.stderr()).isEmpty();
            assertThat(leadsOn).as("a dead end: " + told).isTrue();
        }
    }

    /** Stops that differ in their codes are other stops. */
    private static String codes(Command.Ended ended) {
        return CODE.matcher(ended.stdout() + ended.stderr())
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }

    private static String filled(String word) {
        return word.replace("=TEXT", "=tried")
                .replace("--exports=FOLDER", "--exports=elsewhere")
                .replace("=FOLDER", "=.");
    }

    private static String said(List<String> words, Command.Ended ended) {
        return words + " ended with " + ended.exit() + ":\n" + ended.stdout() + ended.stderr();
    }

    private static void copyOver(Path from, Path to) {
        try {
            Files.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
