package io.partita.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Home;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import io.partita.core.store.Appended;
import io.partita.core.store.Lease;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.LockHolder;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StateStore} keeps. A store's own test extends it and says how the place where it keeps its states
 * is hurt.
 */
public abstract class StateStoreContract {

    protected static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    private static final StepId STEP = new StepId("isolate/participant2");
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final int THREADS = 4;
    private static final JournalEvent.StateRebuilt REBUILT =
            new JournalEvent.StateRebuilt("ops", "the disk failed", "", "", List.of("what was done"));

    /** A store of its own on the one place of this test, as another process would have it. */
    protected abstract StateStore store();

    /** The process that holds the lock is gone, and gave nothing back. */
    protected abstract void ownerDies() throws IOException;

    /** Something that was recorded is changed behind the store's back. */
    protected abstract void damage() throws IOException;

    /** The last entry is gone, as when an older copy was put back in part. */
    protected abstract void loseEnd() throws IOException;

    /** A newer release has written it, in a format of its own. */
    protected abstract void becomeUnknown() throws IOException;

    protected static Lease leased(LockAttempt attempt) {
        return attempt.match(
                LockAttempt.Taken::lease,
                held -> {
                    throw new AssertionError(held);
                },
                unusable -> {
                    throw new AssertionError(unusable);
                });
    }

    private Lease lease() {
        return leased(store().lock("apply"));
    }

    private static JournalEvent wave(int number) {
        return new JournalEvent.WaveStarted(RUN, number);
    }

    private static Interlock isolation() {
        return new Interlock(
                Interlock.Kind.ISOLATION,
                new ParticipantName("participant2"),
                ParticipantId.of("participant2::1220" + "b".repeat(64)),
                Optional.empty(),
                RUN,
                SINCE,
                Optional.of(new Result.Connections(List.of(new PlannedConnection(
                        "mysynchronizer", Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC)))));
    }

    private static JournalEntry written(Appended appended) {
        return appended.match(
                Appended.Written::entry,
                moved -> {
                    throw new AssertionError(moved);
                },
                refused -> {
                    throw new AssertionError(refused);
                });
    }

    /** A run with a plan, and so many entries in all. */
    private void with(int entries) {
        try (OpenState state = new OpenState(lease())) {
            state.savePlan(RUN, "the plan");
            state.append(new JournalEvent.RunStarted(RUN, "ab".repeat(32), "ops"));
            for (int entry = 2; entry <= entries; entry++) {
                state.append(wave(entry));
            }
        }
    }

    // ---- reading ----

    @Test
    void whatWasNeverWrittenIsEmptyAndReadingWritesNothing() {
        assertThat(store().read().value().entries()).isEmpty();
        assertThat(store().salvage().entries()).isEmpty();

        assertThat(store().read().value().state().lineage()).isEmpty();
        assertThat(store().verify()).isEmpty();
        assertThat(store().holder()).isEmpty();
        assertThat(store().planText(RUN).isPresent()).isFalse();
    }

    @Test
    void aRunThatIsNotRecordedOrHasAnotherPlanIsApprovedNowhere() {
        assertThat(store().isApprovedHere(RUN, "ab".repeat(32))).isFalse();
        with(2);

        assertThat(store().isApprovedHere(RUN, "cd".repeat(32))).isFalse();
        assertThat(store().isApprovedHere(new RunId("20260102-030405-ffffff"), "ab".repeat(32)))
                .isFalse();
    }

    @Test
    void anAccessThatIsReplacedHasToBeApprovedWithThePlan() {
        with(2);
        PlanAccess other = new PlanAccess(new Home("../net"), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        try (OpenState state = new OpenState(lease())) {
            state.append(new JournalEvent.AccessReplaced(RUN, "ops", other));
        }

        Recording recording = store().read().value();
        String approval = recording.state().run(RUN).orElseThrow().approval();
        assertThat(recording.access(RUN).map(JournalEvent.AccessReplaced::access))
                .contains(other);
        assertThat(recording.access(new RunId("20260102-030405-ffffff"))).isEmpty();
        assertThat(approval).startsWith("ab".repeat(32)).isNotEqualTo("ab".repeat(32));
        assertThat(store().isApprovedHere(RUN, "ab".repeat(32))).isFalse();
    }

    @Test
    void whatIsWrittenIsReadBackExactly() {
        Diagnostic diagnostic = Diagnostic.error("some-code", "ünïcode \"quoted\" \\ \n line")
                .because("why")
                .fix("fix");
        List<List<JournalEvent>> written = List.of(
                List.of(new JournalEvent.RunStarted(RUN, "ab".repeat(32), "ops"), wave(0)),
                List.of(
                        new JournalEvent.StepIntended(
                                RUN, STEP, Optional.of(new Result.SignersBefore(new TreeSet<>()))),
                        new JournalEvent.ResultKept(RUN, STEP, new Result.LedgerEnd(7, SINCE)),
                        new JournalEvent.InterlockOpened(isolation())),
                List.of(new JournalEvent.StepEnded(RUN, STEP, new Outcome.Unknown(diagnostic))),
                List.of(new JournalEvent.RunEnded(RUN, ExitStatus.UNKNOWN)));
        List<JournalEntry> entries = new ArrayList<>();
        try (Lease lease = lease()) {
            assertThat(lease.savePlan(RUN, "the plan")).isEmpty();
            String head = lease.recording().state().headHash();
            for (List<JournalEvent> events : written) {
                JournalEntry entry = written(lease.append(head, events));
                head = entry.hash();
                entries.add(entry);
                // Write-ahead: whoever looks now finds it, however this process ends.
                assertThat(store().read().value().entries()).isEqualTo(entries);
            }
        }

        Recording read = store().read().value();

        assertThat(read.entries()).isEqualTo(entries);
        assertThat(read.entries()).extracting(JournalEntry::events).isEqualTo(written);
        assertThat(read.entries()).extracting(JournalEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read.entries())
                .allSatisfy(
                        entry -> assertThat(entry.time()).isEqualTo(entry.time().truncatedTo(ChronoUnit.MILLIS)));
        assertThat(read.state().revision()).isEqualTo(4);
        assertThat(read.state().headHash()).isEqualTo(entries.get(3).hash());
        assertThat(read.state().interlocks()).containsExactly(isolation());
        assertThat(read.state().unfinishedRun()).isPresent();
        assertThat(store().verify()).noneMatch(Diagnostic::isError).isNotEmpty();
        assertThat(store().salvage()).isEqualTo(read);
    }

    @Test
    void thePlanOfARunIsKeptAsItIsBeforeTheRunIsRecorded() {
        String text = "{\n  \"plan\": \"ünïcode\"\r\n}\n";
        try (Lease lease = lease()) {
            assertThat(lease.savePlan(RUN, text)).isEmpty();
        }

        assertThat(store().planText(RUN).value()).isEqualTo(text);
        assertThat(store().read().value().state().runs()).isEmpty();
        assertThat(store().planText(new RunId("20260102-030405-0a0b0d")).diagnostics())
                .singleElement()
                .satisfies(said -> assertThat(said.hint()).isNotEmpty());
    }

    @Test
    void aLineageStays() {
        with(2);
        String lineage = store().read().value().state().lineage();
        with(2);

        assertThat(lineage).isNotEmpty();
        assertThat(store().read().value().state().lineage()).isEqualTo(lineage);
        assertThat(store().read().value().entries()).hasSize(4);
    }

    // ---- compare and set ----

    @Test
    void anAppendBehindAnotherEntryIsALostRaceAndWritesNothing() {
        try (Lease lease = lease()) {
            String first = lease.recording().state().headHash();
            JournalEntry entry = written(lease.append(first, List.of(wave(1))));

            assertThat(lease.append(first, List.of(wave(2)))).isEqualTo(new Appended.Moved(entry.hash()));
            assertThat(store().read().value().entries()).containsExactly(entry);

            written(lease.append(entry.hash(), List.of(wave(3))));
        }
        assertThat(store().read().value().entries()).hasSize(2);
    }

    @Test
    void ofManyThatFollowOneEntryOneWins() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (Lease lease = lease()) {
            String head = lease.recording().state().headHash();
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<Appended>> racers = new ArrayList<>();
            for (int racer = 0; racer < THREADS; racer++) {
                List<JournalEvent> events = List.of(wave(racer));
                racers.add(() -> {
                    start.await();
                    return lease.append(head, events);
                });
            }
            List<Appended> results = new ArrayList<>();
            for (Future<Appended> each : pool.invokeAll(racers)) {
                results.add(each.get());
            }

            JournalEntry won = store().read().value().entries().stream()
                    .reduce((one, other) -> {
                        throw new AssertionError("two entries");
                    })
                    .orElseThrow();
            assertThat(results).containsOnlyOnce(new Appended.Written(won));
            assertThat(results)
                    .filteredOn(each -> each.equals(new Appended.Moved(won.hash())))
                    .hasSize(THREADS - 1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyThreadsOfOneProcessLoseNothing() throws Exception {
        int each = 20;
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (OpenState state = new OpenState(lease())) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < THREADS; writer++) {
                int first = writer * 1_000;
                writers.add(() -> {
                    for (int number = 0; number < each; number++) {
                        state.append(wave(first + number));
                    }
                    return null;
                });
            }
            for (Future<Void> writer : pool.invokeAll(writers)) {
                writer.get();
            }
            assertThat(store().read().value().state()).isEqualTo(state.state());
        } finally {
            pool.shutdownNow();
        }

        List<Integer> waves = store().read().value().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .map(event -> ((JournalEvent.WaveStarted) event).wave())
                .toList();
        assertThat(waves).hasSize(THREADS * each).doesNotHaveDuplicates();
        for (int writer = 0; writer < THREADS; writer++) {
            int of = writer;
            assertThat(waves).filteredOn(number -> number / 1_000 == of).isSorted();
        }
    }

    // ---- the lock ----

    @Test
    void oneHasTheLockAndTheOthersAreToldWho() {
        try (Lease lease = lease()) {
            assertThat(lease.lost()).isEmpty();
            assertThat(store().lock("resume")).isInstanceOfSatisfying(LockAttempt.Held.class, held -> {
                assertThat(held.owner().operation()).isEqualTo("apply");
                assertThat(held.diagnostic().detail()).contains("apply");
                assertThat(held.diagnostic().hint()).isNotEmpty();
            });
            assertThat(store().beginAfresh(REBUILT)).isInstanceOf(LockAttempt.Held.class);
            assertThat(store().holder())
                    .hasValueSatisfying(holder -> assertThat(holder.mayLive()).isTrue());
            assertThat(store().unlock("to be sure").isPresent()).isFalse();
            written(lease.append(lease.recording().state().headHash(), List.of(wave(1))));
        }
        assertThat(store().holder()).isEmpty();
        lease().close();
    }

    @Test
    void aClosedLeaseWritesNothing() {
        Lease lease = lease();
        lease.close();
        lease.close();

        assertThat(lease.append(lease.recording().state().headHash(), List.of(wave(1))))
                .isInstanceOf(Appended.Refused.class);
        assertThat(lease.savePlan(RUN, "plan")).isPresent();
        assertThat(store().read().value().entries()).isEmpty();
        assertThat(store().planText(RUN).isPresent()).isFalse();
    }

    @Test
    void aDeadOwnerIsTakenOverFromAndWritesNothingAnyMore() throws IOException {
        Lease former = lease();
        JournalEntry entry = written(former.append(former.recording().state().headHash(), List.of(wave(1))));
        ownerDies();
        assertThat(store().holder().flatMap(LockHolder::death)).isPresent();

        try (Lease lease = lease()) {
            List<JournalEntry> now = lease.recording().entries();
            assertThat(now.get(0)).isEqualTo(entry);
            assertThat(now.get(1).events())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            JournalEvent.LockTakenOver.class,
                            taken -> assertThat(taken.reason()).isNotEmpty());
            assertThat(store().read().value().entries()).isEqualTo(now);

            assertThat(former.lost()).isPresent();
            assertThat(former.append(entry.hash(), List.of(wave(2)))).isInstanceOf(Appended.Refused.class);
            assertThat(former.append(now.get(1).hash(), List.of(wave(2)))).isInstanceOf(Appended.Refused.class);
            assertThat(former.savePlan(RUN, "plan")).isPresent();
            former.close();

            assertThat(lease.lost()).isEmpty();
            written(lease.append(now.get(1).hash(), List.of(wave(3))));
        }
        assertThat(store().read().value().entries()).hasSize(3);
    }

    @Test
    void theLockOfADeadOwnerIsRemovedOnDemandAndThatIsRecorded() throws IOException {
        assertThat(store().unlock("nobody is there").value()).isEmpty();
        Lease former = lease();
        written(former.append(former.recording().state().headHash(), List.of(wave(1))));
        ownerDies();

        assertThat(store().unlock("its machine was replaced").value())
                .hasValueSatisfying(owner -> assertThat(owner.operation()).isEqualTo("apply"));

        assertThat(store().holder()).isEmpty();
        List<JournalEntry> entries = store().read().value().entries();
        assertThat(entries.get(entries.size() - 1).events().toString()).contains("its machine was replaced");
    }

    // ---- damage ----

    private void assertNothingRuns(int sound) {
        List<Diagnostic> said = store().read().diagnostics();
        assertThat(said).isNotEmpty().allSatisfy(each -> {
            assertThat(each.isError()).isTrue();
            assertThat(each.detail()).isNotEmpty();
            assertThat(each.hint()).isNotEmpty();
        });
        assertThat(store().verify()).isEqualTo(said);
        assertThat(store().lock("apply"))
                .isInstanceOfSatisfying(
                        LockAttempt.Unusable.class,
                        unusable -> assertThat(unusable.diagnostics()).isEqualTo(said));
        assertThat(store().holder()).isEmpty();
        assertThat(store().salvage().entries()).hasSize(sound);
        assertThat(store().read().diagnostics()).isEqualTo(said);
    }

    /** {@link #damage} changes the second of four entries. */
    @Test
    void whatWasChangedIsSaidAndNothingRuns() throws IOException {
        with(4);
        damage();
        assertNothingRuns(1);
    }

    @Test
    void whatIsMissingIsSaidAndNothingRuns() throws IOException {
        with(4);
        loseEnd();
        assertNothingRuns(3);
    }

    @Test
    void whatIsOfANewerReleaseIsNotGuessedAt() throws IOException {
        with(4);
        becomeUnknown();

        assertThat(store().read().diagnostics()).extracting(Diagnostic::code).containsExactly("state-format-unknown");
        assertThat(store().lock("apply")).isInstanceOf(LockAttempt.Unusable.class);
        assertThat(store().holder()).isEmpty();
    }

    @Test
    void aDamagedStateIsPutAsideAndAnotherBegins() throws IOException {
        with(4);
        String former = store().read().value().state().lineage();
        damage();

        try (Lease lease = leased(store().beginAfresh(REBUILT))) {
            assertThat(lease.recording().entries()).hasSize(1);
        }

        Recording read = store().read().value();
        assertThat(read.state().lineage()).isNotEmpty().isNotEqualTo(former);
        assertThat(read.entries().get(0).events())
                .singleElement()
                .isInstanceOfSatisfying(JournalEvent.StateRebuilt.class, record -> {
                    assertThat(record.reason()).isEqualTo("the disk failed");
                    assertThat(record.kept()).isNotEmpty();
                });
    }

    @Test
    void aStateThatCanBeUsedIsNotPutAside() {
        with(3);

        assertThat(store().beginAfresh(REBUILT))
                .isInstanceOfSatisfying(
                        LockAttempt.Unusable.class,
                        refused -> assertThat(refused.diagnostics()).containsExactly(StateStore.SOUND));
        assertThat(store().read().value().entries()).hasSize(3);
        assertThat(store().holder()).isEmpty();
    }

    @Test
    void whatIsDeletedIsGone() {
        with(3);
        String former = store().read().value().state().lineage();

        store().delete();

        assertThat(store().read().value().entries()).isEmpty();
        assertThat(store().planText(RUN).isPresent()).isFalse();
        with(2);
        assertThat(store().read().value().state().lineage()).isNotEqualTo(former);
    }
}
