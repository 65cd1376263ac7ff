package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.State;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.LockOwner;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fresh state in place of a damaged one: whatever happens meanwhile, nothing of the former is lost and nobody takes
 * its rest for a state.
 */
class AfreshTest {

    private static final JournalEvent.StateRebuilt RECORD =
            new JournalEvent.StateRebuilt("ann", "the disk failed", "former", "", List.of("what was done"));

    @TempDir
    Path parent;

    private Written state;
    private byte[] damaged;

    @BeforeEach
    void damage() throws IOException {
        state = damagedIn(parent.resolve(".partita"));
        damaged = state.bytes(state.journal());
    }

    private static Written damagedIn(Path path) throws IOException {
        Written written = new Written(path).with(4);
        byte[] journal = written.bytes(written.journal());
        journal[journal.length / 2] ^= 1;
        Files.write(written.journal(), journal);
        return written;
    }

    private static boolean isKept(Written state, byte[] content) throws IOException {
        try (Stream<Path> files = Files.walk(state.path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (java.util.Arrays.equals(Files.readAllBytes(file), content)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void theFormerFilesAreKeptAndTheFirstRecordSaysWhatHappened() throws IOException {
        try (OpenState fresh = Written.opened(state.folder().beginAfresh(RECORD))) {
            State now = fresh.state();
            assertThat(now.revision()).isEqualTo(1);
            assertThat(now.runs()).isEmpty();
            assertThat(now.interlocks()).isEmpty();
        }

        Recording read = state.folder().read().value();
        assertThat(read.entries().get(0).events())
                .singleElement()
                .isInstanceOfSatisfying(JournalEvent.StateRebuilt.class, record -> {
                    assertThat(record.reason()).isEqualTo("the disk failed");
                    assertThat(record.unknown()).containsExactly("what was done");
                    Path kept = state.path.resolve(record.kept());
                    assertThat(kept.resolve("journal.ndjson")).hasBinaryContent(damaged);
                    assertThat(kept.resolve("state.json")).exists();
                    assertThat(kept.resolve("runs/" + Written.RUN + "/plan.json"))
                            .hasContent("plan");
                });
        assertThat(StateCheck.verify(state.folder())).noneMatch(Diagnostic::isError);
    }

    @Test
    void aStateThatCanBeUsedIsNotPutAside() throws IOException {
        Written sound = new Written(parent.resolve("sound/.partita")).with(3);
        byte[] journal = sound.bytes(sound.journal());

        LockAttempt attempt = sound.folder().beginAfresh(RECORD);

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        LockAttempt.Unusable.class,
                        refused -> assertThat(refused.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactly("state-sound"));
        assertThat(sound.journal()).hasBinaryContent(journal);
        assertThat(sound.lock()).doesNotExist();
    }

    @Test
    void whereNothingIsLeftItBeginsToo() {
        Written gone = new Written(parent.resolve("gone/.partita"));

        try (OpenState fresh = Written.opened(gone.folder().beginAfresh(RECORD))) {
            assertThat(fresh.recording().entries()).hasSize(1);
        }
        assertThat(gone.folder().read().value().entries().get(0).events().toString())
                .contains("kept=,");
    }

    @Test
    void somebodyWhoWorksHereIsNotRobbed() throws IOException {
        try (OpenState other = new Written(parent.resolve("busy/.partita")).open()) {
            other.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            Files.writeString(parent.resolve("busy/.partita/state.json"), "{");

            Written.held(new Written(parent.resolve("busy/.partita")).folder().beginAfresh(RECORD));
        }
    }

    /** Watched first, in a time that passes at once here. */
    @Test
    void theLockOfAMachineThatIsGoneIsTakenOver() throws IOException {
        LockOwner gone = new LockOwner("other", "ann", "elsewhere", "m2", 1, "apply", Written.START, 0, Written.START);
        Files.write(state.lock(), LockText.write(gone));
        state.now = Written.START.plusSeconds(600);

        try (OpenState fresh = Written.opened(state.folder().beginAfresh(RECORD))) {
            assertThat(fresh.recording().entries())
                    .flatExtracting(JournalEntry::events)
                    .hasSize(2)
                    .last()
                    .isInstanceOf(JournalEvent.LockTakenOver.class);
        }
        assertThat(state.folder().read().isPresent()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestDisk.When.class)
    void aCrashAtEveryWriteLosesNothing(TestDisk.When when) throws IOException {
        int point = 1;
        while (crashed(when, point)) {
            point++;
        }
        assertThat(point).isGreaterThan(when == TestDisk.When.HALF ? 1 : 6);
    }

    /** @return whether there was such a write */
    private boolean crashed(TestDisk.When when, int point) throws IOException {
        Written hit = damagedIn(parent.resolve(when + "-" + point + "/.partita"));
        byte[] former = hit.bytes(hit.journal());
        int[] writes = {0};
        TestDisk disk = new TestDisk((at, what) -> {
            if (at == when && ++writes[0] == point) {
                throw new IOException("No space left on device");
            }
        });
        LockAttempt attempt = TestDisk.folder(hit.path, () -> hit.now, disk).beginAfresh(RECORD);
        if (attempt instanceof LockAttempt.Taken taken) {
            new OpenState(taken.lease()).close();
        }
        hit.now = hit.now.plusSeconds(1);

        LockAttempt again = hit.folder().beginAfresh(RECORD);
        if (again instanceof LockAttempt.Taken taken) {
            new OpenState(taken.lease()).close();
        }

        assertThat(hit.folder().read().isPresent()).as(when + " " + point).isTrue();
        assertThat(isKept(hit, former)).as(when + " " + point).isTrue();
        assertThat(hit.folder().read().value().state().interlocks()).isEmpty();
        return writes[0] >= point;
    }

    /** As a folder on a read-only disk, or of somebody else. */
    @Test
    void whereNothingCanBeWrittenNothingIsDone() throws IOException {
        Written sound = new Written(parent.resolve("readonly/.partita")).with(3);
        TestDisk disk = new TestDisk((at, what) -> {
            throw new AccessDeniedException(what);
        });
        FolderStore folder = TestDisk.folder(sound.path, () -> sound.now, disk);

        for (LockAttempt attempt : List.of(folder.lock("apply"), folder.beginAfresh(RECORD))) {
            assertThat(attempt).isInstanceOf(LockAttempt.Unusable.class);
        }
        assertThat(folder.lock("apply"))
                .isInstanceOfSatisfying(
                        LockAttempt.Unusable.class,
                        unusable -> assertThat(unusable.diagnostics())
                                .singleElement()
                                .satisfies(said -> {
                                    assertThat(said.code()).isEqualTo("state-unwritable");
                                    assertThat(said.detail()).contains("access is denied");
                                }));
        assertThat(folder.read().value().entries()).hasSize(3);
        assertThat(sound.lock()).doesNotExist();
    }

    @Test
    void theFormerStatePutBackOverTheFreshOneIsRefused() throws IOException {
        Witness witness = Witness.in(parent.resolve("memory"));
        Written seen = new Written(parent.resolve("seen/.partita"))
                .witnessedBy(witness)
                .with(4);
        byte[] head = seen.bytes(seen.state());
        byte[] journal = seen.bytes(seen.journal());
        Files.delete(seen.journal());
        Written.opened(seen.folder().beginAfresh(RECORD)).close();
        assertThat(seen.folder().read().isPresent()).isTrue();

        Files.write(seen.state(), head);
        Files.write(seen.journal(), journal);

        assertThat(seen.assertRefused("put back").code()).isEqualTo("state-replaced");
    }
}
