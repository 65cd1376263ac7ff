package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.StepId;
import io.partita.core.provider.Clearance;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The onboarding flag and the times around it: who clears it, who is asked when, and what is waited for. */
class FlagsAndTimesTest {

    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    // ---- the flag ----

    @Test
    void onboardingClearedByTheNodeItselfAt35WithTheParty() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.target.askedToClear).isEmpty();
        assertThat(outcome(result, "clear-onboarding/participant2/Alice")).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aNodeThatDoesNotClearByItselfAt35IsAskedHalfAMinuteAfterTheSafeTimeAndNotBefore() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        scene.target.forgetful = true;

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.target.askedToClear)
                .singleElement()
                .satisfies(asked -> assertThat(asked)
                        .isBetween(
                                safe(scene, alice).plus(GRACE),
                                safe(scene, alice).plus(GRACE).plusSeconds(10)));
    }

    @Test
    void onboardingClearedByPollingAt34() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 3);

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        List<Instant> asked = scene.target.askedToClear;
        assertThat(asked).hasSizeBetween(1, 3);
        assertThat(asked.get(0)).as("at once").isBefore(safe(scene, alice));
        asked.stream().skip(1).forEach(again -> assertThat(again).isAfter(safe(scene, alice)));
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void aFlagThatIsGoneIsNeverAskedFor(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        after(scene, "reconnect", () -> {
            scene.network.armed.put(alice + " " + scene.target.id, true);
            scene.time.pass(Duration.ofSeconds(90));
            scene.network.settle();
            scene.time.pass(Duration.ofSeconds(1));
        });

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.askedToClear).isEmpty();
        assertThat(outcome(result, "clear-onboarding/participant2/Alice")).isInstanceOf(Outcome.AlreadyInPlace.class);
    }

    @Test
    void anEarliestRetryInThePastIsNoReasonToAskWithoutAPause() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 3);
        for (int answer = 0; answer < 5; answer++) {
            scene.target.clearances.add(
                    new Clearance(false, Optional.of(scene.time.instant().minusSeconds(3600))));
        }

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        List<Instant> asked = scene.target.askedToClear;
        assertThat(asked).hasSizeBetween(6, 8);
        for (int at = 1; at < asked.size(); at++) {
            assertThat(Duration.between(asked.get(at - 1), asked.get(at)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    /** The decision timeout was raised since the plan, and the participant knows it. */
    @Test
    void aTimeThatTheParticipantNamesIsWaitedFor() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 3);
        scene.target.clearances.add(
                new Clearance(false, Optional.of(scene.time.instant().plus(Duration.ofHours(3)))));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aFlagThatNeverGoesEndsTheRun() {
        Scene scene = new Scene(34);
        scene.party("Alice", 3);
        for (int answer = 0; answer < 5_000; answer++) {
            scene.target.clearances.add(new Clearance(true, Optional.empty()));
        }

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("flag-not-cleared");
    }

    @Test
    void anAnswerThatTheFlagIsGoneProvesNothing() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 3);
        scene.target.clearances.add(new Clearance(true, Optional.empty()));
        scene.target.clearances.add(new Clearance(true, Optional.empty()));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.target.askedToClear).hasSizeGreaterThan(2);
    }

    // ---- times ----

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void aTargetThatHasNotCaughtUpAfterTheReconnectIsWaitedFor(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        scene.target.catchUp = Duration.ofSeconds(20);
        Instant[] reconnected = {Instant.MIN};
        after(scene, "reconnect", () -> reconnected[0] = scene.time.instant());

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(scene.target.askedToClear)
                .allSatisfy(asked -> assertThat(asked).isAfterOrEqualTo(reconnected[0].plus(scene.target.catchUp)));
    }

    @Test
    void aTargetThatDoesNotCatchUpInTimeStaysConnectedAndResumeGoesOn() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        scene.target.catchUp = Duration.ofMinutes(5);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult late = runner.apply().run(plan);

        assertThat(late.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(late.diagnostics()).extracting(Diagnostic::code).contains("not-caught-up");
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.askedToClear).isEmpty();

        scene.time.pass(Duration.ofMinutes(5));
        RunResult result = runner.apply().resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void aQuietSynchronizer(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        scene.network.quiet = true;

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aQuietSynchronizerAndAnUnusedParty() {
        Scene scene = new Scene(35);
        scene.party("Alice", 0);
        scene.network.quiet = true;

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.simple()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void anActivationFoundLate(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        scene.source.lateHistory = Duration.ofSeconds(15);
        scene.target.lateHistory = Duration.ofSeconds(40);
        Instant[] exported = {Instant.MIN};
        after(scene, "exportAcs", () -> exported[0] = scene.time.instant());

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(exported[0]).isAfterOrEqualTo(activated(scene, alice).plus(scene.source.lateHistory));
    }

    @Test
    void anActivationThatDoesNotShowInTimeKeepsTheTargetAwayAndResumeGoesOn() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        scene.source.lateHistory = Duration.ofMinutes(10);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());

        RunResult late = runner.apply().run(plan);

        assertThat(late.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(late.diagnostics()).extracting(Diagnostic::code).contains("activation-not-found");
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.imports).isZero();

        scene.time.pass(Duration.ofMinutes(10));
        RunResult result = runner.apply().resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    // ---- a host that was one before ----

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void anEarlierActivationOfTheSamePartyIsNotFoundFirstAfterRemovalAndReAdd(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        Instant first = hostAndRemove(scene, alice);
        String gone = scene.source.active(alice, Long.MAX_VALUE).iterator().next();
        scene.network.archive(alice, gone);
        String fresh = scene.network.create(alice);
        scene.network.settle();

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        scene.network.settle();
        assertThat(activated(scene, alice)).isAfter(first);
        assertThat(scene.target.active(alice, Long.MAX_VALUE))
                .isEqualTo(scene.source.active(alice, Long.MAX_VALUE))
                .contains(fresh)
                .doesNotContain(gone);
        assertThat(scene.network
                        .head(alice, scene.time.instant())
                        .orElseThrow()
                        .mapping()
                        .isOnboarding(scene.target.id))
                .isFalse();
    }

    @Test
    void anOffsetThatWouldFindTheEarlierActivationFirstIsRefusedBeforeTheExport() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        Instant first = hostAndRemove(scene, alice);
        AtomicInteger asked = new AtomicInteger();
        scene.network.wrap(participant -> participant != scene.source
                ? participant
                : intercepted(participant, (method, answer) -> {
                    // The offset of before everything is noted, as if it had been lost and made up. Facts are read
                    // first.
                    boolean wrong = method.equals("ledgerEnd")
                            && scene.target.disconnectedAt != Instant.MAX
                            && asked.incrementAndGet() == 2;
                    return wrong ? (Object) 1L : answer;
                }));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("earlier-activation-found"))
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains(first.toString()));
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.imports).isZero();
    }

    // ---- helpers ----

    /** Alice was hosted on the target without the flag, and removed again. @return when she was first active there */
    private static Instant hostAndRemove(Scene scene, PartyId alice) {
        scene.network.change(scene.after(alice, Onboarding.CLEAR, 2));
        Instant first = scene.time.instant();
        scene.network.settle();
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.change(new HostingMapping(
                alice,
                3,
                1,
                List.of(new HostingMapping.Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR)),
                Optional.empty()));
        scene.network.settle();
        scene.time.pass(Duration.ofSeconds(5));
        scene.base = 3;
        return first;
    }

    private static Instant activated(Scene scene, PartyId party) {
        return scene.network.authorized.get(party).stream()
                .filter(state -> state.mapping().isOnboarding(scene.target.id))
                .map(HostingState::validFrom)
                .findFirst()
                .orElseThrow();
    }

    private static Instant safe(Scene scene, PartyId party) {
        return activated(scene, party).plus(TinyNetwork.DECISION);
    }

    private static Outcome outcome(RunResult result, String step) {
        return result.outcomes().get(new StepId(step));
    }

    /** Something happens right after a call. */
    private static void after(Scene scene, String method, Runnable happening) {
        scene.network.wrap(participant -> intercepted(participant, (called, answer) -> {
            if (called.equals(method)) {
                happening.run();
            }
            return answer;
        }));
    }

    private interface Answering {
        Object answer(String method, Object answer);
    }

    private static Participant intercepted(Participant participant, Answering answering) {
        return Intercepted.by((name, arguments, call) -> answering.answer(name, call.proceed()), participant);
    }
}
