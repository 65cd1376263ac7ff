package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has made a party active on the target with the onboarding flag, and never brought its contracts there. */
class RepairTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);

    @BeforeEach
    void begunByHand() {
        HostingMapping flagged = scene.after(alice, Onboarding.FLAGGED, 2);
        scene.network.sign(flagged, scene.target.id.namespace());
        scene.network.sign(flagged, scene.source.id.namespace());
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    private SavedPlan repair() {
        return repair(scene, alice);
    }

    private static SavedPlan repair(Scene scene, PartyId party) {
        PlanContent offline = scene.offline();
        return Scene.saved(scene.content(
                List.of(scene.change(party, Route.of(Route.Reason.INCOMPLETE_IMPORT), Optional.empty())),
                offline.vettings(),
                offline.sources(),
                offline.windows()));
    }

    @Test
    void theContractsComeAndTheFlagGoes() {
        SavedPlan plan = repair();

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(plan.plan().steps().map(Step::kind)).doesNotContain(Step.Kind.PROPOSE, Step.Kind.SIGN);
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void aHostingThatHasMovedSinceIsFoundBeforeAnybodyIsIsolated() {
        SavedPlan plan = repair();
        scene.network.sign(scene.after(alice, Onboarding.CLEAR, 3), scene.target.id.namespace());
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.interlocks()).isEmpty();
        assertThat(scene.target.connected).isTrue();
    }

    @Test
    void aContractThatWasArchivedMeanwhileEndsItAndItIsGivenUp() {
        SavedPlan plan = repair();
        String lacking = scene.source.active(alice, Long.MAX_VALUE).iterator().next();
        scene.network.archive(alice, lacking);
        Runner runner = new Runner(scene, folder);

        RunResult refused = runner.apply().run(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        Diagnostic said = refused.diagnostics().get(refused.diagnostics().size() - 1);
        assertThat(said.code()).isEqualTo("target-was-online");
        assertThat(said.next()).containsExactly(NextCommand.resume().with("--abandon"));
        assertThat(scene.target.connected).isFalse();

        assertThat(runner.apply().abandon(plan, "archived meanwhile").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    @Test
    void aHostingThatHasMovedBeforeThePlanIsRepairedFromItsActivation() {
        scene.network.change(scene.after(alice, Onboarding.FLAGGED, 3));
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
        scene.base = 2;

        RunResult result = new Runner(scene, folder).apply().run(repair());

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertRepaired(scene, alice, 4);
    }

    /** The target was connected all the time, and has seen what was created since it became a host. */
    @Test
    void whatTheTargetHasSeenSinceTheActivationIsNotLeftOver() {
        Scene hostedTwice = new Scene(35);
        PartyId bob = hostedTwice.party("Bob", 3);
        HostingMapping alone = hostedTwice
                .network
                .head(bob, hostedTwice.time.instant())
                .orElseThrow()
                .mapping();
        hostedTwice.network.change(hostedTwice.after(bob, Onboarding.CLEAR, 2));
        pass(hostedTwice);
        hostedTwice.network.change(alone.withSerial(3));
        pass(hostedTwice);
        hostedTwice.network.change(hostedTwice.after(bob, Onboarding.FLAGGED, 4));
        pass(hostedTwice);
        hostedTwice.network.create(bob);
        pass(hostedTwice);
        hostedTwice.base = 3;

        RunResult result = new Runner(hostedTwice, folder).apply().run(repair(hostedTwice, bob));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertRepaired(hostedTwice, bob, 5);
    }

    @Test
    void whatHasBegunToImportIsNotToldToGiveUp() {
        SavedPlan plan = repair();
        String lacking = scene.source.active(alice, Long.MAX_VALUE).iterator().next();
        Trouble trouble = new Trouble(Trouble.Kind.UNKNOWN_BEFORE, 0);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("importAcs")) {
                        scene.network.archive(alice, lacking);
                        throw trouble.kill("importAcs");
                    }
                    return call.proceed();
                },
                participant));
        Runner runner = new Runner(scene, folder);
        assertThat(runner.apply().run(plan).exit()).isNotEqualTo(ExitStatus.DONE);
        scene.network.wrap(participant -> participant);

        RunResult refused = runner.apply().resume(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        Diagnostic said = refused.diagnostics().get(refused.diagnostics().size() - 1);
        assertThat(said.code()).isEqualTo("target-was-online");
        assertThat(said.next()).containsExactly(NextCommand.resume());
        assertThat(said.hint()).contains("Keep participant2 disconnected").doesNotContain("Give the repair up");
    }

    private static void assertRepaired(Scene scene, PartyId party, int serial) {
        scene.network.settle();
        assertThat(scene.network.head(party, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(scene.after(party, Onboarding.CLEAR, serial));
        assertThat(scene.target.active(party, Long.MAX_VALUE)).isEqualTo(scene.source.active(party, Long.MAX_VALUE));
        assertThat(scene.target.connected).isTrue();
    }

    private static void pass(Scene scene) {
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }
}
