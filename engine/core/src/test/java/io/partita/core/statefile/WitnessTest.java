package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States that are sound by themselves, and not the right ones. */
class WitnessTest {

    @TempDir
    Path parent;

    private Path memory;
    private Written state;

    @BeforeEach
    void write() {
        memory = parent.resolve("home/partita");
        state = at("unit");
        state.with(4);
    }

    private Written at(String unit) {
        return new Written(parent.resolve(unit).resolve(".partita")).witnessedBy(Witness.in(memory));
    }

    private Written onAnotherMachine(String unit) {
        return new Written(parent.resolve(unit).resolve(".partita"))
                .witnessedBy(Witness.in(parent.resolve("other-home")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, copied);
                } else {
                    Files.createDirectories(copied);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void finish(Written state) {
        try (OpenState open = state.open()) {
            open.append(List.of(
                    new JournalEvent.InterlockClosed(Written.isolation(), Written.RUN),
                    new JournalEvent.RunEnded(Written.RUN, ExitStatus.DONE)));
        }
    }

    @Test
    void whatWasSeenIsNoSecretAndForTheOwnerOnly() throws IOException {
        try (var files = Files.walk(memory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).contains("lineage").doesNotContain("plan");
            }
        }
        assertThat(Files.getPosixFilePermissions(memory.resolve("lineages"))).hasSize(3);
        assertThat(state.folder().read().isPresent()).isTrue();
    }

    @Test
    void anOlderStatePutBackIsRefused() throws IOException {
        copy(state.path, parent.resolve("backup"));
        state.more();
        delete(state.path);
        copy(parent.resolve("backup"), state.path);

        Diagnostic said = state.assertRefused("rolled back");

        assertThat(said.code()).isEqualTo("state-rolled-back");
        assertThat(said.summary()).contains("entry 4").contains("entry 5");
        assertThat(said.detail()).contains("open then: run " + Written.RUN + " is unfinished, participant2: isolation");
        assertThat(said.hint()).contains(memory.toString());
        assertThat(said.next()).containsExactly(NextCommand.stateRebuild());
        assertThat(onAnotherMachine("unit").folder().read().isPresent()).isTrue();
    }

    @Test
    void anOlderStateThatWentOnIsRefused() throws IOException {
        copy(state.path, parent.resolve("backup"));
        state.more();
        delete(state.path);
        copy(parent.resolve("backup"), state.path);
        Written elsewhere = onAnotherMachine("unit");
        elsewhere.now = elsewhere.now.plusSeconds(1);
        elsewhere.more();

        assertThat(state.assertRefused("forked").code()).isEqualTo("state-forked");
    }

    @Test
    void aCopyIsRefusedForAsLongAsTheOriginalIsThere() throws IOException {
        Written copy = at("second");
        copy(state.path, copy.path);

        Diagnostic said = copy.assertRefused("copied");
        assertThat(said.code()).isEqualTo("state-copied");
        assertThat(said.summary()).contains(parent.resolve("unit/.partita").toString());

        delete(state.path);
        copy.more();
        copy(copy.path, state.path);
        assertThat(state.assertRefused("copied back").code()).isEqualTo("state-copied");
    }

    @Test
    void aCopyOverAnotherStateIsRefused() throws IOException {
        Written second = at("second").with(6);
        delete(second.path);
        copy(state.path, second.path);

        assertThat(second.folder().read().diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("state-copied", "state-replaced");
    }

    @Test
    void aMovedStateIsRecognised() throws IOException {
        Files.createDirectories(parent.resolve("moved"));
        Files.move(state.path, parent.resolve("moved/.partita"));
        Written moved = at("moved");
        moved.more();
        moved.more();

        assertThat(moved.folder().read().value().entries()).hasSize(6);
    }

    @Test
    void anotherWayToTheSameFolderIsTheSameFolder() throws IOException {
        Files.createSymbolicLink(parent.resolve("mount"), parent.resolve("unit"));
        Written other = at("mount");

        other.more();

        assertThat(state.folder().read().value().entries()).hasSize(5);
    }

    @Test
    void aStateMovedToAnotherMachineGoesOnThereAndComesBack() throws IOException {
        Written elsewhere = onAnotherMachine("far/away");
        copy(state.path, elsewhere.path);
        elsewhere.more();
        delete(state.path);
        copy(elsewhere.path, state.path);

        state.more();

        assertThat(state.folder().read().value().entries()).hasSize(6);
    }

    @Test
    void aDeletedStateIsMissedWhenSomethingWasOpen() throws IOException {
        delete(state.path);

        assertThat(state.folder().read().diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("state-gone");
            assertThat(said.detail()).contains("participant2: isolation since " + Written.START);
        });
        assertThat(state.folder().lock("apply")).isInstanceOf(LockAttempt.Unusable.class);
        assertThat(state.state()).doesNotExist();

        state.folder().delete();
        assertThat(state.folder().read().isPresent()).isTrue();
    }

    @Test
    void aDeletedStateInWhichNothingWasOpenMayStartAfresh() throws IOException {
        finish(state);
        delete(state.path);

        state.with(3);

        assertThat(state.folder().read().value().entries()).hasSize(3);
    }

    @Test
    void theOldStatePutBackOverAFreshOneIsRefused() throws IOException {
        finish(state);
        copy(state.path, parent.resolve("backup"));
        delete(state.path);
        state.with(3);
        finish(state);
        delete(state.path);
        copy(parent.resolve("backup"), state.path);

        assertThat(state.assertRefused("replaced").code()).isEqualTo("state-replaced");
    }

    @Test
    void aWitnessThatCannotBeWrittenOrReadChangesNothing() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        Written other = new Written(parent.resolve("third/.partita")).witnessedBy(Witness.in(file.resolve("home")));
        other.with(3);
        other.more();

        assertThat(other.folder().read().value().entries()).hasSize(4);

        try (var files = Files.walk(memory)) {
            for (Path seen : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(seen, "{");
            }
        }
        assertThat(state.folder().read().isPresent()).isTrue();
    }

    // ---- who approved a run ----

    private static final String PLAN = "ab".repeat(32);

    @Test
    void aRunThatWasStartedHereIsApprovedHereWithItsPlanOnly() {
        assertThat(state.folder().isApprovedHere(Written.RUN, PLAN)).isTrue();
        assertThat(state.folder().isApprovedHere(Written.RUN, "cd".repeat(32))).isFalse();
        assertThat(state.folder().isApprovedHere(new RunId("20260102-030405-ffffff"), PLAN))
                .isFalse();
    }

    @Test
    void aStateThatCameWithAFolderIsNotApprovedByLookingAtItOrLockingIt() {
        Written elsewhere = onAnotherMachine("unit");

        elsewhere.open().close();

        assertThat(elsewhere.folder().read().isPresent()).isTrue();
        assertThat(elsewhere.folder().isApprovedHere(Written.RUN, PLAN)).isFalse();
        assertThat(new Written(parent.resolve("unit").resolve(".partita"))
                        .folder()
                        .isApprovedHere(Written.RUN, PLAN))
                .isFalse();
    }

    @Test
    void whoeverWentOnWithARunHasApprovedIt() {
        Written elsewhere = onAnotherMachine("unit");
        try (OpenState open = elsewhere.open()) {
            open.append(new JournalEvent.RunResumed(Written.RUN, "ops"));
        }

        assertThat(elsewhere.folder().isApprovedHere(Written.RUN, PLAN)).isTrue();
    }

    @Test
    void anEndedRunIsApprovedNoMore() {
        finish(state);

        assertThat(state.folder().isApprovedHere(Written.RUN, PLAN)).isFalse();
        assertThat(memory.resolve("runs")).isEmptyDirectory();
    }
}
