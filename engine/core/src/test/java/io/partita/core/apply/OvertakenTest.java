package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes the hosting by hand while a run is at it, and its target is away. */
class OvertakenTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);
    private final SavedPlan plan = Scene.saved(scene.offline());
    private final List<Host> ofTheSource = List.of(host(Permission.CONFIRMATION));

    private Host host(Permission permission) {
        return new Host(scene.source.id, permission, Onboarding.CLEAR);
    }

    private Host target(Onboarding onboarding) {
        return new Host(scene.target.id, Permission.OBSERVATION, onboarding);
    }

    private void change(int serial, List<Host> hosts) {
        scene.network.change(new HostingMapping(alice, serial, 1, hosts, Optional.empty()));
        pass();
    }

    private void pass() {
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    /** How far the completing signature had come when the run was interrupted. */
    private enum Signed {
        /** It was announced, and the call never made. */
        ANNOUNCED,
        /** It was given, and nothing in the journal says so. */
        GIVEN,
        /** It was given and is effective, and the journal says that. */
        EFFECTIVE
    }

    private Runner stoppedAt(Signed signed) {
        Runner runner = new Runner(scene, folder);
        if (signed == Signed.EFFECTIVE) {
            stoppingBefore(runner, Step.Kind.AWAIT_EFFECTIVE);
        } else {
            breaking(scene, signed == Signed.GIVEN);
            assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.ERROR);
            scene.network.wrap(UnaryOperator.identity());
        }
        assertThat(scene.target.connected).isFalse();
        pass();
        return runner;
    }

    private void stoppingBefore(Runner runner, Step.Kind kind) {
        Apply[] apply = new Apply[1];
        runner.listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == kind) {
                    apply[0].requestStop();
                }
            }
        });
        apply[0] = runner.apply();
        assertThat(apply[0].run(plan).diagnostics())
                .extracting(Diagnostic::code)
                .endsWith("run-stopped");
        runner.listening(ApplyListener.SILENT);
    }

    private static Diagnostic said(RunResult result, String code) {
        return result.diagnostics().stream()
                .filter(said -> said.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.diagnostics().toString()));
    }

    // ---- what was effective ----

    /** The target is the host that the plan made it, so its contracts are brought as of then. */
    @ParameterizedTest
    @EnumSource(
            value = Signed.class,
            names = {"GIVEN", "EFFECTIVE"})
    void aChangeThatLeavesTheTargetAsItIsDoesNotKeepItsContractsAway(Signed signed) {
        Runner runner = stoppedAt(signed);
        Instant activation = scene.network.authorized.get(alice).get(1).validFrom();
        change(3, List.of(host(Permission.CONFIRMATION), target(Onboarding.FLAGGED)));
        change(4, List.of(host(Permission.OBSERVATION), target(Onboarding.FLAGGED)));

        RunResult result = runner.apply().resume(plan);

        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsOnly("hosting-differs");
        assertThat(result.interlocks()).isEmpty();
        assertThat(activations(runner)).containsOnly(activation);
        assertThat(scene.target.active(alice, Long.MAX_VALUE))
                .hasSize(3)
                .isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
        assertThat(scene.network
                        .head(alice, scene.time.instant())
                        .orElseThrow()
                        .mapping()
                        .host(scene.target.id))
                .contains(target(Onboarding.CLEAR));
    }

    private static List<Instant> activations(Runner runner) {
        return runner.folder.read().value().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.ResultKept.class::isInstance)
                .map(event -> ((JournalEvent.ResultKept) event).result())
                .filter(Result.Activation.class::isInstance)
                .map(result -> ((Result.Activation) result).effective())
                .toList();
    }

    /** How a hand can change what the plan has made. */
    private enum Hand {
        TAKES_THE_TARGET_AWAY {
            @Override
            void change(OvertakenTest test) {
                test.change(3, test.ofTheSource);
            }
        },
        TAKES_IT_AWAY_AND_BRINGS_IT_BACK {
            @Override
            void change(OvertakenTest test) {
                test.change(3, test.ofTheSource);
                test.change(4, List.of(test.host(Permission.SUBMISSION), test.target(Onboarding.FLAGGED)));
            }
        },
        CLEARS_ITS_FLAG {
            @Override
            void change(OvertakenTest test) {
                test.change(3, List.of(test.host(Permission.SUBMISSION), test.target(Onboarding.CLEAR)));
            }
        };

        abstract void change(OvertakenTest test);
    }

    @ParameterizedTest
    @EnumSource(Hand.class)
    void aChangeOfTheTargetItselfStopsTheRunAndNothingGivesItUp(Hand hand) {
        Runner runner = stoppedAt(Signed.EFFECTIVE);
        hand.change(this);

        RunResult resumed = runner.apply().resume(plan);

        assertThat(resumed.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said(resumed, "mapping-moved-on").hint()).startsWith("Keep participant2 disconnected");
        assertThat(said(resumed, "mapping-moved-on").next()).doesNotContain(NextCommand.abandon());
        requireNotGivenUp(runner, "a party's hosting was or may have been signed");
    }

    private void requireNotGivenUp(Runner runner, String why) {
        RunResult given = runner.apply().abandon(plan, "tried");

        assertThat(given.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said(given, "abandon-unsafe").detail()).contains(why);
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);
        assertThat(given.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.ISOLATION);
    }

    // ---- what never was ----

    @Test
    void aSignatureWhoseSerialIsTakenNeverWasAndTheRunIsGivenUp() {
        Runner runner = stoppedAt(Signed.ANNOUNCED);
        change(2, ofTheSource);

        RunResult resumed = runner.apply().resume(plan);

        assertThat(resumed.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said(resumed, "mapping-moved-on").next()).containsExactly(NextCommand.abandon());
        RunResult given = runner.apply().abandon(plan, "overtaken");
        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(given.interlocks()).isEmpty();
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
    }

    @Test
    void asLongAsItsSerialIsFreeASignatureThatWasAnnouncedMayBeGiven() {
        requireNotGivenUp(stoppedAt(Signed.ANNOUNCED), "was or may have been signed");
    }

    /** The signature was lost, and a hand made the same participant a host. */
    @Test
    void aTargetThatAnotherMappingMadeAHostKeepsTheRun() {
        Runner runner = stoppedAt(Signed.ANNOUNCED);
        change(2, List.of(host(Permission.CONFIRMATION), target(Onboarding.FLAGGED)));
        change(3, ofTheSource);

        requireNotGivenUp(runner, "participant1 shows that participant2 became a host of Alice");
        assertThat(said(runner.apply().resume(plan), "mapping-moved-on").next()).doesNotContain(NextCommand.abandon());
    }

    /** Its view may be old, and a target a host by now. */
    @Test
    void whoIsAwayCannotTellThatASignatureNeverWas() {
        Runner runner = stoppedAt(Signed.ANNOUNCED);
        change(2, ofTheSource);
        scene.source.connected = false;

        requireNotGivenUp(runner, "was or may have been signed");
    }

    @Test
    void whoDoesNotAnswerCannotTellEither() {
        Runner runner = stoppedAt(Signed.ANNOUNCED);
        change(2, ofTheSource);
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("hostingHistory")) {
                        throw scene.source.failed(CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "connection refused");
                    }
                    return call.proceed();
                },
                found));

        requireNotGivenUp(runner, "was or may have been signed");
    }

    /** A successor is sequenced, and may make the target a host. */
    @Test
    void whatIsChangingTellsNothingYet() {
        Runner runner = stoppedAt(Signed.ANNOUNCED);
        change(2, ofTheSource);
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) ->
                        name.equals("hostingHistory") ? ended(scene.network.authorized.get(alice)) : call.proceed(),
                found));

        requireNotGivenUp(runner, "was or may have been signed");
    }

    private List<HostingState> ended(List<HostingState> history) {
        List<HostingState> all = new ArrayList<>(history);
        HostingState last = all.remove(all.size() - 1);
        all.add(new HostingState(
                last.mapping(), last.validFrom(), Optional.of(scene.time.instant()), last.transactionHash()));
        return all;
    }

    // ---- before the signature ----

    /** The facts of the signature are not asked for any more then. */
    @Test
    void aChangeBeforeTheSignatureSaysHowTheTargetComesBack() {
        Runner runner = changing(ofTheSource);

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said(result, "mapping-moved-on").hint()).isEqualTo("Give the run up, then plan again.");
        assertThat(said(result, "mapping-moved-on").next()).containsExactly(NextCommand.abandon());
        assertThat(runner.apply().abandon(plan, "overtaken").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
    }

    /** Others signed in the place of the party, which this run has not: the target must stay away all the same. */
    @Test
    void aTargetThatAHandMadeAHostBeforeTheSignatureIsNotConnected() {
        Runner runner = changing(List.of(host(Permission.CONFIRMATION), target(Onboarding.FLAGGED)));

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said(result, "mapping-moved-on").next()).doesNotContain(NextCommand.abandon());
        requireNotGivenUp(runner, "participant1 shows that participant2 became a host of Alice");
    }

    private Runner changing(List<Host> hosts) {
        return new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.id().equals(new StepId("sign/participant1/Alice/2"))) {
                    change(2, hosts);
                }
            }
        });
    }

    // ---- a party that was seen to be unused ----

    /** Until that is confirmed nothing else is done, and the confirmation looks at the activation of then. */
    @Test
    void anUnusedPartyIsConfirmedThoughItsHostingWasChangedSince() {
        Scene unused = new Scene(35);
        PartyId bob = unused.party("Bob", 0);
        SavedPlan simple = Scene.saved(unused.simple());
        Runner runner = new Runner(unused, folder);
        breaking(unused, true);
        assertThat(runner.apply().run(simple).interlocks())
                .extracting(Interlock::kind)
                .containsExactly(Interlock.Kind.UNCONFIRMED_USE);
        unused.network.wrap(UnaryOperator.identity());
        changed(unused, bob, 3, List.of(host(Permission.CONFIRMATION), target(Onboarding.CLEAR)));

        RunResult result = runner.apply().resume(simple);

        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsOnly("hosting-differs");
        assertThat(result.interlocks()).isEmpty();
    }

    @Test
    void ofASignatureThatNeverWasNoUseHasToBeConfirmed() {
        Scene unused = new Scene(35);
        PartyId bob = unused.party("Bob", 0);
        SavedPlan simple = Scene.saved(unused.simple());
        Runner runner = new Runner(unused, folder);
        breaking(unused, false);
        runner.apply().run(simple);
        unused.network.wrap(UnaryOperator.identity());
        assertThat(runner.apply().abandon(simple, "too early").exit()).isEqualTo(ExitStatus.REFUSED);
        changed(unused, bob, 2, ofTheSource);

        assertThat(said(runner.apply().resume(simple), "mapping-moved-on").next())
                .containsExactly(NextCommand.abandon());
        RunResult given = runner.apply().abandon(simple, "overtaken");

        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(given.interlocks()).isEmpty();
    }

    /** The party's signature breaks in the middle. @param given whether it has had its effect */
    private static void breaking(Scene unused, boolean given) {
        unused.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("sign") && found.name().equals(Scene.SOURCE)) {
                        if (given) {
                            call.proceed();
                        }
                        throw new IllegalStateException("broken in the middle");
                    }
                    return call.proceed();
                },
                found));
    }

    private static void changed(Scene unused, PartyId party, int serial, List<Host> hosts) {
        unused.time.pass(Duration.ofSeconds(5));
        unused.network.change(new HostingMapping(party, serial, 1, hosts, Optional.empty()));
        unused.time.pass(Duration.ofSeconds(5));
        unused.network.settle();
    }
}
