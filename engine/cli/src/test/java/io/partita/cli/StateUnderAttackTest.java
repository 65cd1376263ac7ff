package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.state.JournalEvent;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads and may still do when the state of an open isolation window was hit. */
class StateUnderAttackTest extends WaitingRun {

    @Test
    void statusSaysWhatIsWaitedForAndTheCommandThatGoesOn() {
        Typed status = typed("status");

        assertThat(status.code()).as(status.both()).isZero();
        assertThat(status.err())
                .contains("[backup-wanted]")
                .contains("Next: partita resume " + unit + " --backup-done=participant2");
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

    /** A rehearsal of what could not be begun would show something else than the run. */
    @Test
    void whereAStateIsMissedNothingIsRehearsed() throws IOException {
        assertThat(approved("resume").code()).isEqualTo(5);
        Path plan = unit.resolve("again.json");
        try (Stream<Path> runs = Files.list(state("runs"))) {
            Files.copy(runs.findFirst().orElseThrow().resolve("plan.json"), plan);
        }
        delete(unit.resolve(".partita"));

        for (Path subject : List.of(plan, unit)) {
            Typed applied = Typed.in(home, "", "apply", subject.toString(), "--auto-approve");
            Typed rehearsed = Typed.in(home, "", "rehearse", subject.toString());

            assertThat(rehearsed.code()).as(rehearsed.both()).isEqualTo(1).isEqualTo(applied.code());
            assertThat(applied.err()).contains("[state-gone]");
            assertThat(rehearsed.err()).contains("[state-gone]").doesNotContain("Rehearsing");
        }
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
        try (FileChannel channel = FileChannel.open(exported, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        Typed enlarged = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> typed("state verify"));
        assertThat(enlarged.unwrapped()).contains("[acs-file-damaged]");

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
