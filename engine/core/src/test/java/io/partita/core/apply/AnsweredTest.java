package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Answer;
import io.partita.core.provider.CallFailure.Form;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a participant answers something else than what a step needs: its own words, what partita was doing, what is safe
 * next, and where it is explained.
 */
class AnsweredTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            uploadDar           | vet-packages/participant2    | vet packages      | Vetting packages again is harmless
            clearPruningSchedule| suspend-pruning/participant1 | suspend pruning   | the schedule of before is in the journal
            propose             | propose/participant2/Alice/2 | propose           | A signature that does not complete the quorum makes nothing effective
            disconnect          | isolate/participant2         | isolate           | go on, or give the run up
            sign                | sign/participant1/Alice/2    | sign              | Keep participant2 disconnected and do not sign by hand
            exportAcs           | export-acs/participant1/Alice/participant2 | export acs        | The party is active on participant2 without its contracts: keep participant2 disconnected
            importAcs           | import-acs/participant2/Alice | import acs        | Importing the same file again is harmless. Keep participant2 disconnected
            reconnect           | reconnect/participant2       | reconnect         | Every import of the window is complete
            """)
    void aRefusalIsShownInTheParticipantsWordsWithWhatIsSafeNext(
            String method, String step, String doing, String next) {
        Scene scene = new Scene(34);
        scene.party("Alice", 3);
        failing(
                scene,
                method,
                Kind.REFUSED,
                "BRAND_NEW_CODE",
                new Answer("FAILED_PRECONDITION", Form.CODED, Optional.of("tid 77"), "its own text", Optional.empty()));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        Diagnostic said = ended(result, step);
        assertThat(said.detail())
                .startsWith(
                        "p:5002 answered BRAND_NEW_CODE (FAILED_PRECONDITION). It was at step " + step + " (" + doing)
                .contains(" on participant");
        assertThat(said.hint()).contains(next);
        assertThat(said.answered()).hasValueSatisfying(answered -> {
            assertThat(answered.code()).isEqualTo("BRAND_NEW_CODE");
            assertThat(answered.status()).contains("FAILED_PRECONDITION");
            assertThat(answered.trace()).contains("tid 77");
            assertThat(answered.text()).isEqualTo("its own text");
            assertThat(answered.page()).isEqualTo("engine/docs/errors.md#a-code-that-is-not-here");
        });
    }

    @Test
    void anUnknownOutcomeSaysThatNothingGoesOn() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        failing(
                scene,
                "importAcs",
                Kind.OUTCOME_UNKNOWN,
                "INTERNAL",
                new Answer(
                        "INTERNAL", Form.REDACTED, Optional.of("request 5 tid 6"), "its own text", Optional.empty()));
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.UNKNOWN);
        Diagnostic said = ended(result, "import-acs/participant2/Alice");
        assertThat(said.code()).isEqualTo("outcome-unknown");
        assertThat(said.detail()).contains("answered INTERNAL. It was at").contains("import acs of Alice::");
        assertThat(said.hint())
                .contains("Nothing goes on until that is known")
                .contains("It reads first")
                .contains("Keep participant2 disconnected");
        assertThat(said.answered().orElseThrow().page()).isEqualTo("engine/docs/errors.md#redacted-answers");
        assertThat(said.answered().orElseThrow().trace()).contains("request 5 tid 6");
        assertThat(journalled(runner, "import-acs/participant2/Alice")).isEqualTo(said);
    }

    @Test
    void nothingWasDoneWhenTheStepsOwnCallWasNeverMade() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        failing(
                scene,
                "vettedPackages",
                Kind.NOT_PERMITTED,
                "PERMISSION_DENIED",
                new Answer("PERMISSION_DENIED", Form.REDACTED, Optional.empty(), "its own text", Optional.empty()));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(scene.offline()));

        Diagnostic said = ended(result, "check-ready/participant2");
        assertThat(said.hint()).contains("Nothing of this step was done.").contains("a token with the needed rights");
    }

    private static Diagnostic ended(RunResult result, String step) {
        return result.outcomes().entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(step))
                .map(entry -> diagnostic(entry.getValue()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.toString()));
    }

    private static Diagnostic diagnostic(Outcome outcome) {
        return outcome.diagnostic().orElseThrow();
    }

    private static Diagnostic journalled(Runner runner, String step) {
        return runner.folder.read().value().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.StepEnded.class::isInstance)
                .map(JournalEvent.StepEnded.class::cast)
                .filter(ended -> ended.step().id().equals(step))
                .map(ended -> diagnostic(ended.outcome()))
                .findFirst()
                .orElseThrow();
    }

    private static void failing(Scene scene, String method, Kind kind, String code, Answer answer) {
        scene.network.wrap(participant -> (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(), new Class<?>[] {Participant.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        throw new CallFailed(new CallFailure(
                                kind,
                                code,
                                "its own text",
                                "doing it",
                                "p:5002",
                                Optional.empty(),
                                Optional.of(answer)));
                    }
                    try {
                        return called.invoke(participant, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
