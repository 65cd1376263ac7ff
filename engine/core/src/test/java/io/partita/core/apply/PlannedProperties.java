package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.PlanFile;
import io.partita.core.planner.Planner;
import io.partita.core.provider.ManualConnect;
import io.partita.core.state.ExitStatus;
import io.partita.core.stub.StubDeclaration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What the planner plans, apply carries out, with as many steps at the same time as their order lets; and then there is
 * nothing left to plan.
 */
class PlannedProperties {

    private static final List<String> NAMES = List.of("Alice", "Bob", "Carol");
    private static final List<String> TARGETS = List.of("participant2", "participant3");

    @Property(tries = 60)
    void whatIsPlannedIsCarriedOutAndThenThereIsNothingToPlan(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int parties) {
        Random random = new Random(seed);
        Scene scene = new Scene(random.nextBoolean() ? 34 : 35);
        scene.network.add("participant3", 'c');
        Declaration declaration = declaration(scene, parties, random);

        InFolder.each(folder -> {
            Plan plan = plan(scene, declaration, folder);
            Assume.that(!plan.isEmpty());
            WatchedNetwork watched = WatchedNetwork.watching(scene);
            Runner runner = new Runner(scene, folder).parallel(8);
            assertThat(runner.apply().dryRun(saved(plan)).exit()).isEqualTo(ExitStatus.DONE);

            RunResult result = runner.apply().run(saved(plan));

            assertThat(watched.harm()).isEmpty();
            assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
            assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
            scene.network.settle();
            plan.content().parties().forEach(change -> arrived(scene, plan, change));
            comeBackAsTheyWere(scene);
            assertThat(plan(scene, declaration, folder).waves()).isEmpty();
        });
    }

    private static void arrived(Scene scene, Plan plan, PartyChange change) {
        PartyId party = change.party();
        assertThat(scene.network.head(party, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(plan.outcome(change));
        scene.network.participants.values().stream()
                .filter(host -> scene.network.hosts(party, host.id, scene.time.instant()))
                .forEach(host -> assertThat(host.active(party, Long.MAX_VALUE))
                        .as(host.name() + " " + party)
                        .isEqualTo(scene.source.active(party, Long.MAX_VALUE)));
    }

    private static void comeBackAsTheyWere(Scene scene) {
        scene.network.participants.values().forEach(participant -> {
            assertThat(participant.poisoned).isFalse();
            assertThat(participant.connected).isTrue();
            assertThat(participant.manual).isEqualTo(ManualConnect.AUTOMATIC);
        });
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    static SavedPlan saved(Plan plan) {
        PlanFile.Written written = PlanFile.write(plan);
        return new SavedPlan(plan, written.hash(), () -> new String(written.text(), StandardCharsets.UTF_8));
    }

    static Plan plan(Scene scene, Declaration declaration, Path folder) {
        Checked<Plan> planned = DeclarationChecks.check(declaration)
                .then(checked -> new Planner(2, scene.time::pass).plan(checked, folder, Home.BESIDE, scene.network));
        assertThat(planned.diagnostics()).noneMatch(Diagnostic::isError);
        return planned.value();
    }

    /** Parties of the source, new, unused or in use, that get one or two hosts more. */
    static Declaration declaration(Scene scene, int parties, Random random) {
        StubDeclaration declaration = new StubDeclaration()
                .synchronizer(TinyNetwork.ALIAS)
                .sandboxes("participant1", "participant2", "participant3");
        for (String name : NAMES.subList(0, parties)) {
            if (random.nextInt(5) > 0) {
                scene.party(name, Math.max(0, random.nextInt(7) - 2));
            }
            List<String> hosts = new ArrayList<>(List.of("participant1 submission"));
            int first = random.nextInt(2);
            for (int more = 0; more <= random.nextInt(2); more++) {
                hosts.add(TARGETS.get((first + more) % 2) + " " + Permission.values()[random.nextInt(3)].word());
            }
            long confirming = hosts.stream()
                    .filter(host -> !host.endsWith(Permission.OBSERVATION.word()))
                    .count();
            int threshold = 1 + random.nextInt((int) confirming);
            if (threshold > 1) {
                hosts.replaceAll(host -> host.replace(Permission.SUBMISSION.word(), Permission.CONFIRMATION.word()));
            }
            declaration.party(name, "participant1", threshold, hosts.toArray(String[]::new));
        }
        return declaration.build();
    }
}
