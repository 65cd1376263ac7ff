package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Backup;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Step;
import io.partita.core.plan.Window;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target of several synchronizers is isolated from all of them, and comes back to each as it was. */
class SeveralSynchronizersTest {

    private static final String OTHER = "other";
    private static final List<PlannedConnection> CONNECTIONS = List.of(
            new PlannedConnection("byhand", Registration.Connection.CONNECTED, ManualConnect.MANUAL),
            new PlannedConnection("left", Registration.Connection.DISCONNECTED, ManualConnect.AUTOMATIC),
            new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC),
            new PlannedConnection(OTHER, Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC));

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35).backup(new Backup.Manual());
    private final List<String> noticed = new ArrayList<>();
    private Runner runner;

    private SavedPlan planned() throws CallFailed {
        scene.party("Alice", 3);
        PhysicalSynchronizerId id = PhysicalSynchronizerId.parse("other::1220" + "cd".repeat(32) + "::35-0")
                .orElseThrow();
        CONNECTIONS.stream()
                .filter(each -> !each.alias().equals(TinyNetwork.ALIAS))
                .forEach(each -> scene.target.further.add(
                        new Registration(each.alias(), Optional.of(id), each.connection(), each.manualConnect())));
        assertThat(connections()).containsExactlyElementsOf(CONNECTIONS);
        runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void noticed(Step step, Diagnostic diagnostic) {
                noticed.add(diagnostic.code());
            }
        });
        return Scene.saved(connected(scene.offline()));
    }

    /** Until somebody has to back the isolated target up. */
    private SavedPlan isolated() throws CallFailed {
        SavedPlan plan = planned();
        RunResult waiting = runner.apply().run(plan);
        assertThat(waiting.exit()).as(waiting.diagnostics().toString()).isEqualTo(ExitStatus.WAITING);
        return plan;
    }

    private static PlanContent connected(PlanContent plan) {
        Window window = plan.windows().get(0);
        return new PlanContent(
                plan.home(),
                plan.network(),
                plan.synchronizerAlias(),
                plan.synchronizer(),
                plan.decisionTimeout(),
                plan.participants(),
                plan.keys(),
                plan.namespaces(),
                plan.parties(),
                plan.unchanged(),
                plan.vettings(),
                plan.sources(),
                List.of(new Window(window.round(), window.target(), CONNECTIONS, window.vetted(), window.transfers())));
    }

    private List<PlannedConnection> connections() throws CallFailed {
        return scene.target.registrations().stream()
                .map(found -> new PlannedConnection(found.alias(), found.connection(), found.manualConnect()))
                .sorted()
                .toList();
    }

    private RunResult backedUp(SavedPlan plan) {
        return runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .apply()
                .resume(plan);
    }

    private void assertIsolated() throws CallFailed {
        assertThat(connections()).hasSize(4).allSatisfy(each -> {
            assertThat(each.connection()).isEqualTo(Registration.Connection.DISCONNECTED);
            assertThat(each.manualConnect()).isEqualTo(ManualConnect.MANUAL);
        });
    }

    @Test
    void itIsAwayFromAllOfThemAndComesBackAsItWas() throws CallFailed {
        SavedPlan plan = isolated();
        assertIsolated();

        RunResult done = backedUp(plan);

        assertThat(done.exit()).as(done.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(connections()).containsExactlyElementsOf(CONNECTIONS);
    }

    /** From one of them it could not be disconnected. */
    @Test
    void givenUpItComesBackAsItWas() throws CallFailed {
        SavedPlan plan = planned();
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("disconnect") && arguments[0].equals(OTHER)) {
                        throw scene.target.failed(CallFailure.Kind.REFUSED, "INTERNAL", "not now");
                    }
                    return call.proceed();
                },
                found));
        RunResult refused = runner.apply().run(plan);
        assertThat(refused.exit()).as(refused.diagnostics().toString()).isEqualTo(ExitStatus.ERROR);
        assertThat(connections()).isNotEqualTo(CONNECTIONS);
        scene.network.wrap(UnaryOperator.identity());

        RunResult given = runner.apply().abandon(plan, "wrong night");

        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(connections()).containsExactlyElementsOf(CONNECTIONS);
    }

    @Test
    void whoeverConnectsItToAnotherOneMeanwhileIsFoundAndItIsIsolatedAgain() throws CallFailed {
        SavedPlan plan = isolated();
        scene.target.reconnect(OTHER);

        RunResult waiting = runner.apply().resume(plan);

        assertThat(waiting.exit()).as(waiting.diagnostics().toString()).isEqualTo(ExitStatus.WAITING);
        assertThat(noticed).contains("isolated-again");
        assertIsolated();
    }

    /** What nobody can be kept from is said before anybody is isolated. */
    @Test
    void whatPeopleMustKnowIsSaid() throws CallFailed {
        isolated();

        assertThat(noticed).containsOnlyOnce("no-pruning-by-hand").containsOnlyOnce("commitments-differ");
    }
}
