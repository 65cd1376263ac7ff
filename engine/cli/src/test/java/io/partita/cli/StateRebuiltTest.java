package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.OpenState;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A state that cannot be used is begun afresh where that is safe. */
class StateRebuiltTest extends WaitingRun {

    @Test
    void aSoundStateIsNotRebuilt() {
        Typed refused = typed("state rebuild --reason=curious");

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[state-sound]").contains("partita status " + unit);
    }

    @Test
    void anOpenWindowIsNotForgotten() throws IOException {
        damage();
        byte[] journal = Files.readAllBytes(state("journal.ndjson"));

        Typed refused = typed("state rebuild --reason=disk");

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped())
                .contains("[left-isolated]")
                .contains("[live-onboarding]")
                .contains("[rebuild-unsafe]")
                .contains("nothing was changed");
        assertThat(Files.readAllBytes(state("journal.ndjson"))).isEqualTo(journal);
        assertThat(json(typed("state rebuild --reason=disk --json"))
                        .path("exit_code")
                        .asInt())
                .isEqualTo(6);
    }

    /** Its machine may be gone, and a state that cannot be read cannot be unlocked either: that must not be a circle. */
    @Test
    void aLockOfAnotherMachineDoesNotKeepTheNetworkFromBeingLookedAt() throws IOException {
        lockedFrom("elsewhere");
        damage();

        Typed refused = typed("state rebuild --reason=disk");

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[rebuild-unsafe]").doesNotContain("[state-locked]");
    }

    @Test
    void aLockThatLivesHereIsMetBeforeAnybodyIsAsked() throws IOException {
        try (OpenState other = open()) {
            damage();

            Typed refused = typed("state rebuild --reason=disk");

            assertThat(refused.code()).as(refused.both()).isEqualTo(4);
            assertThat(refused.unwrapped()).contains("[state-locked]").doesNotContain("[live-onboarding]");
            assertThat(other.state().unfinishedRun()).isPresent();
        }
    }

    private OpenState open() {
        return FolderStore.at(unit.resolve(".partita"))
                .lock("other")
                .match(
                        taken -> new OpenState(taken.lease()),
                        held -> {
                            throw new AssertionError(held);
                        },
                        unusable -> {
                            throw new AssertionError(unusable);
                        });
    }

    /** As a process of another machine leaves its lock that is gone with that machine. */
    private void lockedFrom(String host) throws IOException {
        String text;
        try (OpenState gone = open()) {
            assertThat(gone.state().unfinishedRun()).isPresent();
            text = Files.readString(state("lock"));
        }
        String moved = text.replaceFirst("(\"host\": *)\"[^\"]*\"", "$1\"" + host + "\"");
        assertThat(moved).isNotEqualTo(text);
        Files.writeString(state("lock"), moved);
    }

    @Test
    void aFinishedStateThatIsLostIsRebuiltAndSaysWhatItCannotKnow() throws IOException {
        Typed resumed = approved("resume --backup-done=participant2");
        assertThat(resumed.code()).as(resumed.both()).isZero();
        damage();

        Typed unsaid = typed("state rebuild --reason=disk");
        assertThat(unsaid.code()).as(unsaid.both()).isEqualTo(6);
        assertThat(unsaid.unwrapped()).contains("--no-pruning=participant2");

        Typed rebuilt = Typed.in(
                home, "", "state", "rebuild", unit.toString(), "--reason=disk", "--no-pruning=participant2", "--json");

        assertThat(rebuilt.code()).as(rebuilt.both()).isZero();
        JsonNode document = json(rebuilt);
        assertThat(document.path("unknown")).hasSize(3);
        assertThat(document.path("former_lineage").asText())
                .isNotEqualTo(document.path("lineage").asText());
        assertThat(unit.resolve(document.path("kept").asText()).resolve("journal.ndjson"))
                .exists();
        assertThat(typed("state verify").code()).isZero();
        assertThat(Files.readString(state("journal.ndjson")))
                .contains("state-rebuilt")
                .contains("\"reason\":\"disk\"");
        assertThat(typed("plan --detailed-exitcode").code()).isZero();
    }

    @Test
    void aMisspeltParticipantIsNamed() throws IOException {
        damage();

        Typed misspelt = typed("state rebuild --reason=disk --no-pruning=participant3");

        assertThat(misspelt.code()).isEqualTo(64);
        assertThat(misspelt.unwrapped()).contains("participant3");
    }
}
