package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.result.Mishap;
import io.partita.cli.unit.Plans;
import io.partita.core.planfile.PlanFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are carried out in a sandbox that looks like the real network. */
class RehearseCommandTest extends RehearsedUnit {

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
                "quickstart",
                "external-create",
                "decentralized-create",
                "packages-from-source",
                "own-namespace-offline",
                "permissions"
            })
    void aPlanThatWasApprovedIsRehearsedWithoutItsDeclaration(String scenario) throws IOException {
        unit = Typed.scenario(scenario, folder.resolve("approved"));
        Path plan = saved("plan.json");
        String before = Files.readString(plan);
        try (Stream<Path> files = Files.list(unit)) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".groovy")).toList()) {
                Files.writeString(script, "what is written here is nobody's declaration");
            }
        }

        JsonNode played = json(Typed.run("rehearse", plan.toString(), "--json"));

        assertThat(played.path("succeeded").asBoolean())
                .as(played.toPrettyString())
                .isTrue();
        assertThat(played.path("plan_hash").asText())
                .isEqualTo(PlanFile.read(before.getBytes(StandardCharsets.UTF_8), "plan.json")
                        .map(Plans::saved)
                        .value()
                        .hash());
        assertThat(played.path("rehearsed_steps"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.path("fate").asText()).isNotEqualTo("not-played"));
        assertThat(Files.readString(plan)).isEqualTo(before);
        assertThat(unit.resolve(".partita")).doesNotExist();
    }

    @Test
    void aPlanThatTheNetworkHasMovedFromIsNotRehearsed() throws IOException {
        Path plan = saved("plan.json");
        Path before = folder.resolve("before.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", before.toString())
                        .code())
                .isZero();
        Typed applied = Typed.run("apply", plan.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isZero();
        Path after = folder.resolve("after.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", after.toString())
                        .code())
                .isZero();

        Typed live = Typed.run("rehearse", plan.toString());
        Typed recorded = Typed.run("rehearse", plan.toString(), "--from-snapshot", after.toString());

        for (Typed typed : List.of(live, recorded)) {
            assertThat(typed.code()).as(typed.both()).isEqualTo(3);
            assertThat(typed.err())
                    .contains("[fact-moved]")
                    .contains("hosting/participant1/Alice is no longer what the plan was made on")
                    .doesNotContain("Rehearsing");
        }
        Typed still = Typed.run("rehearse", plan.toString(), "--from-snapshot", before.toString());
        assertThat(still.code()).as(still.both()).isZero();
        assertThat(still.err()).contains("Next: partita apply").contains("--confirm=Alice");
    }

    @Test
    void aSnapshotThatDoesNotKnowAPlansPartiesSaysSo() throws IOException {
        Path plan = saved("plan.json");
        Path snapshot = folder.resolve("bob.json");
        Typed recorded = Typed.run(
                "snapshot", unit.toString(), "-o", snapshot.toString(), "--party", "no::" + "1220".repeat(17));
        assertThat(recorded.code()).as(recorded.both()).isZero();

        Typed typed = Typed.run("rehearse", plan.toString(), "--from-snapshot", snapshot.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("[not-in-snapshot]").contains("record it with --party Alice::");
    }

    @Test
    void aPlanWithNothingToDoIsNotRehearsed() {
        Typed applied = Typed.run("apply", unit.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isZero();
        Typed nothing = Typed.run("rehearse", saved("plan.json").toString());
        assertThat(nothing.code()).as(nothing.both()).isZero();
        assertThat(nothing.out()).contains("Plan: nothing to do");
    }

    @Test
    void aPreviewIsRehearsedAndPlannedNext() throws IOException {
        Path snapshot = folder.resolve("snapshot.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", snapshot.toString())
                        .code())
                .isZero();
        Path preview = saved("preview.json", "--from-snapshot", snapshot.toString());

        Typed typed = Typed.run("rehearse", preview.toString(), "--from-snapshot", snapshot.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.unwrapped()).contains("Next: partita plan").doesNotContain("partita apply");
    }

    /** Its access leads to secrets, programs and destinations: in CI somebody has to have named it. */
    @Test
    void inCiAPlanIsNamedByItsHashBeforeAnybodyIsAsked() throws IOException {
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script,
                Files.readString(script)
                        .replace(
                                "participant2 { sandbox() }",
                                "participant2 { sandbox(); backup { command 'sh', '-c', 'touch ran' } }"));
        Path plan = saved("plan.json");
        String hash = json(Typed.run("show", plan.toString(), "--json"))
                .path("plan_hash")
                .asText();
        Map<String, String> ci = Map.of("CI", "true");

        Typed unnamed = Typed.in(ci, "", "rehearse", plan.toString());
        Typed another = Typed.in(ci, "", "rehearse", plan.toString(), "--expect-hash", "0".repeat(64));
        Typed named = Typed.in(ci, "", "rehearse", plan.toString(), "--expect-hash", hash);

        assertThat(unnamed.code()).as(unnamed.both()).isEqualTo(6);
        assertThat(unnamed.err()).contains("a program: its backup");
        assertThat(another.code()).as(another.both()).isEqualTo(6);
        assertThat(another.err()).contains("[plan-not-expected]");
        assertThat(named.code()).as(named.both()).isZero();
        assertThat(unit.resolve("ran")).doesNotExist();
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
        assertThat(rehearsed("--fault", "lost:ExportPartyAcs@participant2").path("faults_missed"))
                .extracting(JsonNode::asText)
                .containsExactly("lost:ExportPartyAcs@participant2");
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
