package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Unknown, not asked and absent are three things, for people and for machines. */
class UnknownIsSaidTest extends WaitingRun {

    @Test
    void doctorKnowsTheIsolationOfARun() {
        Typed doctor = typed("doctor");

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out().replaceAll("\\s+", " "))
                .contains("is isolated since", "by a run that is not finished", "Do not connect it by hand")
                .contains("run: partita resume")
                .doesNotContain("Connect it.");
        assertThat(doctor.err()).doesNotContain("isolation-unknown");
    }

    @Test
    void doctorSaysThatAStateCannotBeRead() throws IOException {
        damage();

        assertThat(typed("doctor").unwrapped())
                .contains("whether a run has isolated a participant is not known for sure [isolation-unknown]")
                .contains("partita state verify");
    }

    @Test
    void statusOfADamagedStateDoesNotSayThatNothingIsOpen() throws IOException {
        damage();

        Typed status = typed("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out())
                .contains("Only a part of the state could be read.")
                .doesNotContain("Nothing is running, waiting or open.");
        JsonNode document = json(typed("status --json"));
        assertThat(document.path("read").asText()).isEqualTo("in-part");
        assertThat(document.path("participants").asText()).isEqualTo("something-open");
    }

    @Test
    void statusSaysThatThePlanOfTheRunCannotBeRead() throws IOException {
        try (Stream<Path> runs = Files.list(state("runs"))) {
            Files.writeString(runs.findFirst().orElseThrow().resolve("plan.json"), "{");
        }

        Typed status = typed("status");

        assertThat(status.out()).contains("It is unfinished.", "How far it is is not known: its plan was not read.");
        assertThat(status.err()).contains("warning: ");
        assertThat(json(typed("status --json")).has("standing")).isFalse();
    }

    @Test
    void statusSaysWhetherParticipantsWereAsked() throws IOException {
        assertThat(json(typed("status --json")).path("participants").asText()).isEqualTo("not-asked");
        assertThat(json(typed("status --json")).path("read").asText()).isEqualTo("whole");

        delete(unit.resolve(".partita"));
        assertThat(json(typed("status --json")).path("participants").asText()).isEqualTo("something-open");

        delete(unit.resolve(".sandbox"));
        assertThat(json(typed("status --json")).path("participants").asText()).isEqualTo("not-asked");

        assertThat(typed("status").out())
                .contains("No run is recorded here.", "No participant was asked what is open there.");

        assertThat(typed("plan").code()).isZero();
        assertThat(json(typed("status --json")).path("participants").asText()).isEqualTo("nothing-open");
        assertThat(typed("status").out())
                .contains("No run is recorded here.")
                .contains("The participants were asked and show nothing that a run leaves open.");
    }

    @Test
    void showSaysWhatIsKnownOfAHostingAndThatProposalsWereAskedFor() throws IOException {
        JsonNode party = json(typed("show --json")).path("parties").get(0);

        assertThat(party.path("hosting").asText()).isEqualTo("hosted");
        assertThat(party.path("proposals").isArray()).isTrue();
        assertThat(party.path("proposals")).isEmpty();
    }

    @Test
    void theEndOfARunSaysWhatBecameOfTheOtherSteps() {
        Typed again = approved("resume");

        assertThat(again.code()).isEqualTo(5);
        assertThat(again.out()).containsPattern("[0-9]+ of [0-9]+ steps in place, 1 waiting, [0-9]+ still to do\\.");
    }
}
