package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to a participant beside partita is noticed, and said with what leads on. */
class OtherHandsTest {

    @TempDir
    private Path temporary;

    private Served served;

    @BeforeEach
    void open() {
        served = Served.quick(Scenario.named("quickstart"), temporary.resolve("unit"));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Command.Ended types(String... words) {
        return served.command().run(List.of(words));
    }

    private static String words(Command.Ended ended) {
        return (ended.stdout() + ended.stderr()).replaceAll("\\s+", " ");
    }

    /** Whoever reads the checks while a backup is waited for must not be led to connect the target. */
    @Test
    void aTargetThatIsConnectedInAnOpenWindow() throws IOException {
        Path declaration = served.unit().resolve("hosting.groovy");
        Files.writeString(
                declaration, Files.readString(declaration).replace("backup { command 'true' }", "backup manual"));
        Command.Ended waiting = types("apply", ".", "--auto-approve");
        assertThat(waiting.exit()).as(waiting.stderr()).isEqualTo(5);

        Command.Ended isolated = types("doctor");
        assertThat(isolated.exit()).isEqualTo(1);
        assertThat(words(isolated))
                .contains("is isolated since", "Do not connect it by hand", "partita resume")
                .doesNotContain("Connect it.");

        ByHand.connect(served.network(), "participant2");
        Command.Ended connected = types("doctor");
        assertThat(connected.exit()).isEqualTo(1);
        assertThat(words(connected))
                .contains("is connected, though a run isolated it at")
                .contains("Resume, which isolates it again before it goes on.")
                .doesNotContain("Nothing stands in the way");
        assertThat(words(types("status"))).contains("participant2 is isolated, as far as the journal says");

        Command.Ended resumed = types("resume", "--backup-done=participant2");
        assertThat(words(resumed)).contains("participant2 was not isolated any more [isolated-again]");
        assertThat(resumed.exit()).as(words(resumed)).isZero();
    }

    /** An export begins at an offset that a schedule may have pruned by then. */
    @Test
    void aScheduleThatAppearsBetweenPlanAndApply() throws IOException {
        ByHand.unschedule(served.network(), "participant1");
        assertThat(types("plan", "-o", "plan.json").exit()).isZero();
        assertThat(Files.readString(served.unit().resolve("plan.json"))).doesNotContain("\"suspend-pruning/");

        ByHand.schedule(served.network(), "participant1");
        Command.Ended stale = types("apply", "plan.json", "--confirm=Alice");

        assertThat(stale.exit()).as(stale.stdout() + stale.stderr()).isEqualTo(3);
        assertThat(words(stale))
                .contains("[fact-moved]", "pruning", "0 * * * * ?")
                .contains("Next: partita plan");
        assertThat(words(types("plan"))).contains("participant1: suspend pruning (0 * * * * ?)");
        Command.Ended applied = types("apply", ".", "--auto-approve");
        assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
        assertThat(words(applied)).contains("pruning");
    }
}
