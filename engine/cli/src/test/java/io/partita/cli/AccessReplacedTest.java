package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Another access for a run that waits: shown, asked about, recorded, and believed only where it was approved. */
class AccessReplacedTest extends WaitingRun {

    private Path script() throws IOException {
        try (Stream<Path> files = Files.list(unit)) {
            return files.filter(file -> file.toString().endsWith(".groovy"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void declare(String former, String now) throws IOException {
        String text = Files.readString(script());
        assertThat(text).contains(former);
        Files.writeString(script(), text.replace(former, now));
    }

    private Typed typedIn(Map<String, String> more, String command) {
        Map<String, String> environment = new HashMap<>(home);
        environment.putAll(more);
        return Typed.in(environment, "", (command + " " + unit).split(" "));
    }

    /** Both words of who approves: of the plan, and of the access. */
    private Typed taken() {
        return approved("resume --access=" + unit + " --auto-approve");
    }

    @Test
    void whatDiffersIsShownAndTakenOnlyWhenItIsApproved() throws IOException {
        declare("backup manual", "backup { command 'true' }");
        String before = Files.readString(state("journal.ndjson"));

        Typed unapproved = typed("resume --access=" + unit);
        assertThat(unapproved.code()).isEqualTo(6);
        assertThat(unapproved.unwrapped()).contains("[run-not-approved-here]");
        Typed unasked = approved("resume --access=" + unit);
        assertThat(unasked.code()).as(unasked.both()).isEqualTo(6);
        assertThat(unasked.out()).contains("participant2", "backup", "was  by a person", "is   command 'true'");
        assertThat(unasked.unwrapped()).contains("[access-not-approved]", "--access=" + unit, "--auto-approve");
        assertThat(Files.readString(state("journal.ndjson"))).isEqualTo(before);

        Typed done = taken();
        assertThat(done.code()).as(done.both()).isZero();
        assertThat(Files.readString(state("journal.ndjson"))).contains("access-replaced");
        assertThat(typed("state show").out()).contains("another access taken");
    }

    @Test
    void theSameAccessIsNothingToAskAbout() throws IOException {
        Typed same = approved("resume --access=" + unit);

        assertThat(same.code()).as(same.both()).isEqualTo(5);
        assertThat(same.unwrapped()).contains("is the one that the run has already");
        assertThat(Files.readString(state("journal.ndjson"))).doesNotContain("access-replaced");
    }

    @Test
    void aRunGoesOnWithTheAccessThatItWasGiven() throws IOException {
        declare("backup manual", "backup { command 'false' }");
        Typed failed = taken();
        assertThat(failed.code()).as(failed.both()).isEqualTo(1);
        assertThat(failed.unwrapped()).contains("[backup-failed]", "--backup-done=participant2", "--access=FOLDER");

        Typed again = typed("resume");
        assertThat(again.code()).as(again.both()).isEqualTo(1);
        assertThat(again.unwrapped()).contains("[backup-failed]");
        assertThat(typed("resume --backup-done=participant2").code()).isZero();
    }

    /** The journal can have come from anybody: what it says is run and who gets which secret is not taken from there. */
    @Test
    void anAccessThatWasTakenElsewhereIsNotBelieved() throws IOException {
        declare("backup manual", "backup { command 'sh', '-c', 'touch ran; exit 1' }");
        assertThat(taken().code()).isEqualTo(1);
        Files.delete(unit.resolve("ran"));
        home = Map.of("HOME", folder.resolve("other-home").toString());

        Typed refused = typed("resume");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.out()).doesNotContain("touch ran");
        assertThat(refused.unwrapped()).contains("[run-not-approved-here]", "which is not believed here");
        Typed back = approved("resume");
        assertThat(back.code()).as(back.both()).isEqualTo(6);
        assertThat(back.out()).contains("touch ran", "is   by a person");

        Typed waiting = approved("resume --auto-approve");
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(waiting.unwrapped()).contains("[backup-wanted]");
        assertThat(unit.resolve("ran")).doesNotExist();
    }

    @Test
    void whatIsTakenFromADeclarationFollowsItsRules() throws IOException {
        declare("backup manual", "backup { command 'true' }");

        Typed inCi = typedIn(
                Map.of("CI", "true"), "resume --auto-approve --expect-hash=" + hash(unit) + " --access=" + unit);
        assertThat(inCi.code()).as(inCi.both()).isEqualTo(6);
        assertThat(inCi.unwrapped()).contains("[access-in-ci]");
        Typed trust = approved("resume --trust=main");
        assertThat(trust.code()).as(trust.both()).isEqualTo(64);
        assertThat(trust.unwrapped()).contains("[trust-of-a-plan]", "--access FOLDER");
    }

    @Test
    void aDeclarationOfOtherParticipantsIsRefused() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("net.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant9 { sandbox() } }
                """);

        Typed refused = approved("resume --auto-approve --access=" + other);

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[access-incomplete]", "does not have participant1, participant2");
    }
}
