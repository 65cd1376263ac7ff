package io.partita.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.partita.cli.text.Hostile;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.ApplyListener;
import io.partita.core.plan.Place;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.testkit.golden.Golden;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTableTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/partita/cli/live");

    private final HandClock clock = new HandClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal = terminal("xterm");
    private final HandPulse pulse = new HandPulse();
    private final LiveTable table = new LiveTable(terminal, TextLayout.Colours.OFF, Script.COMMANDS, clock, pulse);
    private final Script script = new Script(table, clock);

    LiveTableTest() throws IOException {}

    /** Beats when it is told to. */
    private static final class HandPulse implements Repaint {
        private Runnable beat = () -> {};
        private boolean running;

        @Override
        public Runnable start(Duration every, Runnable newBeat) {
            assertThat(every).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            beat = newBeat;
            running = true;
            return () -> running = false;
        }

        void beat() {
            beat.run();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 100, 160})
    void framesKeepToTheWidth(int width) {
        resize(width, 24);

        String frames = frames();

        Golden.matches(frames, GOLDEN.resolve("table-" + width + ".txt"));
    }

    /** The screen after each part of the run, then what remains. */
    private String frames() {
        StringBuilder frames = new StringBuilder();
        script.beginning();
        frames.append(shot("isolated"));
        table.stepStarted(Script.EXPORT);
        clock.pass(Duration.ofMillis(1500));
        frames.append(shot("started"));
        table.stepProgress(Script.EXPORT, 654_321, 40, 1_000_000);
        frames.append(shot("a share is known"));
        table.stepProgress(Script.EXPORT, 654_321, 40, -1);
        table.heartbeat(Script.EXPORT, "exporting", Duration.ofSeconds(8));
        frames.append(shot("no total is known"));
        script.export();
        script.reconnect();
        script.waitForTheFlag();
        frames.append(shot("waiting"));
        clock.pass(Duration.ofMinutes(2));
        frames.append(shot("overdue"));
        script.end();
        frames.append("== ended\n").append(screen().text());
        return frames.toString();
    }

    private String shot(String name) {
        pulse.beat();
        List<String> rows = screen().rows();
        int width = terminal.getSize().getColumns();
        int drawn = table.underway().size() + table.windows().size();
        assertThat(rows.subList(rows.size() - drawn, rows.size()))
                .as(name)
                .allSatisfy(row -> assertThat(row.length()).isLessThan(width));
        return "== " + name + "\n" + String.join("\n", rows) + "\n";
    }

    @Test
    void nothingIsDrawnBetweenBeats() {
        script.beginning();
        pulse.beat();
        int written = bytes.size();

        table.stepStarted(Script.EXPORT);
        table.stepProgress(Script.EXPORT, 1, 1, 10);

        assertThat(bytes.size()).isEqualTo(written);
    }

    @Test
    void atTheEndTheTableIsGoneAndTheCursorIsBack() {
        script.beginning();
        table.stepStarted(Script.EXPORT);
        pulse.beat();
        assertThat(screen().isCursorVisible()).isFalse();

        script.end();

        assertThat(screen().isCursorVisible()).isTrue();
        assertThat(screen().text()).contains("- stopped").doesNotContain("> working");
        assertThat(pulse.running).isFalse();
    }

    @Test
    void closingTwiceOrBeatingAfterwardsWritesNothing() {
        script.beginning();
        table.close();
        int written = bytes.size();

        table.close();
        pulse.beat();

        assertThat(bytes.size()).isEqualTo(written);
    }

    @Test
    void whatStaysIsWrittenAlsoWhenTheRunIsClosedInTheMiddle() {
        script.beginning();
        table.close();

        assertThat(screen().text()).contains("wave 3/12  isolate the target", "(done before)", "away from da");
        assertThat(screen().isCursorVisible()).isTrue();
    }

    @Test
    void theSameLinesStayAsInALog() {
        script.everything();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        HandClock other = new HandClock();
        new Script(
                        new LiveLines(
                                new java.io.PrintStream(log, true, StandardCharsets.UTF_8),
                                TextLayout.Colours.OFF,
                                Script.COMMANDS,
                                other),
                        other)
                .everything();

        List<String> logged = log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("  . ") && !line.contains("isolated for"))
                .toList();
        assertThat(screen().rows()).isEqualTo(logged);
    }

    @Test
    void aNarrowerWindowLosesNoLine() {
        resize(100, 24);
        script.beginning();
        table.stepStarted(Script.EXPORT);
        pulse.beat();
        List<String> staying = screen().rows().stream()
                .filter(row -> row.startsWith("wave") || row.startsWith("  +") || row.startsWith("  ="))
                .toList();

        resize(50, 24);
        int written = bytes.size();
        pulse.beat();
        assertThat(bytes.size())
                .as("drawing waits until the window stands still")
                .isEqualTo(written);
        pulse.beat();
        pulse.beat();

        assertThat(screen().rows()).containsAll(staying);
        assertThat(screen().rows().stream().filter(row -> row.startsWith("  > working")))
                .as("one is left standing from before, one is drawn")
                .hasSize(2);
    }

    @Test
    void aWiderWindowLeavesNothingBehind() {
        resize(60, 24);
        script.beginning();
        table.stepStarted(Script.EXPORT);
        pulse.beat();

        resize(100, 24);
        pulse.beat();
        pulse.beat();

        assertThat(screen().rows().stream().filter(row -> row.startsWith("  > working")))
                .hasSize(1);
    }

    @Test
    void moreStepsThanRowsAreCounted() {
        resize(80, 6);
        script.beginning();
        for (int each = 0; each < 40; each++) {
            table.stepStarted(step(each));
        }
        pulse.beat();
        pulse.beat();

        List<String> rows = screen().rows();
        assertThat(rows.get(rows.size() - 1)).isEqualTo("  ... and 37 more");
    }

    @Test
    void aTerminalWithoutASizeIsTakenForAUsualOne() {
        resize(0, 0);
        script.beginning();
        table.stepStarted(Script.EXPORT);
        pulse.beat();

        assertThat(screen().text()).contains("> working", "export the contracts of Alice");
    }

    @Test
    void wideCharactersAreCountedAsTwo() {
        resize(60, 24);
        script.beginning();
        table.stepStarted(Script.EXPORT);
        table.stepWaiting(Script.EXPORT, "until " + "\u4e2d\u6587".repeat(30), Optional.empty());
        pulse.beat();
        pulse.beat();

        String row = screen().rows().stream()
                .filter(each -> each.startsWith("  @"))
                .findFirst()
                .orElseThrow();
        assertThat(Line.columns(row)).isEqualTo(59);
    }

    @Test
    void nothingThatOthersSayDrivesTheTerminal() {
        Hostile.requireTamed(text -> {
            bytes.reset();
            LiveTable said = new LiveTable(terminal, TextLayout.Colours.ON, Script.COMMANDS, clock, pulse);
            Script.say(text, said);
            pulse.beat();
            pulse.beat();
            said.close();
            return text();
        });
    }

    @Test
    void onlyWhatWaitsIsShownAsWaiting() {
        resize(160, 24);
        script.beginning();
        table.stepStarted(Script.EXPORT);
        table.heartbeat(Script.EXPORT, "until nobody knows when", Duration.ofSeconds(1));
        table.stepStarted(Script.CLEAR);
        table.stepWaiting(Script.CLEAR, "for an answer", Optional.empty());
        pulse.beat();
        pulse.beat();

        assertThat(screen().rows())
                .anyMatch(row -> row.startsWith("  > working") && row.contains("nobody knows"))
                .anyMatch(row -> row.startsWith("  @ waiting") && row.contains("for an answer"));
    }

    @Test
    void progressFromManyThreadsWhileItIsDrawn() throws InterruptedException {
        LiveTable drawn = new LiveTable(terminal, TextLayout.Colours.ON, Script.COMMANDS, clock);
        drawn.runStarted(Script.RUN, Script.PLAN, ApplyListener.Beginning.FIRST);
        Threads.together(8, () -> {
            for (int each = 0; each < 500; each++) {
                Step step = step(each % 20);
                drawn.stepStarted(step);
                drawn.stepProgress(step, each, each, 500);
                drawn.stepEnded(step, new io.partita.core.state.Outcome.Applied("done"), Duration.ofMillis(each));
            }
        });
        Awaitility.await().untilAsserted(() -> assertThat(text()).contains("+ done"));

        assertThatCode(drawn::close).doesNotThrowAnyException();
        assertThat(screen().rows().stream().filter(row -> row.startsWith("  + done")))
                .hasSize(4000);
        assertThat(screen().isCursorVisible()).isTrue();
    }

    private static Step step(int number) {
        return new Step.CheckReady(
                new Step.Head(
                        new StepId("ready/" + number),
                        new Place.At(Script.TARGET),
                        Optional.empty(),
                        new TreeSet<>(),
                        new TreeSet<>()),
                Optional.empty());
    }

    private Terminal terminal(String type) throws IOException {
        return new DumbTerminal("test", type, new ByteArrayInputStream(new byte[0]), bytes, StandardCharsets.UTF_8);
    }

    private void resize(int columns, int rows) {
        terminal.setSize(Size.of(columns, rows));
    }

    private Emulated screen() {
        return new Emulated(text());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
