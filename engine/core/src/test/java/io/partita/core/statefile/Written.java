package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.Lease;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A state folder for attacks: written by partita, with a clock and a patience that the test moves. */
final class Written {

    static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    final Path path;
    final List<Duration> passed = new ArrayList<>();
    Instant now = START;
    private Runnable whilePassing = () -> {};
    private Witness witness = Witness.NONE;

    Written(Path path) {
        this.path = path;
    }

    Written witnessedBy(Witness other) {
        witness = other;
        return this;
    }

    /** Something happens whenever somebody waits. */
    void whilePassing(Runnable what) {
        whilePassing = what;
    }

    FolderStore folder() {
        InstantSource clock = () -> now;
        return FolderStore.at(path, clock, new TestDisk(TestDisk.Hook.NONE), duration -> {
                    passed.add(duration);
                    whilePassing.run();
                })
                .witnessedBy(witness);
    }

    OpenState open() {
        return opened(folder().lock("apply"));
    }

    FolderLease lease() {
        return (FolderLease) taken(folder().lock("apply"));
    }

    static OpenState opened(LockAttempt attempt) {
        return new OpenState(taken(attempt));
    }

    private static Lease taken(LockAttempt attempt) {
        return attempt.match(
                LockAttempt.Taken::lease,
                held -> {
                    throw new AssertionError(held);
                },
                unusable -> {
                    throw new AssertionError(unusable);
                });
    }

    static LockAttempt.Held held(LockAttempt attempt) {
        assertThat(attempt).isInstanceOf(LockAttempt.Held.class);
        return (LockAttempt.Held) attempt;
    }

    /** A run with a plan, an open isolation window and so many entries in all, at least 3. */
    Written with(int entries) {
        try (OpenState state = open()) {
            state.savePlan(RUN, "plan");
            state.append(new JournalEvent.RunStarted(RUN, "ab".repeat(32), "ops"));
            state.append(List.of(
                    new JournalEvent.StepIntended(RUN, new StepId("isolate/participant2"), Optional.empty()),
                    new JournalEvent.InterlockOpened(isolation())));
            for (int wave = 3; wave <= entries; wave++) {
                state.append(new JournalEvent.WaveStarted(RUN, wave));
            }
        }
        return this;
    }

    void more() {
        try (OpenState state = open()) {
            state.append(new JournalEvent.WaveStarted(RUN, 77));
        }
    }

    static Interlock isolation() {
        return new Interlock(
                Interlock.Kind.ISOLATION,
                new ParticipantName("participant2"),
                ParticipantId.of("participant2::1220" + "b".repeat(64)),
                Optional.empty(),
                RUN,
                START,
                Optional.of(new Result.Connections(List.of(new PlannedConnection(
                        "mysynchronizer", Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC)))));
    }

    Path journal() {
        return path.resolve("journal.ndjson");
    }

    Path state() {
        return path.resolve("state.json");
    }

    Path lock() {
        return path.resolve("lock");
    }

    byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    /** Nothing opens it, reading it says why, and looking changed nothing. @return what is said */
    Diagnostic assertRefused(String what) {
        List<Diagnostic> read = folder().read().diagnostics();
        assertThat(read).as(what).singleElement().satisfies(said -> {
            assertThat(said.isError()).isTrue();
            assertThat(said.detail()).isNotEmpty();
            assertThat(said.hint()).isNotEmpty();
        });
        assertThat(StateCheck.verify(folder())).as(what).isEqualTo(read);
        folder().lock("apply")
                .match(
                        taken -> {
                            throw new AssertionError(what + ": it was opened");
                        },
                        held -> {
                            throw new AssertionError(what + ": " + held);
                        },
                        unusable -> assertThat(unusable.diagnostics()).as(what).isEqualTo(read));
        assertThat(Files.exists(lock())).as(what).isFalse();
        return read.get(0);
    }

    /** @return the line that a diagnostic names */
    static int line(Diagnostic said) {
        return said.range().orElseThrow().start().line();
    }

    static String file(Diagnostic said) {
        return said.range().orElseThrow().file();
    }
}
