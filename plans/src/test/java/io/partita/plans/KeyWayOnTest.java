package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.testkit.typed.PrintedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key that signs last is gone from where the plan looks for it, while a target is isolated. */
class KeyWayOnTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"note-ledger-end", "sign"})
    void aKeyThatIsNotWhereItWasIsNamedAnewAndTheRunEnds(String wave) throws IOException {
        Scenario scenario = Scenario.named("external-offline");
        Path unit = temporary.resolve("unit");
        Units.copyHasty(scenario.folder(), unit);
        Path other = temporary.resolve("other");
        Units.copyHasty(scenario.folder(), other);
        Command command = new Command(unit);
        assertThat(command.run(List.of("plan", "-o", "plan.json")).exit()).isZero();
        command.killAt(
                List.of("apply", "plan.json", "--confirm=Alice", "--json"),
                line -> line.contains("\"step-started\"") && line.contains("\"" + wave + "\""));
        Files.move(unit.resolve("keys/treasury.pem"), unit.resolve("keys/moved.pem"));
        Path hosting = unit.resolve("hosting.groovy");
        Files.writeString(hosting, Files.readString(hosting).replace("keys/treasury.pem", "keys/moved.pem"));

        Command.Ended wall = command.run(List.of("resume"));
        assertThat(wall.exit()).as(wall.stdout() + wall.stderr()).isNotZero();
        Command.Ended astray = command.run(printed(wall, "--access", other));
        assertThat(astray.stderr()).contains("[embedded-network-elsewhere]");
        Command.Ended shown = command.run(printed(wall, "--access", Path.of(".")));
        assertThat(shown.exit()).as(shown.stdout() + shown.stderr()).isEqualTo(6);
        assertThat(shown.stdout()).contains("moved.pem");
        Command.Ended done = command.run(printed(shown, "--auto-approve", Path.of(".")));

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        Scenario.Outcome expected = scenario.outcome().orElseThrow();
        try (SandboxNetwork network = Worlds.open(unit);
                Observed observed = new Observed(network)) {
            assertThat(observed.like(expected)).isEqualTo(expected);
        }
    }

    /** The printed command with an option, and the folder that only a person knows. */
    private static List<String> printed(Command.Ended ended, String option, Path folder) {
        String said = ended.stdout() + ended.stderr();
        return PrintedCommands.of(said).stream()
                .filter(words -> words.stream().anyMatch(word -> word.startsWith(option)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command with " + option + " is printed:\n" + said))
                .stream()
                .map(word -> word.replace("=FOLDER", "=" + folder))
                .toList();
    }
}
