package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEvent;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.LockHolder;
import io.partita.core.store.LockOwner;
import io.partita.core.store.OpenState;
import io.partita.core.store.StateUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may work, who is dead, and what a worker does that lost its lock. */
class FolderLockTest {

    @TempDir
    Path parent;

    private Written state;

    @BeforeEach
    void place() {
        state = new Written(parent.resolve(".partita"));
    }

    private LockOwner owner(String host, String machine, long pid) {
        return new LockOwner("other", "ann", host, machine, pid, "apply", state.now, 0, state.now);
    }

    private void write(LockOwner owner) {
        try {
            Files.createDirectories(state.path);
            Files.write(state.lock(), LockText.write(owner));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String takeovers(OpenState state) {
        return state.recording().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.LockTakenOver.class::isInstance)
                .toList()
                .toString();
    }

    private static void assertLost(OpenState mine) {
        assertThatThrownBy(() -> mine.append(new JournalEvent.WaveStarted(Written.RUN, 1)))
                .isInstanceOfSatisfying(
                        StateUnusable.class,
                        lost -> assertThat(lost.diagnostic().code()).isEqualTo("lock-lost"));
        assertThatThrownBy(() -> mine.savePlan(Written.RUN, "plan")).isInstanceOf(StateUnusable.class);
    }

    // ---- who is met ----

    @Test
    void aLiveOwnerHereIsNamedAtOnceAndNeverRobbedHoweverOldItsHeartbeat() {
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            assertThat(Written.held(state.folder().lock("resume")).diagnostic().detail())
                    .contains(
                            "process " + ProcessHandle.current().pid(),
                            "apply since " + Written.START,
                            "last heartbeat");

            state.now = state.now.plus(Duration.ofHours(3));
            Diagnostic late = Written.held(state.folder().lock("resume")).diagnostic();

            assertThat(late.hint()).contains("may be suspended");
            assertThat(state.passed).isEmpty();
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
        }
        assertThat(state.lock()).doesNotExist();
    }

    @Test
    void aProcessThatIsGoneFromThisMachineIsTakenOverFromAtOnce() {
        write(owner(ThisProcess.HOST, ThisProcess.MACHINE, Long.MAX_VALUE - 5));

        try (OpenState mine = state.open()) {
            assertThat(takeovers(mine)).contains("ann@").contains("is gone from this host");
        }
        assertThat(state.passed).isEmpty();
    }

    @Test
    void anotherMachineOfTheSameNameIsAnotherMachine() {
        write(owner(ThisProcess.HOST, "another boot", Long.MAX_VALUE - 5));

        assertThat(state.folder().lock("apply")).isInstanceOf(LockAttempt.Held.class);
    }

    @Test
    void aFreshOwnerElsewhereIsNotWaitedFor() {
        write(owner("elsewhere", "m2", 1));
        state.now = state.now.plusSeconds(59);

        Diagnostic said = Written.held(state.folder().lock("apply")).diagnostic();

        assertThat(said.code()).isEqualTo("state-locked");
        assertThat(said.detail()).contains("ann@elsewhere (process 1), apply since " + Written.START);
        assertThat(said.hint()).contains("run the command again").contains("unlock it");
        assertThat(said.next()).containsExactly(NextCommand.stateUnlock());
        assertThat(state.passed).isEmpty();
    }

    @Test
    void aSilentOwnerElsewhereIsWatchedForTheWholeLeaseAndThenTakenOverFrom() {
        write(owner("elsewhere", "m2", 1));
        state.now = state.now.plusSeconds(61);

        try (OpenState mine = state.open()) {
            assertThat(takeovers(mine))
                    .contains("no heartbeat in 60 seconds of watching; its last was " + Written.START);
        }
        Duration watched = state.passed.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(watched).isEqualTo(FolderLock.LEASE);
    }

    /** A clock that is hours ahead or behind must neither steal a live lock nor make a dead one last for hours. */
    @Test
    void clocksThatDifferStealNothing() {
        for (Duration difference : new Duration[] {Duration.ofHours(5), Duration.ofHours(-5)}) {
            LockOwner[] living = {owner("elsewhere", "m2", 1)};
            write(living[0]);
            state.now = Written.START.plus(difference);
            state.whilePassing(() -> {
                living[0] = living[0].beating(Written.START);
                write(living[0]);
            });

            assertThat(state.folder().lock("apply"))
                    .as("clock off by " + difference)
                    .isInstanceOf(LockAttempt.Held.class);

            state.whilePassing(() -> {});
            state.open().close();
            state.now = Written.START;
        }
    }

    @Test
    void anOwnerThatEndsWhileItIsWatchedLeavesTheWayFree() {
        write(owner("elsewhere", "m2", 1));
        state.now = state.now.plusSeconds(300);
        state.whilePassing(() -> {
            try {
                Files.deleteIfExists(state.lock());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        try (OpenState mine = state.open()) {
            assertThat(takeovers(mine)).isEqualTo("[]");
        }
    }

    @Test
    void aLockThatCannotBeReadIsWatchedToo() throws IOException {
        Files.createDirectories(state.path);
        Files.writeString(state.lock(), "{\"id\":");
        state.now = java.time.Instant.now();
        assertThat(state.folder().lock("apply")).isInstanceOf(LockAttempt.Held.class);

        state.now = state.now.plusSeconds(120);
        state.open().close();
        assertThat(state.passed).hasSize(30);
    }

    // ---- the owner ----

    @Test
    void everyHeartbeatChangesTheLockWhateverTheClockDoes() {
        try (FolderLease open = state.lease()) {
            LockOwner first = state.folder().holder().map(LockHolder::owner).orElseThrow();
            open.beat();
            LockOwner second = state.folder().holder().map(LockHolder::owner).orElseThrow();
            state.now = state.now.minus(Duration.ofDays(1));
            open.beat();
            LockOwner third = state.folder().holder().map(LockHolder::owner).orElseThrow();

            assertThat(java.util.List.of(first.beat(), second.beat(), third.beat()))
                    .containsExactly(0L, 1L, 2L);
            assertThat(second).isEqualTo(first.beating(first.heartbeat()));
            assertThat(third.heartbeat()).isBefore(first.heartbeat());
        }
    }

    @Test
    void theHeartBeatsByItself() {
        Path path = parent.resolve("real/.partita");
        try (OpenState mine = Written.opened(FolderStore.at(path).lock("apply"))) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            Awaitility.await()
                    .atMost(FolderLock.HEARTBEAT.toSeconds() + 10, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> FolderStore.at(path)
                                    .holder()
                                    .map(LockHolder::owner)
                                    .orElseThrow()
                                    .beat()
                            >= 1);
        }
    }

    @Test
    void aClockThatJumpsLosesNothing() {
        try (OpenState mine = state.open()) {
            for (Duration jump : new Duration[] {Duration.ofDays(2), Duration.ofDays(-4), Duration.ofDays(900)}) {
                state.now = state.now.plus(jump);
                mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            }
        }
        assertThat(state.folder().read().value().entries()).hasSize(3);
        assertThat(state.folder().read().value().entries().get(1).time()).isBefore(Written.START);
    }

    // ---- the lost lock ----

    @Test
    void aDeletedLockStopsTheOwnerBeforeItsNextWrite() throws IOException {
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            Files.delete(state.lock());

            assertLost(mine);
        }
        assertThat(state.folder().read().value().entries()).hasSize(1);
    }

    @Test
    void aReplacedLockStopsTheOwnerAndStays() {
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            write(owner("elsewhere", "m2", 1));

            assertLost(mine);
        }
        assertThat(state.folder().holder().map(LockHolder::owner).orElseThrow().host())
                .isEqualTo("elsewhere");
        assertThat(state.folder().read().value().entries()).hasSize(1);
    }

    @Test
    void theHeartNoticesTheLossToo() throws IOException {
        FolderLease lease = state.lease();
        try (OpenState mine = new OpenState(lease)) {
            Files.delete(state.lock());
            lease.beat();

            assertThat(state.lock()).doesNotExist();
            assertLost(mine);
        }
    }

    @Test
    void aDeletedFolderStopsTheOwner() throws IOException {
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            try (var files = Files.walk(state.path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }

            assertThatThrownBy(() -> mine.append(new JournalEvent.WaveStarted(Written.RUN, 2)))
                    .isInstanceOf(StateUnusable.class);
        }
        assertThat(state.path).doesNotExist();
    }

    @Test
    void aForeignWriterIsNoticed() throws IOException {
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            Files.writeString(state.journal(), "x", StandardOpenOption.APPEND);

            assertThatThrownBy(() -> mine.append(new JournalEvent.WaveStarted(Written.RUN, 1)))
                    .isInstanceOf(StateUnusable.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    // ---- unlocking ----

    @Test
    void unlockingWantsNoLivingOwnerAndARecord() {
        assertThat(state.folder().unlock("none").value()).isEmpty();
        try (OpenState mine = state.open()) {
            mine.append(new JournalEvent.WaveStarted(Written.RUN, 1));
            assertThat(state.folder().unlock("impatient").diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly("lock-owner-alive");
        }
        write(owner("elsewhere", "m2", 1));

        assertThat(state.folder()
                        .unlock("the machine burnt")
                        .value()
                        .orElseThrow()
                        .user())
                .isEqualTo("ann");

        assertThat(state.lock()).doesNotExist();
        assertThat(state.folder().read().value().entries().toString()).contains("the machine burnt");
    }

    @Test
    void anOwnerThatGivesAHeartbeatIsNotUnlocked() {
        LockOwner[] living = {owner("elsewhere", "m2", 1)};
        write(living[0]);
        state.whilePassing(() -> {
            living[0] = living[0].beating(Written.START.minus(Duration.ofHours(2)));
            write(living[0]);
        });

        assertThat(state.folder().unlock("I am sure").diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("lock-owner-alive");
        assertThat(state.lock()).exists();
    }
}
