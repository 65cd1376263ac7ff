package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.core.apply.Ticker;
import io.partita.core.state.JournalEvent;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads and may still do when the state of an open isolation window was hit. */
class StateUnderAttackTest {

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    private Path unit;
    private Map<String, String> home;

    /** A run that waits for a backup: participant2 is isolated, Alice is exported and not yet imported. */
    @BeforeAll
    static void waitForABackup() throws IOException {
        Path made = Typed.scenario("quickstart", once);
        Path script;
        try (Stream<Path> files = Files.list(made)) {
            script = files.filter(file -> file.toString().endsWith(".groovy"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(
                script,
                Files.readString(script)
                        .replace("participant2 { sandbox() }", "participant2 { sandbox()\n backup manual }"));
        Typed waiting = Typed.run("apply", made.toString(), "--auto-approve");
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(waiting.unwrapped()).contains("participant2 is isolated since");
    }

    @BeforeEach
    void copyIt() {
        unit = folder.resolve("unit");
        copy(once.resolve("quickstart"), unit);
        home = Map.of("HOME", folder.resolve("home").toString());
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path state(String name) {
        return unit.resolve(".partita").resolve(name);
    }

    private Typed typed(String command) {
        return Typed.in(home, "", (command + " " + unit).split(" "));
    }

    private void damage() throws IOException {
        String journal = Files.readString(state("journal.ndjson"));
        int at = journal.indexOf('\n', journal.length() / 2) + 40;
        Files.writeString(state("journal.ndjson"), journal.substring(0, at) + "#" + journal.substring(at + 1));
    }

    private static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }

    @Test
    void statusSaysWhatIsWaitedForAndTheCommandThatGoesOn() {
        Typed status = typed("status");

        assertThat(status.code()).as(status.both()).isZero();
        assertThat(status.err())
                .contains("[backup-wanted]")
                .contains("Next: partita resume " + unit + " --backup-done=participant2");
    }

    // ---- a run that nobody here has started ----

    @ParameterizedTest
    @ValueSource(strings = {"resume", "resume --abandon", "resume --backup-done=participant2"})
    void aStateThatCameWithTheFolderIsShownAndGoesOnOnlyWithItsPlansHash(String command) {
        Typed refused = typed(command);

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.out()).contains("Party Alice", "point of no return", "Hash: " + hash(unit));
        assertThat(refused.unwrapped()).contains("[run-not-approved-here]", "--expect-hash=" + hash(unit));
        assertThat(typed("status").err()).contains("[backup-wanted]");

        Typed other = typed(command + " --expect-hash=" + "0".repeat(12));
        assertThat(other.code()).as(other.both()).isEqualTo(6);
        assertThat(other.err()).contains("[plan-not-expected]");

        Typed approved = typed(
                "resume --backup-done=participant2 --expect-hash=" + hash(unit).substring(0, 12));
        assertThat(approved.code()).as(approved.both()).isZero();
    }

    /** It waits again, and is then known. */
    @Test
    void whoHasApprovedARunIsNotAskedAgain() {
        assertThat(typed("resume --expect-hash=" + hash(unit)).code()).isEqualTo(5);

        assertThat(typed("resume --backup-done=participant2").code()).isZero();
    }

    /** Typed by somebody who has compared the plan. */
    private Typed approved(String command) {
        return typed(command + " --expect-hash=" + hash(unit));
    }

    private static String hash(Path unit) {
        try (Stream<Path> runs = Files.list(unit.resolve(".partita/runs"))) {
            Path plan = runs.findFirst().orElseThrow().resolve("plan.json");
            return new ObjectMapper().readTree(plan.toFile()).path("hash").asText();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- damage ----

    @Test
    void aDamagedLineStopsEverythingThatWritesAndIsNamed() throws IOException {
        damage();
        int line = (int) Files.readString(state("journal.ndjson"))
                        .substring(0, Files.readString(state("journal.ndjson")).indexOf('#'))
                        .chars()
                        .filter(each -> each == '\n')
                        .count()
                + 1;
        for (String command :
                new String[] {"state verify", "resume", "resume --abandon", "resume --backup-done=participant2"}) {
            Typed refused = typed(command);
            assertThat(refused.code()).as(command + refused.both()).isEqualTo(1);
            assertThat(refused.unwrapped())
                    .as(command)
                    .contains(".partita/journal.ndjson:" + line)
                    .contains("line " + line + " of the journal is not what was written")
                    .contains("partita state rebuild " + unit);
        }
        assertThat(typed("apply --auto-approve").code()).isIn(1, 6);
        assertThat(state("lock")).doesNotExist();
        JsonNode document = json(typed("state verify --json"));
        assertThat(document.path("diagnostics")
                        .get(0)
                        .path("range")
                        .path("start")
                        .path("line")
                        .asInt())
                .isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "state list", "state show"})
    void whatWasWrittenBeforeTheDamageIsStillShown(String command) throws IOException {
        damage();

        Typed shown = typed(command);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.out()).containsPattern("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}");
        assertThat(shown.unwrapped()).contains("[journal-damaged]").contains("only what was recorded up to entry ");
    }

    @Test
    void statusOfADamagedStateAsksTheParticipants() throws IOException {
        damage();

        assertThat(typed("status").unwrapped())
                .contains("[left-isolated]")
                .contains("participant2 is not connected, and would not connect by itself")
                .contains("Do not connect it before");
    }

    @Test
    void doctorNeverProposesToConnectATargetThatARunHasIsolated() throws IOException {
        Typed known = typed("doctor");
        delete(unit.resolve(".partita"));
        Typed forgotten = typed("doctor");

        assertThat(known.code()).isEqualTo(1);
        assertThat(known.out().replaceAll("\\s+", " "))
                .contains("is isolated since")
                .contains("Do not connect it by hand")
                .contains("run: partita resume " + unit)
                .doesNotContain("Connect it");
        assertThat(forgotten.out().replaceAll("\\s+", " "))
                .contains("Do not connect it before it is known that no run has isolated it")
                .doesNotContain("Connect it");
    }

    // ---- gone ----

    @Test
    void aDeletedStateIsNotNothingToDo() throws IOException {
        delete(unit.resolve(".partita"));

        Typed status = typed("status");

        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("No run is recorded here.");
        assertThat(status.unwrapped()).contains("[left-isolated]").contains("[live-onboarding]");
    }

    @Test
    void aMachineThatHasSeenTheStateMissesIt() throws IOException {
        assertThat(approved("resume").code()).isEqualTo(5);
        delete(unit.resolve(".partita"));

        Typed status = typed("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.unwrapped())
                .contains("[state-gone]")
                .contains("participant2: isolation since")
                .contains("partita state rebuild " + unit);
        assertThat(typed("state verify").code()).isEqualTo(1);
        assertThat(typed("resume").code()).isEqualTo(1);
        assertThat(unit.resolve(".partita")).doesNotExist();

        assertThat(typed("sandbox reset").code()).isZero();
        assertThat(typed("status").code()).isZero();
    }

    @Test
    void anOlderStatePutBackIsRefused() throws IOException {
        copy(unit.resolve(".partita"), folder.resolve("backup"));
        assertThat(approved("resume").code()).isEqualTo(5);
        delete(unit.resolve(".partita"));
        copy(folder.resolve("backup"), unit.resolve(".partita"));

        Typed resumed = typed("resume");

        assertThat(resumed.code()).isEqualTo(1);
        assertThat(resumed.unwrapped()).contains("[state-rolled-back]").contains("this machine has seen its entry");
    }

    @Test
    void aCopyIsRefusedAndAMoveIsRecognised() throws IOException {
        assertThat(approved("resume").code()).isEqualTo(5);
        Path second = folder.resolve("second");
        copy(unit, second);

        Typed copied = Typed.in(home, "", "resume", second.toString());
        assertThat(copied.code()).isEqualTo(1);
        assertThat(copied.unwrapped())
                .contains("[state-copied]")
                .contains("this state belongs to")
                .contains(unit + "/.partita");

        delete(unit);
        assertThat(Typed.in(home, "", "resume", second.toString()).code()).isEqualTo(5);
    }

    // ---- rebuild ----

    @Test
    void aSoundStateIsNotRebuilt() {
        Typed refused = typed("state rebuild --reason=curious");

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[state-sound]").contains("partita status " + unit);
    }

    @Test
    void anOpenWindowIsNotForgotten() throws IOException {
        damage();
        byte[] journal = Files.readAllBytes(state("journal.ndjson"));

        Typed refused = typed("state rebuild --reason=disk");

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped())
                .contains("[left-isolated]")
                .contains("[live-onboarding]")
                .contains("[rebuild-unsafe]")
                .contains("nothing was changed");
        assertThat(Files.readAllBytes(state("journal.ndjson"))).isEqualTo(journal);
        assertThat(json(typed("state rebuild --reason=disk --json"))
                        .path("exit_code")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void aFinishedStateThatIsLostIsRebuiltAndSaysWhatItCannotKnow() throws IOException {
        Typed resumed = approved("resume --backup-done=participant2");
        assertThat(resumed.code()).as(resumed.both()).isZero();
        damage();

        Typed unsaid = typed("state rebuild --reason=disk");
        assertThat(unsaid.code()).as(unsaid.both()).isEqualTo(6);
        assertThat(unsaid.unwrapped()).contains("--no-pruning=participant2");

        Typed rebuilt = Typed.in(
                home, "", "state", "rebuild", unit.toString(), "--reason=disk", "--no-pruning=participant2", "--json");

        assertThat(rebuilt.code()).as(rebuilt.both()).isZero();
        JsonNode document = json(rebuilt);
        assertThat(document.path("unknown")).hasSize(3);
        assertThat(document.path("former_lineage").asText())
                .isNotEqualTo(document.path("lineage").asText());
        assertThat(unit.resolve(document.path("kept").asText()).resolve("journal.ndjson"))
                .exists();
        assertThat(typed("state verify").code()).isZero();
        assertThat(Files.readString(state("journal.ndjson")))
                .contains("state-rebuilt")
                .contains("\"reason\":\"disk\"");
        assertThat(typed("plan --detailed-exitcode").code()).isZero();
    }

    @Test
    void aMisspeltParticipantIsNamed() throws IOException {
        damage();

        Typed misspelt = typed("state rebuild --reason=disk --no-pruning=participant3");

        assertThat(misspelt.code()).isEqualTo(64);
        assertThat(misspelt.unwrapped()).contains("participant3");
    }

    // ---- the lock ----

    @Test
    void aLiveLockIsMetWithWhoWhereSinceAndWhatToDo() {
        try (OpenState other = opened()) {
            for (String command : new String[] {"resume", "resume --abandon", "apply --auto-approve"}) {
                Typed locked = typed(command);
                assertThat(locked.code()).as(locked.both()).isIn(4, 6);
            }
            Typed locked = approved("resume");
            assertThat(locked.code()).isEqualTo(4);
            assertThat(locked.unwrapped())
                    .contains("[state-locked]")
                    .contains("process " + ProcessHandle.current().pid())
                    .contains(", other since ")
                    .contains("Wait until it has ended.")
                    .contains("partita status " + unit);
            assertThat(typed("status").out()).contains("Locked by ");
            assertThat(typed("state unlock --reason=impatient").code()).isEqualTo(6);
            other.append(new JournalEvent.WaveStarted(
                    other.state().unfinishedRun().orElseThrow().id(), 1));
        }
    }

    private OpenState opened() {
        return FolderStore.at(unit.resolve(".partita"))
                .lock("other")
                .match(
                        taken -> new OpenState(taken.lease()),
                        held -> {
                            throw new AssertionError(held);
                        },
                        unusable -> {
                            throw new AssertionError(unusable);
                        });
    }

    // ---- long waits ----

    @Test
    void aRunIsResumedOnAnotherMachineUnderAnotherPathTheNextMorning() {
        Path elsewhere = folder.resolve("bastion-2/work");
        copy(unit, elsewhere);
        Ticker nextMorning = later(Duration.ofHours(9));
        Map<String, String> otherHome =
                Map.of("XDG_STATE_HOME", folder.resolve("other-home").toString());

        Typed status = Typed.at(nextMorning, otherHome, "status", elsewhere.toString());
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("for 9 h");
        assertThat(status.unwrapped()).contains("[isolation-old]").contains("participant2 has been isolated for 9 h");

        Typed still =
                Typed.at(nextMorning, otherHome, "resume", elsewhere.toString(), "--expect-hash=" + hash(elsewhere));
        assertThat(still.code()).isEqualTo(5);
        assertThat(still.both()).contains("isolated for 9 h").contains("[isolation-old]");

        Typed resumed = Typed.at(nextMorning, otherHome, "resume", elsewhere.toString(), "--backup-done=participant2");
        assertThat(resumed.code()).as(resumed.both()).isZero();
        assertThat(folder.resolve("other-home/partita/lineages")).isNotEmptyDirectory();
    }

    private static Ticker later(Duration by) {
        return new Ticker() {
            @Override
            public Instant instant() {
                return Instant.now().plus(by);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Ticker.SYSTEM.sleep(duration);
            }
        };
    }

    // ---- what is said ----

    @Test
    void aLostPlanOfTheRunHasANextStep() throws IOException {
        Path plan;
        try (Stream<Path> files = Files.walk(state("runs"))) {
            plan = files.filter(file -> file.endsWith("plan.json")).findFirst().orElseThrow();
        }
        String text = Files.readString(plan);
        Files.delete(plan);

        Typed resumed = typed("resume");
        assertThat(resumed.code()).isEqualTo(1);
        assertThat(resumed.unwrapped()).contains("[run-plan-missing]").contains("Next: partita status " + unit);
        assertThat(typed("state verify").code()).isEqualTo(1);

        Files.writeString(plan, text.replace("\"observation\"", "\"submission\""));
        Typed verified = typed("state verify");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.unwrapped()).contains("[run-plan-damaged]");
    }

    @Test
    void aDamagedExportIsNamedAndExportedAgain() throws IOException {
        Path exported;
        try (Stream<Path> files = Files.list(state("acs"))) {
            exported = files.filter(file -> file.toString().endsWith(".acs.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(exported);
        bytes[bytes.length / 2] ^= 1;
        Files.write(exported, bytes);

        Typed verified = typed("state verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.unwrapped()).contains("[acs-file-damaged]");

        Typed resumed = approved("resume --backup-done=participant2");
        assertThat(resumed.code()).as(resumed.both()).isZero();
    }

    @Test
    void aPlanFileThatIsNotThereIsNotCalledAFolder() {
        Typed missing = Typed.run("apply", folder.resolve("nope.json").toString());

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.unwrapped()).contains("[plan-missing]").contains("there is no plan file");
    }

    @Test
    void aWorldThatIsAFolderIsNotCalledMissing() throws IOException {
        delete(unit.resolve(".sandbox"));
        Files.delete(unit.resolve("world.json"));
        Files.createDirectory(unit.resolve("world.json"));

        assertThat(typed("show").unwrapped()).contains("[world-not-a-file]").contains("is a folder, not a file");
    }
}
