package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed for a run of another folder, or for one that has ended, does not end well with nothing done. */
class NothingToResumeTest {

    @TempDir
    static Path once;

    private static Path fresh;
    private static Path done;

    @BeforeAll
    static void aRunThatHasEnded() {
        fresh = Typed.scenario("quickstart", once.resolve("fresh"));
        done = Typed.scenario("quickstart", once.resolve("done"));
        assertThat(Typed.run("apply", done.toString(), "--auto-approve").code()).isZero();
    }

    private static Typed typed(String words, Path unit) {
        List<String> all = new ArrayList<>(List.of(words.split(" ")));
        all.add(unit.toString());
        return Typed.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resume",
                "resume --abandon",
                "resume --backup-done=participant2",
                "resume --receipts=receipts.json --operator=bank-a",
                "resume --signature=signatures.json",
                "sign import signatures.json"
            })
    void nothingGoesOnWhereNothingWasRecorded(String words) {
        Typed typed = typed(words, fresh);

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.unwrapped())
                .contains("nothing was ever recorded in this folder [no-state-here]")
                .contains("Name the folder in which the plan was applied.");
        assertThat(fresh.resolve(".partita")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resume --abandon",
                "resume --backup-done=participant2",
                "resume --receipts=receipts.json --operator=bank-a",
                "resume --signature=signatures.json",
                "sign import signatures.json"
            })
    void nobodyTakesWhatIsBroughtWhereNoRunIsUnfinished(String words) {
        Typed typed = typed(words, done);

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        String option =
                words.startsWith("sign") ? "--signature" : words.split(" ")[1].split("=")[0];
        assertThat(typed.unwrapped()).contains("so nobody takes " + option + " [nothing-to-bring-to]");
    }

    @Test
    void whoBringsNothingIsToldThatNothingIsLeftToDo() {
        Typed typed = typed("resume", done);

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.unwrapped()).contains("[nothing-to-resume]");
    }
}
