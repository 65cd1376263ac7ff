package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimplePathTest {

    @TempDir
    Path folder;

    @Test
    void addsAHostToAnUnusedParty() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.simple()));

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
        assertThat(scene.network.head(alice, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(scene.after(alice, Onboarding.CLEAR, 2));
    }

    @Test
    void aUseAfterThePlanIsAMovedFact() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        scene.network.create(alice);

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("fact-moved"))
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains("unused up to offset 11", "contract 00"));
        assertThat(result.next()).containsExactly(NextCommand.plan());
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
    }

    @Test
    void ofManyMovedFactsTheFirstInOrderIsSaid() {
        Scene scene = new Scene(35);
        List<PartyId> parties = IntStream.range(0, 40)
                .mapToObj(number -> scene.party("Party%02d".formatted(number), 0))
                .toList();
        SavedPlan plan = Scene.saved(scene.simple());
        removed(scene, parties.get(37));
        removed(scene, parties.get(22));
        Runner runner = new Runner(scene, folder);
        runner.with(runner.options()
                .confirming(
                        parties.stream().map(party -> party.uid().identifier()).collect(Collectors.toSet())));

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("fact-moved"))
                .extracting(Diagnostic::summary)
                .contains("hosting/participant2/Party22 is no longer what the plan was made on")
                .noneMatch(said -> said.contains("Party37"));
    }

    private static void removed(Scene scene, PartyId party) {
        scene.network.host(new HostingMapping(party, 2, 1, List.of(), Optional.empty()));
    }

    @Test
    void aPartyThatIsNeverQuietIsRefused() {
        Scene scene = new Scene(35);
        scene.party("Alice", 0);
        scene.source.flying = 1;

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.simple()));

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("never-quiet");
    }

    /**
     * A contract is created between the last look and the activation: nothing on the network tells, so partita must.
     */
    private static void useInTheLastMoment(Scene scene, PartyId alice) {
        scene.network.wrap(found -> (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(), new Class<?>[] {Participant.class}, (self, method, arguments) -> {
                    if (method.getName().equals("sign")) {
                        scene.network.create(alice);
                    }
                    try {
                        return method.invoke(found, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void aLateUseIsReportedLoudlyWithTheRepairAndStaysOpen() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        Diagnostic last = result.diagnostics().get(result.diagnostics().size() - 1);
        assertThat(last.code()).isEqualTo("used-during-simple-path");
        assertThat(last.hint()).contains("disconnect participant2", "ledger offset 11");
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.UNCONFIRMED_USE);

        scene.network.wrap(participant -> participant);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.ERROR);
        SavedPlan other = new SavedPlan(plan.plan(), "2".repeat(64), () -> "another");
        assertThat(runner.apply().run(other).exit()).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void aLateUseThatWasFoundIsGivenUpAndRepairedByAPlan() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        RunResult found = runner.apply().run(plan);
        NextCommand repair = NextCommand.repair("Alice@participant2");
        assertThat(found.diagnostics().get(found.diagnostics().size() - 1).next())
                .containsExactly(NextCommand.abandon(), repair, NextCommand.resume());
        scene.network.wrap(participant -> participant);

        assertThat(found.next()).first().isEqualTo(NextCommand.abandon());
        assertThat(runner.recorded(plan)).isEqualTo(NextCommand.abandon());
        RunResult abandoned = runner.apply().abandon(plan, "it is repaired");

        assertThat(abandoned.exit()).as(abandoned.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(abandoned.interlocks()).isEmpty();
        assertThat(abandoned.diagnostics())
                .filteredOn(said -> said.code().equals("host-without-contracts"))
                .singleElement()
                .satisfies(said -> assertThat(said.next()).containsExactly(repair));
        RunResult repaired = new Runner(scene, folder).apply().run(MissedTest.repair(scene));
        assertThat(repaired.exit()).as(repaired.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.active(alice, Long.MAX_VALUE))
                .hasSize(1)
                .isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
    }

    /** Whoever looks again may find a process that ends at every start, which is no reason to wait for it. */
    @Test
    void aTargetThatDoesNotComeUpAnyMoreIsToldWithTheSameRepair() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        runner.apply().run(plan);
        unanswered(scene, scene.target, "synchronizerTime");

        RunResult result = runner.apply().resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        Diagnostic last = result.diagnostics().get(result.diagnostics().size() - 1);
        assertThat(last.code()).isEqualTo("used-during-simple-path");
        assertThat(last.detail()).contains("connection refused");
        assertThat(last.hint())
                .startsWith("participant2 does not answer now.")
                .contains("manual start", "ledger offset 11", "imports it on participant2");
    }

    /** Of the target nothing is known then, least of all that it does not answer. */
    @Test
    void aSourceThatGoesAwayWhileTheRepairIsLookedAtIsNotTakenForTheTarget() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        runner.apply().run(plan);
        unanswered(scene, scene.source, "archivedContractIds");

        RunResult result = runner.apply().resume(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).doesNotContain("used-during-simple-path");
        assertThat(result.diagnostics())
                .extracting(Diagnostic::hint)
                .noneMatch(hint -> hint.contains("participant2 does not answer"));
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.UNCONFIRMED_USE);
    }

    @Test
    void afterTheRepairTheSameRunIsCompleted() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        runner.apply().run(plan);
        scene.network.wrap(participant -> participant);

        String contract = scene.source.active(alice, Long.MAX_VALUE).iterator().next();
        scene.target.ledger.add(new TinyParticipant.Row(
                scene.target.ledger.size() + 11, "import", alice, contract, scene.time.instant()));
        scene.time.pass(Duration.ofSeconds(5));
        RunResult result = runner.apply().resume(plan);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
    }

    /** As the advice says; it shows nothing of the synchronizer then. */
    @Test
    void aTargetThatWasDisconnectedIsToldWithTheSameRepair() throws CallFailed {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        runner.apply().run(plan);
        scene.network.wrap(participant -> participant);
        scene.target.disconnect(TinyNetwork.ALIAS);

        RunResult result = runner.apply().resume(plan);

        Diagnostic last = result.diagnostics().get(result.diagnostics().size() - 1);
        assertThat(last.code()).isEqualTo("used-during-simple-path");
        assertThat(last.hint()).startsWith("participant2 cannot tell now").contains("leave it so");
    }

    /** What was found stays found. */
    @Test
    void aLateUseIsGivenUpThoughALaterLookCameToNothing() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        SavedPlan plan = Scene.saved(scene.simple());
        useInTheLastMoment(scene, alice);
        Runner runner = new Runner(scene, folder);
        runner.apply().run(plan);
        unanswered(scene, scene.source, "archivedContractIds");
        assertThat(runner.apply().resume(plan).diagnostics())
                .extracting(Diagnostic::code)
                .doesNotContain("used-during-simple-path");

        RunResult abandoned = runner.apply().abandon(plan, "it is repaired");

        assertThat(abandoned.exit()).as(abandoned.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(abandoned.diagnostics()).extracting(Diagnostic::code).contains("host-without-contracts");
    }

    /** From now on a participant does not answer one of the calls. */
    private static void unanswered(Scene scene, TinyParticipant silent, String call) {
        scene.network.wrap(found -> found.name().equals(silent.name())
                ? Intercepted.by(
                        (name, arguments, asked) -> {
                            if (name.equals(call)) {
                                throw silent.failed(CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "connection refused");
                            }
                            return asked.proceed();
                        },
                        found)
                : found);
    }
}
