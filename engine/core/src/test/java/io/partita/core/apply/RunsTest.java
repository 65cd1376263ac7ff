package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import io.partita.core.store.LockAttempt;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beginnings and ends of runs. */
class RunsTest {

    @TempDir
    Path folder;

    @Test
    void anEmptyPlanNeedsNoStateFolder() {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Plan empty = new Plan(scene.content(List.of(), List.of(), List.of(), List.of()));

        RunResult result = new Runner(scene, folder).apply().run(new SavedPlan(empty, "h", () -> "text"));

        assertThat(result.exit()).isEqualTo(ExitStatus.NOTHING_TO_DO);
        assertThat(folder.resolve(".partita")).doesNotExist();
    }

    @Test
    void irreversibleStepsWantTheirPartyConfirmed() {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.with(ApplyOptions.in(folder)).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("confirmation-missing");
            assertThat(said.kind()).isEqualTo(DiagnosticClass.REFUSED);
        });
        assertThat(result.next()).containsExactly(NextCommand.apply().with("--confirm", "Alice"));
        assertThat(folder.resolve(".partita")).doesNotExist();
    }

    @Test
    void manyPartiesAreMissedInOneMessageAndConfirmedByTheHash() {
        Scene scene = new Scene(35);
        List.of("P1", "P2", "P3", "P4", "P5", "P6").forEach(name -> scene.party(name, 1));
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult result = runner.with(ApplyOptions.in(folder)).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics())
                .singleElement()
                .satisfies(said -> assertThat(said.summary())
                        .isEqualTo("the plan does something to P1 and 5 more parties that cannot be taken back"));
        assertThat(result.next())
                .containsExactly(
                        NextCommand.apply().with("--confirm", plan.hash().substring(0, 12)));
    }

    @Test
    void aLockedStateIsLeftAlone() {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Runner runner = new Runner(scene, folder);
        LockAttempt mine = runner.folder.lock("apply");

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(mine).isInstanceOf(LockAttempt.Taken.class);
        assertThat(result.exit()).isEqualTo(ExitStatus.LOCKED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("state-locked");
        mine.match(
                taken -> {
                    taken.lease().close();
                    return null;
                },
                held -> held,
                unusable -> unusable);
    }

    @Test
    void aMovedFactStopsBeforeTheStepAndNamesItself() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.host(scene.after(alice, Onboarding.CLEAR, 2));
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        Outcome outcome = result.outcomes().get(new StepId("check-ready/participant1"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.moved().orElseThrow().fact().id()).isEqualTo("hosting/participant1/Alice");
            assertThat(refused.moved().orElseThrow().expected()).startsWith("serial 1");
            assertThat(refused.moved().orElseThrow().found()).startsWith("serial 2");
        });
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(result.interlocks()).isEmpty();
        assertThat(result.next()).containsExactly(NextCommand.plan());
    }

    @Test
    void aRunThatLeftNothingOpenIsSuperseded() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        scene.source.release = "3.5.1";
        Runner runner = new Runner(scene, folder);
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.STALE);

        scene.source.release = "3.5.0";
        RunResult result = runner.apply().run(new SavedPlan(plan.plan(), "1".repeat(64), () -> "another"));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(runner.folder.read().value().state().runs().get(0).abandoned())
                .hasValueSatisfying(why -> assertThat(why).startsWith("superseded by run "));
    }

    @Test
    void onlyTheSavedPlanIsResumed() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        RunResult waiting = runner.apply().run(plan);

        RunResult result = runner.apply().resume(new SavedPlan(plan.plan(), "1".repeat(64), () -> "another"));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("plan-differs");
        assertThat(runner.folder.planText(waiting.run().orElseThrow()).value()).isEqualTo("the plan");
    }

    @Test
    void nothingToResumeIsNoError() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);

        assertThat(new Runner(scene, folder)
                        .apply()
                        .resume(Scene.saved(scene.offline()))
                        .exit())
                .isEqualTo(ExitStatus.NOTHING_TO_DO);
    }

    @Test
    void aRunIsGivenUpOnlyBeforeTheLastSignature() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(participant ->
                participant.name().equals(Scene.SOURCE) ? participant : connectingAgain(scene, participant));
        assertThat(runner.apply().run(plan).diagnostics())
                .extracting(Diagnostic::code)
                .endsWith("not-isolated");
        scene.network.wrap(participant -> participant);
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);

        RunResult result = runner.apply().abandon(plan, "wrong night");

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(runner.folder.read().value().state().unfinishedRun()).isEmpty();
    }

    @Test
    void aTargetThatDoesNotComeBackKeepsItsWindowAndTheRun() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = stoppedWhenIsolated(scene, plan);
        scene.target.refusedReconnects = 1;

        RunResult result = runner.apply().abandon(plan, "wrong night");

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).last().satisfies(said -> {
            assertThat(said.code()).isEqualTo("not-reconnected");
            assertThat(said.summary()).isEqualTo("participant2 is still disconnected from " + TinyNetwork.ALIAS);
            assertThat(said.next()).containsExactly(NextCommand.resume().with("--abandon"));
        });
        assertThat(result.next()).containsExactly(NextCommand.resume().with("--abandon"));
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.ISOLATION);
        assertThat(runner.folder.read().value().state().unfinishedRun()).isPresent();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);

        assertThat(runner.apply().abandon(plan, "wrong night").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
        assertThat(runner.folder.read().value().state().interlocks()).isEmpty();
    }

    /** A connection that is gone again at once is none, whatever the call answered. */
    @Test
    void whatReadingShowsOfATargetCountsAndNotWhatReconnectingAnswers() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = stoppedWhenIsolated(scene, plan);
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> name.equals("reconnect") ? Boolean.TRUE : call.proceed(), found));

        RunResult result = runner.apply().abandon(plan, "wrong night");

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).endsWith("not-reconnected");
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.ISOLATION);
    }

    /** The source loses every schedule that it is given, so that not even the run's end puts it back. */
    @Test
    void aScheduleThatIsNotKeptStaysOpenAndTheTargetComesBackNevertheless() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        UnaryOperator<Participant> forgetting = found -> Intercepted.by(
                (name, arguments, call) -> name.equals("setPruningSchedule") ? null : call.proceed(), found);
        Runner runner = stoppedWhenIsolated(scene, plan, forgetting);
        scene.network.wrap(forgetting);

        RunResult result = runner.apply().abandon(plan, "wrong night");

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("open-pruning", "participant-refused");
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.PRUNING_SUSPENDED);
        assertThat(runner.folder.read().value().state().unfinishedRun()).isPresent();
        assertThat(scene.target.connected).isTrue();

        scene.network.wrap(UnaryOperator.identity());
        assertThat(runner.apply().abandon(plan, "wrong night").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    private Runner stoppedWhenIsolated(Scene scene, SavedPlan plan) {
        return stoppedWhenIsolated(scene, plan, UnaryOperator.identity());
    }

    /** A run that ends before the signature, with its target away. */
    private Runner stoppedWhenIsolated(Scene scene, SavedPlan plan, UnaryOperator<Participant> others) {
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(participant -> others.apply(
                participant.name().equals(Scene.SOURCE) ? participant : connectingAgain(scene, participant)));
        runner.apply().run(plan);
        scene.network.wrap(UnaryOperator.identity());
        scene.target.connected = false;
        return runner;
    }

    /** Somebody connects the target by hand as soon as it is isolated. */
    private static Participant connectingAgain(Scene scene, Participant participant) {
        if (!scene.target.connected && scene.source.ledger.size() > 3) {
            scene.target.connected = true;
        }
        return participant;
    }

    @Test
    void aRunThatHasSignedIsNotGivenUp() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        runner.apply().run(plan);

        RunResult result = runner.apply().abandon(plan, "impatient");

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).endsWith("abandon-unsafe");
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void stepsOfOthersAreLookedAtAndNeverDone() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        scene.operators(Map.of(Scene.TARGET, "bank-b"));
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.with(runner.options().as("bank-a")).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("operator-wanted");
        assertThat(scene.target.vetted).isEmpty();
    }

    @Test
    void aStopIsCleanAndTheRunIsResumed() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        Apply[] apply = new Apply[1];
        runner.listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.id().id().equals("clear-onboarding/participant2/Alice")) {
                    apply[0].requestStop();
                }
            }
        });
        apply[0] = runner.apply();

        RunResult stopped = apply[0].run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics()).extracting(Diagnostic::code).endsWith("run-stopped");
        assertThat(stopped.next()).first().isEqualTo(NextCommand.resume());
        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** A thread that is interrupted gets no answer, so the run's end must not be one. */
    @Test
    void anInterruptOfTheCallerStopsTheRunAndLosesNothing() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Thread caller = Thread.currentThread();
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (Thread.currentThread().isInterrupted()) {
                        throw scene.source.failed(CallFailure.Kind.UNREACHABLE, "CANCELLED", "interrupted");
                    }
                    return call.proceed();
                },
                found));
        Runner runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == Step.Kind.EXPORT_ACS) {
                    caller.interrupt();
                }
            }
        });

        RunResult stopped = runner.apply().run(plan);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics()).extracting(Diagnostic::code).endsWith("run-stopped");
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(runner.folder.read().value().state().runs().get(0).exit()).contains(ExitStatus.ERROR);

        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void theListenerSeesTheWholeRunAndCannotBreakIt() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        List<String> news = new ArrayList<>();
        Runner runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void runStarted(RunId run, Plan plan, Beginning beginning) {
                news.add("run " + beginning);
            }

            @Override
            public void windowOpened(ParticipantName target, Instant since) {
                news.add("opened " + target);
            }

            @Override
            public void windowClosed(ParticipantName target, Duration age) {
                news.add("closed " + target);
            }

            @Override
            public void waveEnded(Wave wave) {
                if (wave.title().equals("verify the hosting")) {
                    throw new IllegalStateException("the terminal is gone");
                }
            }

            @Override
            public void runEnded(RunResult result) {
                news.add("ended");
            }
        });

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(news).containsExactly("run FIRST", "opened participant2", "closed participant2");
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("output-failed");
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aDryRunChangesNothingAndSaysHowFarItLooked() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());

        DryRunReport report = runner.apply().dryRun(plan);

        assertThat(report.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(report.forecasts()).hasSameSizeAs(plan.plan().steps().toList());
        assertThat(report.forecasts())
                .filteredOn(forecast -> forecast.step().id().id().equals("reconnect/participant2"))
                .singleElement()
                .satisfies(forecast ->
                        assertThat(forecast.coverage()).isEqualTo(DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS));
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(folder.resolve(".partita")).doesNotExist();

        scene.source.pruning = Optional.empty();
        DryRunReport stale = runner.apply().dryRun(plan);
        assertThat(stale.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(stale.diagnostics())
                .isNotEmpty()
                .extracting(Diagnostic::code)
                .containsOnly("fact-moved");
    }

    /** There nothing that the plan names is known, and only its own name says why. */
    @Test
    void aDryRunAgainstAnotherNetworkSaysThatItIsAnother() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        PhysicalSynchronizerId planned = scene.network.synchronizer;
        PhysicalSynchronizerId another = new Scene(34).network.synchronizer;
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("synchronizer")) {
                        return another;
                    }
                    if (arguments != null && List.of(arguments).contains(planned)) {
                        throw scene.source.failed(CallFailure.Kind.NOT_FOUND, "TOPOLOGY_STORE_NOT_FOUND", "not known");
                    }
                    return call.proceed();
                },
                found));

        DryRunReport report = new Runner(scene, folder).apply().dryRun(plan);

        assertThat(report.forecasts())
                .filteredOn(forecast -> forecast.step().kind() == Step.Kind.CHECK_READY)
                .hasSize(2)
                .allSatisfy(forecast -> {
                    assertThat(forecast.verdict()).isEqualTo(DryRunReport.Verdict.STALE);
                    assertThat(forecast.found()).isEqualTo(another.toString());
                });
        assertThat(report.diagnostics())
                .filteredOn(said -> said.code().equals("fact-moved"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(said -> {
                    assertThat(said.summary()).startsWith("identity/");
                    assertThat(said.detail()).isEqualTo("expected " + planned + "; found " + another);
                    assertThat(said.next()).containsExactly(NextCommand.plan());
                });
    }

    @Test
    void aReconnectThatTakesTimeIsWaitedFor() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        scene.target.refusedReconnects = 1;
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(participant -> {
            if (scene.target.imports > 0 && scene.target.refusedReconnects == 0) {
                scene.target.connected = true;
            }
            return participant;
        });

        assertThat(runner.apply().run(Scene.saved(scene.offline())).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.target.refusedReconnects).isZero();
    }

    /** Not only exceptions: what the process itself runs out of ends the step, and the run ends as it always does. */
    @Test
    void anErrorWithinAStepIsTheEndOfTheStepOnly() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("exportAcs")) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return call.proceed();
                },
                participant));

        RunResult ended = runner.apply().run(plan);

        assertThat(ended.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(ended.diagnostics())
                .extracting(Diagnostic::code)
                .contains("open-isolation", "resume-before-pruning")
                .endsWith("process-exhausted");
        assertThat(ended.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.ISOLATION);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(runner.folder.read().value().state().runs().get(0).exit()).contains(ExitStatus.ERROR);

        scene.network.wrap(participant -> participant);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void anOutcomeThatNobodyCanTellStopsTheRunUntilAResumeReadsIt() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        boolean[] signed = {false};
        scene.network.wrap(participant -> {
            boolean consents = !scene.target.connected && participant.name().equals(Scene.SOURCE);
            return consents ? new LostAnswers(signed).apply(participant) : participant;
        });

        RunResult unknown = runner.apply().run(plan);

        assertThat(unknown.exit()).isEqualTo(ExitStatus.UNKNOWN);
        assertThat(unknown.outcomes().get(new StepId("sign/participant1/Alice/2")))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(unknown.next()).first().isEqualTo(NextCommand.resume());
        assertThat(scene.target.connected).isFalse();

        scene.network.wrap(participant -> participant);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** Signing has its effect and its answer is lost; from then on nothing can be read. */
    private record LostAnswers(boolean[] signed) implements UnaryOperator<Participant> {

        @Override
        public Participant apply(Participant participant) {
            return (Participant) Proxy.newProxyInstance(
                    Participant.class.getClassLoader(),
                    new Class<?>[] {Participant.class},
                    (self, method, arguments) -> {
                        boolean name = method.getName().equals("name");
                        if (signed[0] && !name) {
                            throw failure(CallFailure.Kind.UNREACHABLE);
                        }
                        Object answer = method.invoke(participant, arguments);
                        if (method.getName().equals("sign")) {
                            signed[0] = true;
                            throw failure(CallFailure.Kind.OUTCOME_UNKNOWN);
                        }
                        return answer;
                    });
        }

        private static CallFailed failure(CallFailure.Kind kind) {
            return new CallFailed(new CallFailure(kind, "UNAVAILABLE", "", "signing", "p1:5002", Optional.empty()));
        }
    }
}
