package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.apply.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that this machine has not started, or that waited for long. */
class RunFromElsewhereTest extends WaitingRun {

    // ---- a run that nobody here has started ----

    @ParameterizedTest
    @ValueSource(strings = {"resume", "resume --abandon", "resume --backup-done=participant2"})
    void aStateThatCameWithTheFolderIsShownAndGoesOnOnlyWithItsPlansHash(String command) {
        Typed refused = typed(command);

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.out()).contains("Party Alice", "point of no return", "Hash: " + hash(unit));
        assertThat(refused.unwrapped()).contains("[run-not-approved-here]", "--expect-hash=" + hash(unit));
        assertThat(typed("status").err()).contains("[backup-wanted]");

        Typed other = typed(command + " --expect-hash=" + "0".repeat(12));
        assertThat(other.code()).as(other.both()).isEqualTo(6);
        assertThat(other.err()).contains("[plan-not-expected]");

        Typed approved = typed(
                "resume --backup-done=participant2 --expect-hash=" + hash(unit).substring(0, 12));
        assertThat(approved.code()).as(approved.both()).isZero();
    }

    /** It waits again, and is then known. */
    @Test
    void whoHasApprovedARunIsNotAskedAgain() {
        assertThat(typed("resume --expect-hash=" + hash(unit)).code()).isEqualTo(5);

        assertThat(typed("resume --backup-done=participant2").code()).isZero();
    }

    // ---- long waits ----

    @Test
    void aRunIsResumedOnAnotherMachineUnderAnotherPathTheNextMorning() {
        Path elsewhere = folder.resolve("bastion-2/work");
        copy(unit, elsewhere);
        Ticker nextMorning = later(Duration.ofHours(9));
        Map<String, String> otherHome =
                Map.of("XDG_STATE_HOME", folder.resolve("other-home").toString());

        Typed status = Typed.at(nextMorning, otherHome, "status", elsewhere.toString());
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("for 9 h");
        assertThat(status.unwrapped()).contains("[isolation-old]").contains("participant2 has been isolated for 9 h");

        Typed still =
                Typed.at(nextMorning, otherHome, "resume", elsewhere.toString(), "--expect-hash=" + hash(elsewhere));
        assertThat(still.code()).isEqualTo(5);
        assertThat(still.both()).contains("isolated for 9 h").contains("[isolation-old]");

        Typed resumed = Typed.at(nextMorning, otherHome, "resume", elsewhere.toString(), "--backup-done=participant2");
        assertThat(resumed.code()).as(resumed.both()).isZero();
        assertThat(folder.resolve("other-home/partita/lineages")).isNotEmptyDirectory();
    }

    private static Ticker later(Duration by) {
        return new Ticker() {
            @Override
            public Instant instant() {
                return Instant.now().plus(by);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Ticker.SYSTEM.sleep(duration);
            }
        };
    }
}
