package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody restores the target's backup of before the imports while it is away, and starts it without connecting it. */
class RestoredBackupTest {

    @TempDir
    Path folder;

    /** Its database is saved when one step begins, and comes back when another one does. */
    static ApplyListener restoring(Scene scene, StepId saved, StepId restored) {
        return new ApplyListener() {
            private final List<TinyParticipant.Row> backup = new ArrayList<>();

            @Override
            public void stepStarted(Step step) {
                if (step.id().equals(saved)) {
                    backup.addAll(scene.target.ledger);
                }
                if (step.id().equals(restored)) {
                    scene.target.ledger.clear();
                    scene.target.ledger.addAll(backup);
                }
            }
        };
    }

    private static StepId step(Step.Kind kind, String rest) {
        return StepId.of(kind, Scene.TARGET.name() + rest);
    }

    @Test
    void theTargetIsNotConnectedWithoutWhatWasImported() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder)
                .listening(restoring(scene, step(Step.Kind.IMPORT_ACS, "/Alice"), step(Step.Kind.RECONNECT, "")));

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(stopped.diagnostics()).extracting(Diagnostic::code).contains("imports-undone");
        assertThat(stopped.next()).first().isEqualTo(NextCommand.resume());
        assertThat(scene.target.connected).isFalse();
        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.imports).isEqualTo(2);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** The import of the second would hide that those of the first are gone. */
    @ParameterizedTest
    @ValueSource(strings = {"import-acs/participant2/Bob", "reconnect/participant2"})
    void everyPartyIsImportedAgain(String restored) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        PartyId bob = scene.party("Bob", 9);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder)
                .listening(restoring(scene, step(Step.Kind.IMPORT_ACS, "/Alice"), new StepId(restored)));

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(stopped.next()).first().isEqualTo(NextCommand.resume());
        assertThat(scene.target.connected).isFalse();
        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        OfflinePathTest.assertArrived(scene, bob);
    }

    /** One of a night before connects by itself, and its ledger goes on. */
    @Test
    void whatWasConnectedMeanwhileIsComparedAgain() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder)
                .listening(restoring(scene, step(Step.Kind.IMPORT_ACS, "/Alice"), step(Step.Kind.RECONNECT, "")));
        runner.apply().run(plan);
        for (int other = 0; other < 20; other++) {
            scene.target.ledger.add(new TinyParticipant.Row(
                    scene.target.ledger.size() + 100,
                    "archive",
                    alice,
                    "of somebody else " + other,
                    scene.time.instant()));
        }
        scene.target.connected = true;
        runner.listening(ApplyListener.SILENT);

        RunResult resumed = runner.apply().resume(plan);

        assertThat(scene.target.imports).isEqualTo(2);
        assertThat(resumed.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** What a resumed run finds undone is partial, and not given up before it is whole. */
    @Test
    void aResumeThatStopsInTheSecondImportCountsItAsPartial() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        StepId imported = step(Step.Kind.IMPORT_ACS, "/Alice");
        Runner runner = new Runner(scene, folder).listening(restoring(scene, imported, step(Step.Kind.RECONNECT, "")));
        runner.apply().run(plan);
        runner.listening(ApplyListener.SILENT);
        scene.network.wrap(participant -> participant.name().equals(Scene.TARGET)
                ? InterlocksTest.losing(participant, scene, alice)
                : participant);

        RunResult again = runner.apply().resume(plan);

        assertThat(again.diagnostics()).extracting(Diagnostic::code).contains("import-incomplete", "open-import");
        assertThat(scene.target.connected).isFalse();
    }
}
