package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contents that a planner makes are carried out as they are derived: dry run, run, and the hosting that was
 * planned.
 */
class ContentsTest {

    @TempDir
    Path folder;

    private void arrives(Scene scene, PlanContent content) {
        SavedPlan plan = Scene.saved(content);
        WatchedNetwork watched = WatchedNetwork.watching(scene);
        Runner runner = new Runner(scene, folder).parallel(4);
        assertThat(runner.apply().dryRun(plan).exit()).isEqualTo(ExitStatus.DONE);

        RunResult result = runner.apply().run(plan);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(watched.harm()).isEmpty();
        scene.network.settle();
        for (PartyChange change : content.parties()) {
            PartyId party = change.party();
            assertThat(scene.network
                            .head(party, scene.time.instant())
                            .orElseThrow()
                            .mapping())
                    .isEqualTo(plan.plan().outcome(change));
            scene.network.participants.values().stream()
                    .filter(host -> scene.network.hosts(party, host.id, scene.time.instant()))
                    .forEach(host -> assertThat(host.active(party, Long.MAX_VALUE))
                            .isEqualTo(scene.source.active(party, Long.MAX_VALUE)));
        }
        scene.network.participants.values().forEach(participant -> {
            assertThat(participant.poisoned).isFalse();
            assertThat(participant.connected).isTrue();
        });
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void oneMoreHost(int contracts) {
        Scene scene = new Scene(35);
        scene.party("Alice", contracts);

        arrives(scene, contracts == 0 ? scene.simple() : scene.offline());
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void manyParties(int protocolVersion) {
        Scene scene = new Scene(protocolVersion);
        scene.party("Alice", 4);
        scene.party("Bob", 2);
        scene.party("Carol", 1);

        arrives(scene, scene.offline());
    }

    @Test
    void twoMoreHostsOneAfterTheOther() {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 4);
        TinyParticipant third = scene.network.add("participant3", 'c');
        third.vetted.add(Scene.PACKAGE);
        HostingMapping first = scene.after(alice, Onboarding.FLAGGED, 2);
        List<Host> hosts =
                new ArrayList<>(scene.after(alice, Onboarding.CLEAR, 3).hosts());
        hosts.add(new Host(third.id, Permission.CONFIRMATION, Onboarding.FLAGGED));
        HostingMapping second = new HostingMapping(alice, 4, 1, hosts, Optional.empty());
        PlanContent offline = scene.offline();

        arrives(
                scene,
                scene.content(
                        offline.parties(),
                        offline.vettings(),
                        offline.sources(),
                        List.of(window(scene, 1, scene.target, first), window(scene, 2, third, second))));
    }

    @Test
    void twoTargetsAtTheSameTime() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 4);
        PartyId bob = scene.party("Bob", 4);
        TinyParticipant third = scene.network.add("participant3", 'c');
        third.vetted.add(Scene.PACKAGE);
        List<Host> hosts = List.of(
                new Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR),
                new Host(third.id, Permission.CONFIRMATION, Onboarding.FLAGGED));
        PlanContent offline = scene.offline();

        arrives(
                scene,
                scene.content(
                        offline.parties(),
                        offline.vettings(),
                        offline.sources(),
                        List.of(
                                window(scene, 1, scene.target, scene.after(alice, Onboarding.FLAGGED, 2)),
                                window(scene, 1, third, new HostingMapping(bob, 2, 1, hosts, Optional.empty())))));
    }

    @Test
    void aNewParty() {
        Scene scene = new Scene(35);
        PartyId carol = PartyId.of("Carol::" + scene.source.id.uid().namespace());
        scene.parties.add(carol);

        arrives(
                scene,
                scene.direct(Route.of(Route.Reason.NEW_PARTY), party -> scene.after(party, Onboarding.CLEAR, 1)));
    }

    @Test
    void aHigherPermissionOfAHost() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 0);
        scene.network.change(scene.after(alice, Onboarding.CLEAR, 2));
        scene.network.settle();
        scene.time.pass(Duration.ofSeconds(5));
        List<Host> hosts = List.of(
                new Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR),
                new Host(scene.target.id, Permission.CONFIRMATION, Onboarding.CLEAR));

        arrives(
                scene,
                scene.direct(
                        Route.of(Route.Reason.HOSTS_CHANGE),
                        party -> new HostingMapping(party, 3, 1, hosts, Optional.empty())));
    }

    private static Window window(Scene scene, int round, TinyParticipant target, HostingMapping activation) {
        return new Window(
                round,
                target.name(),
                Scene.CONNECTIONS,
                new TreeSet<>(target.vetted),
                List.of(new Transfer(activation, Scene.SOURCE, new TreeSet<>(Set.of(Scene.PACKAGE)), 3)));
    }

    // ---- the order of activations ----

    /** No lock keeps two activations of a round apart; the steps do, however many run at the same time. */
    @Test
    void noTwoActivationsOfARoundCanRunAtTheSameTime() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 4);
        PartyId bob = scene.party("Bob", 4);
        PartyId carol = scene.party("Carol", 4);
        TinyParticipant third = scene.network.add("participant3", 'c');
        PlanContent offline = scene.offline();
        List<Host> hosts = List.of(
                new Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR),
                new Host(third.id, Permission.CONFIRMATION, Onboarding.FLAGGED));
        Window two = new Window(
                1,
                Scene.TARGET,
                Scene.CONNECTIONS,
                new TreeSet<>(),
                offline.windows().get(0).transfers().subList(0, 2));
        Plan plan = new Plan(scene.content(
                offline.parties(),
                offline.vettings(),
                offline.sources(),
                List.of(two, window(scene, 1, third, new HostingMapping(carol, 2, 1, hosts, Optional.empty())))));

        List<Step.Signature> activations = plan.steps()
                .filter(step -> step.kind() == Step.Kind.PROPOSE || step.kind() == Step.Kind.SIGN)
                .map(Step.Signature.class::cast)
                .filter(step -> step.completes() && !step.signing().isolated().isEmpty())
                .toList();

        assertThat(activations).extracting(Step.Signature::partyId).containsExactly(alice, bob, carol);
        for (int at = 1; at < activations.size(); at++) {
            StepId before = activations.get(at - 1).id();
            assertThat(isAfter(plan, activations.get(at), before))
                    .as(activations.get(at).id() + " after " + before)
                    .isTrue();
        }
    }

    private static boolean isAfter(Plan plan, Step step, StepId before) {
        return step.head().after().contains(before)
                || step.head().after().stream()
                        .anyMatch(id -> isAfter(plan, plan.step(id).orElseThrow(), before));
    }
}
