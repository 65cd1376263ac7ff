package io.partita.cli.live;

import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.core.apply.ApplyListener;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Wave;
import io.partita.core.plan.Window;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run that was written down: a resumed one with every kind of event. */
final class Script {

    static final CommandText COMMANDS = new CommandText("partita", Optional.empty(), Place.of("hosting"));

    private static final SortedSet<PackageId> VETTED = new TreeSet<>(List.of(new PackageId("ab".repeat(32))));
    private static final String NAMESPACE = "1220" + "ab".repeat(32);
    private static final ParticipantName SOURCE = new ParticipantName("participant1");
    static final ParticipantName TARGET = new ParticipantName("participant2");
    static final RunId RUN = new RunId("20260102-030405-1f3a9c");
    private static final PartyId ALICE = PartyId.of("Alice::" + NAMESPACE);
    private static final ParticipantId TARGET_ID = id(TARGET);

    static final Plan PLAN = new Plan(new PlanContent(
            Home.BESIDE,
            Home.BESIDE,
            "mysynchronizer",
            PhysicalSynchronizerId.parse("da::" + NAMESPACE + "::35-0").orElseThrow(),
            Duration.ofSeconds(60),
            new TreeMap<>(Map.of(SOURCE, participant(SOURCE), TARGET, participant(TARGET))),
            new TreeMap<>(),
            List.of(),
            List.of(change("Alice"), change("Bob")),
            List.of(),
            List.of(new Vetting(
                    TARGET, VETTED, List.of(new DarSource.DarFile("a.dar", "cd".repeat(32), VETTED.first(), VETTED)))),
            List.of(new ExportSource(SOURCE, Optional.empty())),
            List.of(new Window(
                    1,
                    TARGET,
                    List.of(new PlannedConnection(
                            "mysynchronizer", Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC)),
                    new TreeSet<>(),
                    List.of(transfer("Alice"), transfer("Bob"))))));

    static final Step READY = step(Step.Kind.CHECK_READY, SOURCE, "");
    static final Step READY_TARGET = step(Step.Kind.CHECK_READY, TARGET, "");
    static final Step VET = step(Step.Kind.VET_PACKAGES, TARGET, "");
    static final Step ISOLATE = step(Step.Kind.ISOLATE, TARGET, "");
    static final Step EXPORT = step(Step.Kind.EXPORT_ACS, SOURCE, "Alice");
    static final Step RECONNECT = step(Step.Kind.RECONNECT, TARGET, "");
    static final Step CLEAR = step(Step.Kind.CLEAR_ONBOARDING, TARGET, "Alice");
    private static final Step CLEAR_OTHER = step(Step.Kind.CLEAR_ONBOARDING, TARGET, "Bob");

    private static final Wave PREFLIGHT = waveOf(READY);
    private static final Wave PACKAGES = waveOf(VET);
    private static final Wave ISOLATION = waveOf(ISOLATE);
    private static final Wave CONTRACTS = waveOf(EXPORT);
    private static final Wave BACK = waveOf(RECONNECT);
    private static final Wave END = waveOf(CLEAR);

    private final ApplyListener listener;
    private final HandClock clock;

    Script(ApplyListener listener, HandClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    private static ParticipantId id(ParticipantName name) {
        return ParticipantId.of(name + "::" + NAMESPACE);
    }

    private static PlannedParticipant participant(ParticipantName name) {
        return new PlannedParticipant(
                name,
                id(name),
                "3.5.10",
                List.of(34, 35),
                new Access.Sandbox(),
                Optional.of("bank-b"),
                new Backup.Unattended());
    }

    private static PartyChange change(String name) {
        return new PartyChange(
                name,
                PartyId.of(name + "::" + NAMESPACE),
                Optional.of(mapping(name, 1, List.of())),
                1,
                Route.of(Route.Reason.DECLARED_OFFLINE),
                Authority.of(new Fingerprint(NAMESPACE), SOURCE),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>());
    }

    private static Transfer transfer(String name) {
        Host flagged = new Host(TARGET_ID, Permission.OBSERVATION, Onboarding.FLAGGED);
        return new Transfer(mapping(name, 2, List.of(flagged)), SOURCE, new TreeSet<>(), 3);
    }

    private static HostingMapping mapping(String name, int serial, List<Host> more) {
        List<Host> hosts = new ArrayList<>(List.of(new Host(id(SOURCE), Permission.SUBMISSION, Onboarding.CLEAR)));
        hosts.addAll(more);
        return new HostingMapping(PartyId.of(name + "::" + NAMESPACE), serial, 1, hosts, Optional.empty());
    }

    /** @param party the beginning of its id; empty for a step about a participant */
    private static Step step(Step.Kind kind, ParticipantName participant, String party) {
        return PLAN.steps()
                .filter(step -> step.kind() == kind && step.participant().equals(participant))
                .filter(step ->
                        step.party().map(id -> id.uid().identifier()).orElse("").equals(party))
                .findFirst()
                .orElseThrow();
    }

    private static Wave waveOf(Step step) {
        return PLAN.waves().stream()
                .filter(wave -> wave.steps().contains(step))
                .findFirst()
                .orElseThrow();
    }

    void everything() {
        beginning();
        export();
        reconnect();
        waitForTheFlag();
        end();
    }

    void beginning() {
        listener.runStarted(RUN, PLAN, ApplyListener.Beginning.RESUMED);
        listener.waveStarted(PREFLIGHT);
        took(READY, 400, new Outcome.Applied("healthy"));
        took(READY_TARGET, 200, new Outcome.AlreadyInPlace("looked at before"));
        listener.waveEnded(PREFLIGHT);
        listener.waveStarted(PACKAGES);
        listener.waveEnded(PACKAGES);
        listener.waveStarted(ISOLATION);
        listener.stepStarted(ISOLATE);
        pass(1200);
        listener.windowOpened(TARGET, clock.instant());
        listener.stepEnded(ISOLATE, new Outcome.Applied("away from da"), Duration.ofMillis(1200));
        listener.waveEnded(ISOLATION);
    }

    void export() {
        listener.waveStarted(CONTRACTS);
        listener.stepStarted(EXPORT);
        pass(1000);
        listener.stepProgress(EXPORT, 250, 1, 1000);
        pass(100);
        listener.stepProgress(EXPORT, 500, 20, 1000);
        pass(6900);
        listener.heartbeat(EXPORT, "exporting", Duration.ofSeconds(8));
        listener.stepProgress(EXPORT, 999, 39, 1000);
        pass(100);
        listener.stepProgress(EXPORT, 1000, 40, 1000);
        listener.stepEnded(EXPORT, new Outcome.Applied("40 contracts"), Duration.ofMillis(8100));
        listener.heartbeat(EXPORT, "exporting", Duration.ofMillis(8100));
        listener.waveEnded(CONTRACTS);
    }

    void reconnect() {
        listener.waveStarted(BACK);
        listener.stepStarted(RECONNECT);
        pass(2000);
        listener.windowClosed(TARGET, Duration.ofMillis(10_100));
        listener.stepEnded(RECONNECT, new Outcome.Applied("caught up"), Duration.ofSeconds(2));
        listener.waveEnded(BACK);
    }

    void waitForTheFlag() {
        listener.waveStarted(END);
        listener.stepStarted(CLEAR);
        listener.stepStarted(CLEAR_OTHER);
        for (int poll = 0; poll < 3; poll++) {
            listener.stepWaiting(
                    CLEAR,
                    "until the onboarding flag is cleared",
                    Optional.of(clock.instant().plusSeconds(42)));
            pass(1000);
        }
        listener.noticed(
                CLEAR_OTHER,
                Diagnostic.warning("late-contract", "a contract\u001b[2J came late")
                        .because("it was made while the target was away")
                        .fix("Nothing, it is there now.")
                        .about("Alice")
                        .at(new SourceRange("main.groovy", new Position(3, 1), new Position(3, 9))));
        listener.heartbeat(CLEAR, "until the onboarding flag is cleared", Duration.ofSeconds(3));
    }

    void end() {
        Diagnostic note = Diagnostic.note("flag-not-cleared", "the onboarding flag is still there")
                .next(NextCommand.resume());
        Outcome waiting = new Outcome.Waiting(
                Outcome.Whom.TIME, note, Optional.of(clock.instant().plusSeconds(39)));
        listener.stepEnded(CLEAR, waiting, Duration.ofSeconds(3));
        Map<StepId, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(READY.id(), new Outcome.Applied("healthy"));
        outcomes.put(CLEAR.id(), waiting);
        Interlock open = new Interlock(
                Interlock.Kind.PARTIAL_IMPORT,
                TARGET,
                TARGET_ID,
                Optional.of(ALICE),
                RUN,
                clock.instant(),
                Optional.empty());
        listener.runEnded(new RunResult(
                ExitStatus.WAITING,
                Optional.of(RUN),
                outcomes,
                List.of(note),
                List.of(open),
                List.of(NextCommand.resume())));
    }

    /** Every outcome that the run above does not have. */
    void misfortunes() {
        Diagnostic error = Diagnostic.error("went-wrong", "it went wrong")
                .because("of this")
                .fix("Do that.");
        MovedFact moved = new MovedFact(new FactId("hosting/participant1/Alice"), "serial 2", "serial 3");
        listener.lockWatched("ann@elsewhere (process 1), apply since 2026-01-02T03:04:05Z");
        listener.runStarted(RUN, PLAN, ApplyListener.Beginning.FIRST);
        listener.waveStarted(PREFLIGHT);
        took(READY, 100, new Outcome.Refused(error, Optional.of(moved)));
        took(READY_TARGET, 100, new Outcome.Failed(error));
        took(VET, 100, new Outcome.Unknown(error));
    }

    /** A text in every place that a participant, a file or another user can fill. */
    static void say(String text, ApplyListener listener) {
        Diagnostic said = Diagnostic.warning("went-wrong", text)
                .because(text)
                .fix(text)
                .next(NextCommand.apply().with("--confirm", text));
        listener.lockWatched(text);
        listener.runStarted(RUN, PLAN, ApplyListener.Beginning.FIRST);
        listener.waveStarted(new Wave(0, text, PREFLIGHT.steps()));
        listener.stepStarted(EXPORT);
        listener.stepWaiting(EXPORT, text, Optional.empty());
        listener.heartbeat(EXPORT, text, Duration.ofSeconds(8));
        listener.noticed(EXPORT, said);
        listener.stepStarted(READY);
        listener.stepEnded(READY, new Outcome.Applied(text), Duration.ofSeconds(1));
        listener.stepStarted(VET);
        listener.stepEnded(VET, new Outcome.Failed(said), Duration.ofSeconds(1));
    }

    private void took(Step step, long millis, Outcome outcome) {
        listener.stepStarted(step);
        pass(millis);
        listener.stepEnded(step, outcome, Duration.ofMillis(millis));
    }

    private void pass(long millis) {
        clock.pass(Duration.ofMillis(millis));
    }
}
