package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What status says of a run that is not finished: how far it is, what is wanted, and what is to be typed. */
class StatusOfRunTest extends WaitingRun {

    @Test
    void atAGateItSaysHowFarTheRunIsAndWhatIsWanted() {
        Typed status = typed("status");

        assertThat(status.code()).as(status.both()).isZero();
        assertThat(status.both())
                .contains("It is unfinished.")
                .containsPattern("wave [0-9]+/[0-9]+ +back up the target; [0-9]+ of [0-9]+ steps in place")
                .contains("--backup-done=participant2");
    }

    @Test
    void whileAnotherProcessWorksNothingButLookingIsAdvised() {
        StateStore store = FolderStore.at(unit.resolve(".partita"));

        String said = store.lock("resume", owner -> {})
                .match(
                        taken -> {
                            try (var lease = taken.lease()) {
                                assertThat(lease.recording().state().unfinishedRun())
                                        .isPresent();
                                return typed("status").both();
                            }
                        },
                        held -> held.diagnostic().toString(),
                        unusable -> unusable.diagnostics().toString());

        assertThat(said)
                .contains("Locked by", "It is under way.")
                .containsPattern("wave [0-9]+/[0-9]+ +back up the target; [0-9]+ of [0-9]+ steps in place")
                .contains("Next: partita status")
                .doesNotContain("partita resume");
    }

    @Test
    void forMachinesItIsNumbersAndIds() throws IOException {
        JsonNode standing = json(typed("status --json")).path("standing");

        assertThat(standing.path("title").asText()).isEqualTo("back up the target");
        assertThat(standing.path("steps_done").asInt())
                .isPositive()
                .isLessThan(standing.path("steps").asInt());
    }

    /** A run that stopped stale at once is superseded by the next; one that is done is no word of it. */
    @Test
    void afterAStaleRunANewPlanIsAdvisedAndAfterAFinishedOneNothing() throws IOException {
        Path fresh = Typed.scenario("quickstart", folder.resolve("fresh"));
        String plan = fresh.resolve("plan.json").toString();
        assertThat(Typed.run("plan", fresh.toString(), "-o", plan).code()).isZero();
        assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isZero();

        Typed finished = Typed.run("status", fresh.toString());
        assertThat(finished.both())
                .contains("Nothing is running, waiting or open.")
                .doesNotContain("Next:", "resume");

        assertThat(Typed.run("apply", plan, "--confirm=Alice").code()).isEqualTo(3);
        Typed stale = Typed.run("status", fresh.toString());
        assertThat(stale.both())
                .contains("It stopped stale and left nothing open: a new plan takes its place.")
                .contains("Next: partita plan " + fresh)
                .doesNotContain("resume");
    }

    @Test
    void aRefusedAbandonLeavesTheRunAsFarAsItWas() {
        Typed refused = approved("resume --abandon");

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.both()).doesNotContain(": 0 of ").containsPattern("[1-9][0-9]* of [0-9]+ steps in place");
        assertThat(typed("status").both()).contains("back up the target", "--backup-done=participant2");
    }
}
