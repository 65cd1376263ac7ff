package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Planner;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.ExitStatus;
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
        var planned = new Planner().plan(declaration, folder, scene.network);
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
}
