package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PartyId;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resumed run cannot always read whether what was done before still holds. */
class DoubtTest {

    private static final StepId ISOLATE = new StepId("isolate/participant2");

    @TempDir
    Path folder;

    @Test
    void aSuccessThatCouldNotBeReadAgainIsFoundLaterAndNotCountedTwice() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);

        scene.network.wrap(new Silent("importAcs"));
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.ERROR);
        scene.network.wrap(new Silent("registrations"));
        RunResult unread = runner.apply().resume(plan);
        scene.network.wrap(participant -> participant);
        RunResult last = runner.apply().resume(plan);

        assertThat(unread.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(unread.interlocks()).isNotEmpty();
        assertThat(last.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(outcomes(runner))
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Applied", "Failed", "AlreadyInPlace");
    }

    /** The step is done again when it has to be: then that is a second effect, with a line of its own. */
    @Test
    void whatSomebodyUndidIsDoneAgainAndSaidAgain() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);

        scene.network.wrap(new Silent("sign"));
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.ERROR);
        scene.network.wrap(new Silent("registrations"));
        runner.apply().resume(plan);
        scene.target.connected = true;
        scene.network.wrap(participant -> participant);
        RunResult last = runner.apply().resume(plan);

        assertThat(last.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(outcomes(runner))
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Applied", "Failed", "Applied");
    }

    private static List<Outcome> outcomes(Runner runner) {
        return runner.folder.read().value().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.StepEnded.class::isInstance)
                .map(JournalEvent.StepEnded.class::cast)
                .filter(ended -> ended.step().equals(ISOLATE))
                .map(JournalEvent.StepEnded::outcome)
                .toList();
    }

    /** The target and the source do not answer this call. */
    private record Silent(String call) implements UnaryOperator<Participant> {

        @Override
        public Participant apply(Participant participant) {
            return Intercepted.by(
                    (name, arguments, asked) -> {
                        if (name.equals(call)) {
                            throw new CallFailed(new CallFailure(
                                    CallFailure.Kind.UNREACHABLE,
                                    "UNAVAILABLE",
                                    "",
                                    call,
                                    "p2:5002",
                                    Optional.empty()));
                        }
                        return asked.proceed();
                    },
                    participant);
        }
    }
}
