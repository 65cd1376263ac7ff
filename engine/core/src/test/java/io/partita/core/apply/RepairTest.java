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
        PlanContent offline = scene.offline();
        return Scene.saved(scene.content(
                List.of(scene.change(alice, Route.of(Route.Reason.INCOMPLETE_IMPORT), Optional.empty())),
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
}
