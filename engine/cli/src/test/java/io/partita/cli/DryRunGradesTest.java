package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far it is looked without changing anything, and that it is said of every step. */
class DryRunGradesTest {

    @TempDir
    Path folder;

    private Path unit;
    private String plan;

    @BeforeEach
    void aPlanThatUploads() throws IOException {
        unit = Typed.scenario("quickstart", folder);
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script,
                Files.readString(script)
                        .replace(
                                "host participant2, observation",
                                "host participant2, observation\n    dars 'dars/partita-examples-1.0.0.dar'"));
        plan = unit.resolve("plan.json").toString();
        Typed typed = Typed.run("plan", unit.toString(), "-o", plan);
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    @Test
    void offlineAsksNobodyAndSaysSoOfEveryStep() throws IOException {
        // Without a world there is no participant that could be asked.
        Files.delete(unit.resolve("world.json"));
        WaitingRun.delete(unit.resolve(".sandbox"));

        Typed typed = Typed.run("apply", plan, "--confirm=Alice", "--dry-run=offline");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("not asked")
                .contains("[the plan alone]: ")
                .contains("[its files read]: 1 step; not looked at: whether the participant takes them")
                .contains("1 DAR as planned")
                .contains("Dry run, offline: 19 steps; nobody was asked and nothing was changed.");
        assertThat(unit.resolve(".sandbox")).doesNotExist();
        assertThat(unit.resolve(".partita")).doesNotExist();
        JsonNode document = new ObjectMapper()
                .readTree(lastLine(Typed.run("apply", plan, "--confirm=Alice", "--dry-run=offline", "--json")));
        assertThat(document.path("grade").asText()).isEqualTo("offline");
        assertThat(document.path("forecasts")).hasSize(19).allSatisfy(forecast -> {
            assertThat(forecast.path("coverage").asText()).isIn("plan-alone", "files-read");
            assertThat(forecast.path("not_covered").asText()).isNotBlank();
        });
    }

    @Test
    void aFileThatIsNotTheOneOfThePlanIsSaidOffline() throws IOException {
        Files.writeString(unit.resolve("dars/partita-examples-1.0.0.dar"), "another");

        Typed typed = Typed.run("apply", plan, "--confirm=Alice", "--dry-run=offline");

        assertThat(typed.code()).isEqualTo(6);
        assertThat(typed.err()).contains("[dar-changed]");
        Files.delete(unit.resolve("dars/partita-examples-1.0.0.dar"));
        assertThat(Typed.run("apply", plan, "--confirm=Alice", "--dry-run=offline")
                        .err())
                .contains("[dar-unreadable]");
    }

    @Test
    void liveIsMeantWhenNoGradeIsWritten() throws IOException {
        Typed typed = Typed.run("apply", "--confirm=Alice", "--dry-run", plan);

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("[probed, facts read]: ")
                .contains("; not looked at: what its call does")
                .contains("[depends on earlier steps]: ");
        assertThat(typed.out())
                .isEqualTo(Typed.run("apply", plan, "--confirm=Alice", "--dry-run=live")
                        .out());
        JsonNode document = new ObjectMapper()
                .readTree(lastLine(Typed.run("apply", plan, "--confirm=Alice", "--dry-run", "--json")));
        assertThat(document.path("grade").asText()).isEqualTo("live");
        assertThat(Typed.run("apply", plan, "--dry-run=dreamt").code()).isEqualTo(64);
    }

    @Test
    void aFolderIsPlannedSoItHasNoOfflineGrade() {
        Typed typed = Typed.run("apply", unit.toString(), "--dry-run=offline");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("[dry-run-of-a-folder]");
    }

    private static String lastLine(Typed typed) {
        return typed.out().lines().reduce((first, second) -> second).orElseThrow();
    }
}
