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

/** What a run left open is known by the participant's id: its name is the declaration's, and may have changed since. */
class RenamedParticipantTest {

    @TempDir
    Path folder;

    private Served served;

    /** A run that waits for a backup, while participant2 is isolated. */
    @BeforeEach
    void waitForABackup() throws IOException {
        served = Served.quick(Scenario.named("quickstart"), folder.resolve("unit"));
        change("backup { command 'true' }", "backup manual");
        Command.Ended waiting = served.command().run(List.of("apply", ".", "--auto-approve"));
        assertThat(waiting.exit()).as(waiting.stdout() + waiting.stderr()).isEqualTo(5);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void doctorKnowsTheTargetUnderAnotherName() throws IOException {
        change("participant2", "target");

        assertThat(doctor()).contains("is isolated since").contains("Do not connect it by hand");
    }

    @Test
    void doctorTakesNobodyElseForTheTarget() throws IOException {
        change("participant1", "between");
        change("participant2", "participant1");
        change("between", "participant2");

        assertThat(doctor())
                .containsOnlyOnce("is isolated since")
                .doesNotContain("is connected, though a run isolated it");
    }

    private String doctor() {
        Command.Ended ended = served.command().run(List.of("doctor", "."));
        assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(1);
        return (ended.stdout() + ended.stderr()).replaceAll("\\s+", " ");
    }

    private void change(String from, String to) throws IOException {
        Path declaration = served.unit().resolve("hosting.groovy");
        Files.writeString(declaration, Files.readString(declaration).replace(from, to));
    }
}
