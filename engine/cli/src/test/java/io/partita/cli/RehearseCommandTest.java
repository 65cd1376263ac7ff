package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.result.Mishap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are carried out in a sandbox that looks like the real network. */
class RehearseCommandTest {

    @TempDir
    Path folder;

    private Path unit;

    @BeforeEach
    void aUnit() {
        unit = Typed.scenario("quickstart", folder);
    }

    private JsonNode rehearsed(String... more) throws IOException {
        String[] words = new String[more.length + 3];
        words[0] = "rehearse";
        words[1] = unit.toString();
        words[2] = "--json";
        System.arraycopy(more, 0, words, 3, more.length);
        return new ObjectMapper().readTree(Typed.run(words).out());
    }

    @Test
    void everyStepIsCarriedOutElsewhereAndTheNetworkStaysAsItIs() throws IOException {
        Typed typed = Typed.run("rehearse", unit.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("participant2  import the contracts of Alice")
                .contains("done, 19 steps: carried out and verified in the sandbox; not covered: the load,")
                .contains("Runs: done.")
                .contains("By the numbers that were read: participant2")
                .contains("Rehearsed: the end is what is declared.");
        assertThat(unit.resolve(".partita")).doesNotExist();
        Typed plan = Typed.run("plan", unit.toString(), "--detailed-exitcode");
        assertThat(plan.code()).as(plan.both()).isEqualTo(2);
    }

    @Test
    void aSnapshotIsEnoughAndFaultsAreMet() throws IOException {
        Path snapshot = folder.resolve("snapshot.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", snapshot.toString())
                        .code())
                .isZero();
        Files.delete(unit.resolve("world.json"));
        WaitingRun.delete(unit.resolve(".sandbox"));

        JsonNode played = rehearsed(
                "--from-snapshot",
                snapshot.toString(),
                "--fault",
                "lost:ImportPartyAcs",
                "--fault",
                "kill:Authorize@participant2",
                "--fault",
                "kill-after:ReconnectSynchronizer");

        assertThat(played.path("succeeded").asBoolean())
                .as(played.toPrettyString())
                .isTrue();
        assertThat(played.path("faults_met"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "kill:Authorize@participant2", "lost:ImportPartyAcs", "kill-after:ReconnectSynchronizer");
        assertThat(played.path("faults_missed")).isEmpty();
        assertThat(played.path("runs"))
                .extracting(JsonNode::asText)
                .contains("killed")
                .last()
                .isEqualTo("done");
        assertThat(played.path("rehearsed_steps")).hasSize(19).allSatisfy(step -> {
            assertThat(step.path("covered").asText()).isNotBlank();
            assertThat(step.path("not_covered").asText()).isNotBlank();
        });
    }

    @Test
    void whatIsRehearsedIsThePreviewThatPlanShows() throws IOException {
        GitFolder git = GitFolder.in(folder.resolve("repository"));
        unit = Typed.scenario("quickstart", git.root());
        git.commit();
        Path snapshot = folder.resolve("snapshot.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", snapshot.toString())
                        .code())
                .isZero();
        Typed plan = Typed.run("plan", unit.toString(), "--from-snapshot", snapshot.toString(), "--json");

        JsonNode played = rehearsed("--from-snapshot", snapshot.toString());

        assertThat(played.path("plan_hash").asText())
                .as(played.toPrettyString())
                .isEqualTo(new ObjectMapper()
                        .readTree(plan.out())
                        .path("plan_hash")
                        .asText())
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external-offline",
                "decentralized-offline",
                "threshold",
                "create-local",
                "missing-package",
                "own-namespace-offline"
            })
    void otherKindsOfPartiesAreRehearsedAsWell(String scenario) throws IOException {
        unit = Typed.scenario(scenario, folder);

        JsonNode played = rehearsed();

        if (played.path("exit_code").asInt() == 6) {
            assertThat(played.path("diagnostics")).isNotEmpty();
        } else {
            assertThat(played.path("succeeded").asBoolean())
                    .as(played.toPrettyString())
                    .isTrue();
            assertThat(played.path("left")).isEmpty();
        }
    }

    @Test
    void whatCannotBeRehearsedIsSaid() throws IOException {
        unit = Typed.scenario("own-namespace", folder);

        JsonNode played = rehearsed();

        assertThat(played.path("left").isObject()).as(played.toPrettyString()).isTrue();
        assertThat(played.path("left").size()).isPositive();
        assertThat(played.path("succeeded").asBoolean()).isFalse();
        assertThat(played.path("exit_code").asInt()).isEqualTo(1);
        assertThat(played.path("rehearsed_steps"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.path("fate").asText()).isIn("not-played", "done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "wrong:Authorize", "crash:Authorize", "lost:", "lost:a b"})
    void whatIsNoFaultIsWrongUsage(String fault) {
        Typed typed = Typed.run("rehearse", unit.toString(), "--fault", fault);

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("[bad-fault]");
    }

    @Test
    void aFaultThatNobodyMeetsIsNoSuccess() throws IOException {
        Typed typed = Typed.run("rehearse", unit.toString(), "--fault", "lost:ExportPartyAcs@participant2");

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.out())
                .contains("did not happen: lost:ExportPartyAcs@participant2, nobody made the call")
                .contains("Rehearsed in part: of what was rehearsed, the end is what is declared.");
    }

    @Test
    void everyKillIsOne() throws IOException {
        JsonNode played = rehearsed("--fault", "kill:Authorize@participant1", "--fault", "kill:Authorize@participant2");

        assertThat(played.path("succeeded").asBoolean())
                .as(played.toPrettyString())
                .isTrue();
        assertThat(played.path("runs"))
                .extracting(JsonNode::asText)
                .containsOnlyOnce("done")
                .filteredOn("killed"::equals)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "lost:ImportPartyAsc, lost:ImportPartyAcs",
        "kill:Authorize@particpant2, kill:Authorize@participant2",
    })
    void whatCannotBeCalledIsWrongUsage(String fault, String meant) {
        Typed typed = Typed.run("rehearse", unit.toString(), "--fault", fault);

        assertThat(typed.code()).as(typed.both()).isEqualTo(64);
        assertThat(typed.err())
                .contains("[bad-fault]")
                .contains("--fault=" + fault + " cannot happen")
                .contains("Did you mean --fault=" + meant + "?");
    }

    @Test
    void aFaultIsReadAsItIsWritten() {
        for (String text : new String[] {"lost:Authorize", "kill-after:ImportPartyAcs@participant2"}) {
            assertThat(Mishap.parse(text).map(Mishap::toString)).isEqualTo(Optional.of(text));
        }
    }
}
