package io.partita.cli.live;

import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.core.apply.ApplyListener;
import io.partita.core.apply.RunResult;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.UniqueIdentifier;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run that was written down: a resumed one with every kind of event. */
final class Script {

    static final CommandText COMMANDS = new CommandText("partita", Optional.empty(), Place.of("hosting"));

    private static final String NAMESPACE = "1220" + "ab".repeat(32);
    private static final ParticipantName SOURCE = new ParticipantName("participant1");
    static final ParticipantName TARGET = new ParticipantName("participant2");
    static final RunId RUN = new RunId("20260102-030405-1f3a9c");
    private static final PartyId ALICE = PartyId.of("Alice::" + NAMESPACE);
    private static final ParticipantId TARGET_ID = new ParticipantId(
            UniqueIdentifier.parse("participant2::" + NAMESPACE).orElseThrow());
    private static final HostingMapping CLEARED = new HostingMapping(
            ALICE, 3, 1, List.of(new Host(TARGET_ID, Permission.OBSERVATION, Onboarding.CLEAR)), Optional.empty());

    static final Step READY = new Step.CheckReady(head("ready/participant1", SOURCE));
    static final Step READY_TARGET = new Step.CheckReady(head("ready/participant2", TARGET));
    static final Step VET = new Step.VetPackages(head("vet/participant2", TARGET), new TreeSet<>(), List.of());
    static final Step ISOLATE = new Step.Isolate(head("isolate/participant2", TARGET), List.of());
    static final Step EXPORT = new Step.ExportAcs(
            head("export/participant1/Alice", SOURCE),
            ALICE,
            TARGET,
            new StepId("note/participant1/Alice"),
            new StepId("party-consent/Alice"));
    static final Step RECONNECT =
            new Step.Reconnect(head("reconnect/participant2", TARGET), List.of(), new TreeSet<>());
    static final Step CLEAR = new Step.ClearOnboarding(
            head("clear/participant2/Alice", TARGET), ALICE, CLEARED, Optional.empty(), Optional.empty());
    static final Step VERIFY =
            new Step.VerifyContracts(head("verify-contracts/participant2/Alice", TARGET), ALICE, SOURCE);

    private static final Wave PREFLIGHT = new Wave(0, "preflight", List.of(READY, READY_TARGET));
    private static final Wave PACKAGES = new Wave(1, "vet packages on the target", List.of(VET));
    private static final Wave ISOLATION = new Wave(2, "isolate the target", List.of(ISOLATE));
    private static final Wave CONTRACTS = new Wave(3, "export the contracts", List.of(EXPORT));
    private static final Wave BACK = new Wave(4, "reconnect the target", List.of(RECONNECT));
    private static final Wave END = new Wave(5, "clear the flag and verify", List.of(CLEAR, VERIFY));

    static final Plan PLAN = new Plan(
            "mysynchronizer",
            PhysicalSynchronizerId.parse("da::" + NAMESPACE + "::35-0").orElseThrow(),
            Duration.ofSeconds(60),
            new TreeMap<>(),
            List.of(),
            List.of(),
            List.of(),
            List.of(PREFLIGHT, PACKAGES, ISOLATION, CONTRACTS, BACK, END));

    private final ApplyListener listener;
    private final HandClock clock;

    Script(ApplyListener listener, HandClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    private static Step.Head head(String id, ParticipantName participant) {
        return new Step.Head(
                new StepId(id),
                participant,
                Optional.of("bank-b"),
                new TreeSet<>(),
                new TreeSet<>(),
                Step.Reversal.REPLACEABLE,
                "because the script says so");
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
        listener.stepStarted(VERIFY);
        for (int poll = 0; poll < 3; poll++) {
            listener.stepWaiting(
                    CLEAR,
                    "until the onboarding flag is cleared",
                    Optional.of(clock.instant().plusSeconds(42)));
            pass(1000);
        }
        listener.noticed(
                VERIFY,
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
                new TreeMap<>(Map.of("file", "acs/Alice")));
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

    private void took(Step step, long millis, Outcome outcome) {
        listener.stepStarted(step);
        pass(millis);
        listener.stepEnded(step, outcome, Duration.ofMillis(millis));
    }

    private void pass(long millis) {
        clock.pass(Duration.ofMillis(millis));
    }
}
