package io.partita.core.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.approval.Approval;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Secret;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Home;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunId;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.StateUnusable;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    private static final StepId STEP = new StepId("isolate/participant2");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path parent;

    private Path path;
    private Instant now = START;
    private final InstantSource clock = () -> now;

    @BeforeEach
    void place() {
        path = parent.resolve(".partita");
    }

    private FolderStore folder() {
        return FolderStore.at(path, clock);
    }

    private OpenState open() {
        return opened(folder().lock("apply"));
    }

    private static OpenState opened(LockAttempt attempt) {
        return attempt.match(
                taken -> new OpenState(taken.lease()),
                held -> {
                    throw new AssertionError(held);
                },
                unusable -> {
                    throw new AssertionError(unusable);
                });
    }

    private static final Result.Exported EXPORTED = new Result.Exported(
            "20260102-030405-abcdef-alice.acs.gz",
            new AcsManifest(
                    PartyId.of("Alice::1220" + "a".repeat(64)),
                    SynchronizerId.of("da::1220" + "d".repeat(64)),
                    ParticipantId.of("participant2::1220" + "b".repeat(64)),
                    12,
                    3,
                    "cd".repeat(32)));

    private static JournalEvent kept(Result result) {
        return new JournalEvent.ResultKept(RUN, STEP, result);
    }

    private static PlanAccess access() {
        Endpoint admin = new Endpoint(
                "p2.example",
                5002,
                Optional.of(
                        new Endpoint.Tls(Optional.of("ca.pem"), Optional.empty(), Optional.empty(), Optional.of("p2"))),
                Optional.of(Secret.of("env").with("name", "TOKEN")));
        Endpoint ledger = new Endpoint("p2.example", 5001, Optional.empty(), Optional.empty());
        return new PlanAccess(
                new Home("../net"),
                new TreeMap<>(Map.of(
                        new ParticipantName("participant2"),
                        new PlanAccess.Reach(
                                new Access.Endpoints(admin, ledger), new Backup.BackupCommand(List.of("./b", "c d"))))),
                new TreeMap<>(Map.of(new KeyName("vault"), new KeySource.HandOver())),
                new TreeMap<>(Map.of("ab".repeat(32), "/dars/a.dar")));
    }

    private static JournalEvent started() {
        return new JournalEvent.RunStarted(RUN, "ab".repeat(32), "ops");
    }

    private static Interlock isolation(Instant since) {
        return new Interlock(
                Interlock.Kind.ISOLATION,
                new ParticipantName("participant2"),
                ParticipantId.of("participant2::1220" + "b".repeat(64)),
                Optional.empty(),
                RUN,
                since,
                Optional.of(new Result.Connections(List.of(new PlannedConnection(
                        "mysynchronizer", Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC)))));
    }

    private void write(int entries) {
        try (OpenState state = open()) {
            state.savePlan(RUN, "plan");
            state.append(started());
            for (int i = 1; i < entries; i++) {
                state.append(new JournalEvent.WaveStarted(RUN, i));
            }
        }
    }

    // ---- what is written is read ----

    @Test
    void everyRecordSurvivesTheFile() {
        Diagnostic diagnostic = Diagnostic.error("some-code", "ünïcode \"quoted\" \\ \n line")
                .because("why")
                .fix("fix")
                .about("Alice")
                .answering(
                        new Answered("CODE", Optional.of("INTERNAL"), Optional.of("tid 1"), "its words", "page#code"));
        Interlock partial = new Interlock(
                Interlock.Kind.PARTIAL_IMPORT,
                new ParticipantName("participant2"),
                ParticipantId.of("participant2::1220" + "b".repeat(64)),
                Optional.of(PartyId.of("Alice::1220" + "a".repeat(64))),
                RUN,
                START,
                Optional.of(EXPORTED));
        List<JournalEvent> events = List.of(
                started(),
                new JournalEvent.RunResumed(RUN, "ops"),
                new JournalEvent.WaveStarted(RUN, 3),
                new JournalEvent.StepIntended(RUN, STEP, Optional.empty()),
                new JournalEvent.StepIntended(
                        RUN,
                        STEP,
                        Optional.of(new Result.SignersBefore(
                                new TreeSet<>(Set.of(new Fingerprint("1220" + "a".repeat(64))))))),
                kept(new Result.LedgerEnd(19, START)),
                kept(new Result.Activation(START, "1220" + "e".repeat(64))),
                kept(EXPORTED),
                kept(new Result.ImportAnswered(Result.Clearing.CONFLICT)),
                kept(new Result.Schedule(new PruningSchedule(
                        "0 0 1 * * ?", Duration.ofHours(1), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING))),
                kept(isolation(START).before().orElseThrow()),
                kept(new Result.BackupConfirmed("ann", START)),
                kept(new Result.BackupCommandEnded("ab".repeat(32), 3, Duration.ofSeconds(7), "backup.log")),
                new JournalEvent.StepEnded(RUN, STEP, new Outcome.Applied("done")),
                new JournalEvent.StepEnded(RUN, STEP, new Outcome.AlreadyInPlace("was there")),
                new JournalEvent.StepEnded(
                        RUN, STEP, new Outcome.Waiting(Outcome.Whom.TIME, diagnostic, Optional.of(START))),
                new JournalEvent.StepEnded(RUN, STEP, new Outcome.Refused(diagnostic, Optional.empty())),
                new JournalEvent.StepEnded(
                        RUN,
                        STEP,
                        new Outcome.Refused(diagnostic, Optional.of(new MovedFact(new FactId("f"), "1", "2")))),
                new JournalEvent.StepEnded(RUN, STEP, new Outcome.Failed(diagnostic)),
                new JournalEvent.StepEnded(RUN, STEP, new Outcome.Unknown(diagnostic)),
                new JournalEvent.PlanApproved(
                        RUN,
                        "ab".repeat(32),
                        List.of(new Approval(
                                new TreeSet<>(List.of("alice@bank.example")),
                                "SHA256:key",
                                "partita-approval@2026-01-31",
                                "-----BEGIN SSH SIGNATURE-----\n")),
                        new TreeSet<>(List.of("bob@bank.example"))),
                new JournalEvent.AccessReplaced(RUN, "ops", access()),
                new JournalEvent.ReceiptTaken(
                        RUN, new Receipt("ab".repeat(32), STEP, "done", List.of(EXPORTED), "bank-b", START)),
                new JournalEvent.InterlockOpened(isolation(START)),
                new JournalEvent.InterlockClosed(isolation(START), RUN),
                new JournalEvent.InterlockOpened(partial),
                new JournalEvent.RunEnded(RUN, ExitStatus.NOTHING_TO_DO),
                new JournalEvent.RunAbandoned(RUN, "given up"),
                new JournalEvent.LockTakenOver("somebody", "gone"),
                new JournalEvent.TornLineDropped(17));
        try (OpenState state = open()) {
            events.forEach(state::append);
            state.append(events);
        }

        Recording read = folder().read().value();

        List<JournalEvent> all = new ArrayList<>(events);
        all.addAll(events);
        assertThat(read.entries().stream().map(JournalEntry::events).flatMap(List::stream))
                .containsExactlyElementsOf(all);
        assertThat(read.entries())
                .extracting(JournalEntry::sequence)
                .startsWith(1L, 2L)
                .endsWith(events.size() + 1L);
        assertThat(read.state().revision()).isEqualTo(events.size() + 1L);
        assertThat(read.state().interlocks()).containsExactly(partial);
        assertThat(read.entries()).allSatisfy(entry -> assertThat(entry.time()).isEqualTo(START));
    }

    @Test
    void anAbsentFolderIsAnEmptyRecordingAndIsNotCreated() {
        assertThat(folder().read().value().entries()).isEmpty();
        assertThat(StateCheck.verify(folder())).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void runsAndInterlocksFollowFromTheJournal() {
        try (OpenState state = open()) {
            state.append(started());
            assertThat(state.state().unfinishedRun()).isPresent();
            state.append(new JournalEvent.InterlockOpened(isolation(START)));
            assertThat(state.state().interlocks()).hasSize(1);
            state.append(List.of(
                    new JournalEvent.InterlockClosed(isolation(START.plusSeconds(9)), RUN),
                    new JournalEvent.RunEnded(RUN, ExitStatus.DONE)));
        }

        Recording read = folder().read().value();

        assertThat(read.state().interlocks()).isEmpty();
        assertThat(read.state().unfinishedRun()).isEmpty();
        assertThat(read.state().runs()).singleElement().satisfies(run -> {
            assertThat(run.exit()).contains(ExitStatus.DONE);
            assertThat(run.ended()).contains(START);
        });
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        try (OpenState state = open()) {
            state.append(started());
            state.savePlan(RUN, "plan");
            Workspace workspace = folder().workspace();
            assertThat(workspace.prepare(RUN)).isEmpty();
            assertThat(mode(workspace.exports())).isEqualTo("rwx------");
            assertThat(mode(workspace.logs(RUN))).isEqualTo("rwx------");
        }

        assertThat(mode(path)).isEqualTo("rwx------");
        assertThat(mode(path.resolve("state.json"))).isEqualTo("rw-------");
        assertThat(mode(path.resolve("journal.ndjson"))).isEqualTo("rw-------");
        assertThat(mode(path.resolve("runs/" + RUN + "/plan.json"))).isEqualTo("rw-------");
        assertThat(folder().planText(RUN).value()).isEqualTo("plan");
        assertThat(StateCheck.verify(folder())).extracting(Diagnostic::code).containsExactly("state-intact");

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(StateCheck.verify(folder()))
                .extracting(Diagnostic::code)
                .containsExactly("state-intact", "state-open-to-others");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    // ---- damage ----

    private void assertDamage(String code, String file, int line) {
        assertThat(folder().read().diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo(code);
            assertThat(said.range().orElseThrow().file()).isEqualTo(".partita/" + file);
            assertThat(said.range().orElseThrow().start().line()).isEqualTo(line);
        });
        assertThat(StateCheck.verify(folder())).extracting(Diagnostic::code).containsExactly(code);
        folder().lock("apply")
                .match(
                        taken -> {
                            throw new AssertionError("it was opened");
                        },
                        held -> {
                            throw new AssertionError(held);
                        },
                        unusable -> assertThat(unusable.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactly(code));
        assertThat(path.resolve("lock")).doesNotExist();
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(path.resolve("journal.ndjson")));
    }

    private void journal(List<String> lines) throws IOException {
        Files.writeString(path.resolve("journal.ndjson"), String.join("\n", lines) + "\n");
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        write(4);
        List<String> lines = lines();
        lines.set(1, lines.get(1).replace("\"wave\":1", "\"wave\":7"));
        journal(lines);

        assertDamage("journal-damaged", "journal.ndjson", 2);
    }

    @Test
    void aMissingLineIsNamed() throws IOException {
        write(4);
        List<String> lines = lines();
        lines.remove(1);
        journal(lines);

        assertDamage("journal-damaged", "journal.ndjson", 2);
    }

    @Test
    void aMissingEndIsFound() throws IOException {
        write(4);
        List<String> lines = lines();
        lines.remove(3);
        journal(lines);

        assertDamage("journal-older-than-state", "journal.ndjson", 3);
    }

    @Test
    void aLineThatWasDurableAndIsCutIsNoTornLine() throws IOException {
        write(4);
        byte[] sound = Files.readAllBytes(path.resolve("journal.ndjson"));
        Files.write(path.resolve("journal.ndjson"), java.util.Arrays.copyOf(sound, sound.length - 20));

        assertDamage("journal-damaged", "journal.ndjson", 4);
    }

    @Test
    void aDeletedJournalIsFound() throws IOException {
        write(2);
        Files.delete(path.resolve("journal.ndjson"));

        assertDamage("journal-missing", "journal.ndjson", 1);
    }

    @Test
    void aDeletedStateIsFound() throws IOException {
        write(2);
        Files.delete(path.resolve("state.json"));

        assertDamage("state-missing", "state.json", 1);
    }

    @Test
    void theJournalOfAnotherLineageIsFound() throws IOException {
        write(3);
        byte[] other = Files.readAllBytes(path.resolve("journal.ndjson"));
        path = parent.resolve("second/.partita");
        write(3);
        Files.write(path.resolve("journal.ndjson"), other);

        assertDamage("journal-damaged", "journal.ndjson", 1);
    }

    @Test
    void anOlderStatePutBackIsFound() throws IOException {
        write(2);
        byte[] old = Files.readAllBytes(path.resolve("state.json"));
        try (OpenState state = open()) {
            state.append(new JournalEvent.WaveStarted(RUN, 8));
            state.append(new JournalEvent.WaveStarted(RUN, 9));
        }
        Files.write(path.resolve("state.json"), old);

        assertDamage("state-older-than-journal", "state.json", 1);
    }

    @Test
    void anOlderJournalPutBackIsFound() throws IOException {
        write(2);
        byte[] old = Files.readAllBytes(path.resolve("journal.ndjson"));
        try (OpenState state = open()) {
            state.append(new JournalEvent.WaveStarted(RUN, 8));
        }
        Files.write(path.resolve("journal.ndjson"), old);

        assertDamage("journal-older-than-state", "journal.ndjson", 2);
    }

    @Test
    void anOtherFutureOfTheSameLineageIsFound() throws IOException {
        write(2);
        byte[] state = Files.readAllBytes(path.resolve("state.json"));
        byte[] journal = Files.readAllBytes(path.resolve("journal.ndjson"));
        try (OpenState open = open()) {
            open.append(new JournalEvent.WaveStarted(RUN, 8));
        }
        byte[] future = Files.readAllBytes(path.resolve("state.json"));
        Files.write(path.resolve("state.json"), state);
        Files.write(path.resolve("journal.ndjson"), journal);
        try (OpenState open = open()) {
            open.append(new JournalEvent.WaveStarted(RUN, 9));
        }
        Files.write(path.resolve("state.json"), future);

        assertDamage("journal-foreign", "journal.ndjson", 3);
    }

    @Test
    void aNewerFormatIsNotGuessedAt() throws IOException {
        write(2);
        String state = Files.readString(path.resolve("state.json"));
        Files.writeString(path.resolve("state.json"), state.replace("\"format\": 2", "\"format\": 3"));

        assertDamage("state-format-unknown", "state.json", 1);
    }

    @Test
    void textThatIsNoStateIsNamedWithItsLine() throws IOException {
        write(2);
        Files.writeString(path.resolve("state.json"), "{\n  \"format\": 2,\n  oops\n");

        assertDamage("state-damaged", "state.json", 3);
    }

    // ---- crashes ----

    @Test
    void anEntryThatTheStateDoesNotKnowYetIsKept() throws IOException {
        write(2);
        byte[] state = Files.readAllBytes(path.resolve("state.json"));
        try (OpenState open = open()) {
            open.append(new JournalEvent.WaveStarted(RUN, 8));
        }
        Files.write(path.resolve("state.json"), state);

        assertThat(folder().read().value().state().revision()).isEqualTo(3);
        open().close();
        assertThat(folder().read().value().state().revision()).isEqualTo(3);
        assertThat(Files.readString(path.resolve("state.json"))).contains("\"revision\": 3");
    }

    @Test
    void aFullDiskLeavesWhatWasThereAndRefusesFromThenOn() {
        TestDisk disk = new TestDisk(TestDisk.Hook.NONE);
        FolderStore small = TestDisk.folder(path, clock, disk);
        try (OpenState state = opened(small.lock("apply"))) {
            state.append(started());
            disk.hook((when, what) -> {
                throw new IOException("No space left on device");
            });
            assertThatThrownBy(() -> state.append(new JournalEvent.WaveStarted(RUN, 1)))
                    .isInstanceOfSatisfying(
                            StateUnusable.class,
                            e -> assertThat(e.diagnostic().code()).isEqualTo("state-unwritable"));
            disk.hook(TestDisk.Hook.NONE);
            assertThatThrownBy(() -> state.append(new JournalEvent.WaveStarted(RUN, 1)))
                    .isInstanceOf(StateUnusable.class);
        }

        assertThat(small.read().value().entries()).hasSize(1);
    }
}
