package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Planner;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.ExitStatus;
import io.partita.core.stub.Edits;
import io.partita.core.stub.StubDeclaration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner plans, apply carries out; planning again finds nothing to do. */
class PlannedTest {

    @TempDir
    Path folder;

    private SavedPlan plan(Scene scene, Declaration declaration) {
        var planned = DeclarationChecks.check(declaration)
                .then(checked -> new Planner().plan(checked, folder, scene.network));
        assertThat(planned.diagnostics()).noneMatch(Diagnostic::isError);
        Plan plan = planned.value();
        return new SavedPlan(plan, PlanFile.hash(plan), new String(PlanFile.write(plan), StandardCharsets.UTF_8));
    }

    private void converges(Scene scene, Declaration declaration, PartyId party) throws java.io.IOException {
        Runner runner = new Runner(scene, Files.createDirectories(folder.resolve("run"))).parallel(4);
        SavedPlan plan = plan(scene, declaration);
        assertThat(runner.apply().dryRun(plan).exit()).isEqualTo(ExitStatus.DONE);

        RunResult result = runner.apply().run(plan);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        scene.network.settle();
        scene.network.participants.values().stream()
                .filter(host -> scene.network.hosts(party, host.id, scene.time.instant()))
                .forEach(host -> assertThat(host.active(party, Long.MAX_VALUE))
                        .isEqualTo(scene.source.active(party, Long.MAX_VALUE)));
        assertThat(plan(scene, declaration).plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void oneMoreHost(int contracts) throws java.io.IOException {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", contracts);
        Declaration declaration = new StubDeclaration()
                .synchronizer(TinyNetwork.ALIAS)
                .sandboxes("participant1", "participant2")
                .party("Alice", "participant1", 1, "participant1 submission", "participant2 observation")
                .build();

        converges(scene, declaration, alice);
    }

    @Test
    void twoMoreHostsAtProtocolVersion34() throws java.io.IOException {
        Scene scene = new Scene(34);
        PartyId alice = scene.party("Alice", 4);
        scene.network.add("participant3", 'c');
        Declaration declaration = new StubDeclaration()
                .synchronizer(TinyNetwork.ALIAS)
                .sandboxes("participant1", "participant2", "participant3")
                .party(
                        "Alice",
                        "participant1",
                        1,
                        "participant1 submission",
                        "participant2 confirmation",
                        "participant3 observation")
                .build();

        converges(scene, declaration, alice);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    @Test
    void aNewParty() throws java.io.IOException {
        Scene scene = new Scene(35);
        PartyId carol = PartyId.of("Carol::" + scene.source.id.uid().namespace());
        Declaration declaration = new StubDeclaration()
                .synchronizer(TinyNetwork.ALIAS)
                .sandboxes("participant1", "participant2")
                .party("Carol", "participant1", 1, "participant1 submission", "participant2 observation")
                .build();

        converges(scene, declaration, carol);
    }

    /** Steps that neither wait for each other nor stand in waves of their own run at the same time: a plan of which that may be said is legal only where it does no harm. */
    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void whatTheLawsLetRunAtTheSameTimeDoesNoHarm(int protocolVersion) throws java.io.IOException {
        int merged = 0;
        for (int first = 0;
                first < tight(new Scene(protocolVersion)).plan().waves().size() - 1;
                first++) {
            Scene scene = new Scene(protocolVersion);
            Plan plan = Edits.merged(tight(scene).plan(), first);
            if (PlanLaws.breaches(plan).isEmpty()) {
                merged++;
                runsWell(scene, plan, folder.resolve("merged-" + first));
            }
        }
        Scene scene = new Scene(protocolVersion);
        runsWell(scene, asFewWavesAsTheLawsLet(tight(scene).plan()), folder.resolve("tightest"));
        assertThat(merged).isPositive();
    }

    private SavedPlan tight(Scene scene) {
        scene.party("Alice", 4);
        scene.party("Bob", 2);
        return plan(
                scene,
                new StubDeclaration()
                        .synchronizer(TinyNetwork.ALIAS)
                        .sandboxes("participant1", "participant2")
                        .party("Alice", "participant1", 1, "participant1 submission", "participant2 observation")
                        .party("Bob", "participant1", 1, "participant1 submission", "participant2 confirmation")
                        .build());
    }

    private static Plan asFewWavesAsTheLawsLet(Plan plan) {
        Plan tightest = plan;
        int first = 0;
        while (first < tightest.waves().size() - 1) {
            Plan merged = Edits.merged(tightest, first);
            if (PlanLaws.breaches(merged).isEmpty()) {
                tightest = merged;
            } else {
                first++;
            }
        }
        return tightest;
    }

    private static void runsWell(Scene scene, Plan plan, Path folder) throws java.io.IOException {
        WatchedNetwork watched = WatchedNetwork.watching(scene);
        Runner runner = new Runner(scene, Files.createDirectories(folder)).parallel(8);

        RunResult result = runner.apply()
                .run(new SavedPlan(
                        plan, PlanFile.hash(plan), new String(PlanFile.write(plan), StandardCharsets.UTF_8)));

        assertThat(watched.harm()).as(folder.getFileName().toString()).isEmpty();
        assertThat(result.exit())
                .as(folder.getFileName() + " " + result.diagnostics())
                .isEqualTo(ExitStatus.DONE);
        scene.network.authorized.keySet().forEach(party -> {
            scene.network.settle();
            assertThat(scene.target.active(party, Long.MAX_VALUE))
                    .isEqualTo(scene.source.active(party, Long.MAX_VALUE));
        });
        assertThat(scene.target.poisoned).isFalse();
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }
}
