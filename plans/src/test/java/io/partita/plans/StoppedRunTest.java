package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is asked to stop in a window, by a person or because the session of that person breaks off. */
class StoppedRunTest {

    private static final String EXPORT = "\"kind\":\"export-acs\"";

    @TempDir
    private Path temporary;

    // Ctrl-C is ignored by whatever a shell starts in the background, and so by some builds.
    @ParameterizedTest
    @EnumSource(names = {"TERMINATE", "HANG_UP"})
    void endsInOrderAndSaysWhatIsOpen(Command.Stop how) {
        Path unit = temporary.resolve("unit");
        Units.copy(Path.of("quickstart").toAbsolutePath(), unit);
        Command command = new Command(unit);

        Command.Ended ended = command.stopAt(
                List.of("apply", ".", "--auto-approve", "--json"),
                line -> line.contains("\"event\":\"step-started\"") && line.contains(EXPORT),
                how);

        assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(1);
        assertThat(ended.stdout()).contains("\"event\":\"run-ended\"", "run-stopped", "partita resume");
        assertThat(command.run(List.of("status", ".")).stdout())
                .contains("participant2 is isolated")
                .doesNotContain("pruning schedule switched off");
        assertThat(command.run(List.of("resume", ".")).exit()).isZero();
    }
}
