package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Sandboxes;
import io.partita.cli.unit.Unit;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The live hosting beside what was applied, or declared. */
class DriftCommandTest {

    private static final ParticipantName PARTICIPANT1 = new ParticipantName("participant1");

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    private Path unit;

    @BeforeAll
    static void applyOnce() {
        Path made = Typed.scenario("quickstart", once);
        Typed applied = Typed.run("apply", made.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isZero();
    }

    @BeforeEach
    void copyIt() {
        unit = folder.resolve("unit");
        WaitingRun.copy(once.resolve("quickstart"), unit);
    }

    private Typed drift(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "drift";
        all[1] = unit.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.run(all);
    }

    @Test
    void whatWasAppliedHasNotDrifted() throws IOException {
        Typed typed = drift();

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("No drift: 1 party as expected.");
        JsonNode party = json(drift("--json")).path("parties").get(0);
        assertThat(party.path("drift").asBoolean()).isFalse();
        assertThat(party.path("applied_by").asText()).isNotEmpty();
    }

    @Test
    void aHostingThatSomebodyChangedIsFoundExplainedAndUndone() throws Exception {
        lowered();

        Typed found = drift();
        assertThat(found.code()).as(found.both()).isEqualTo(2);
        assertThat(found.out())
                .contains("compared with what run ")
                .contains("~ participant1 has confirmation instead of submission")
                .contains("since serial 4, ")
                .contains(", signed by participant1")
                .contains("Drift: 1 of 1 party not as expected.");
        assertThat(found.err()).contains("Next: partita plan " + unit);
        JsonNode point =
                json(drift("--json")).path("parties").get(0).path("points").get(0);
        assertThat(point.path("kind").asText()).isEqualTo("permission");
        assertThat(point.path("since").path("signed_by").get(0).path("name").asText())
                .isEqualTo("participant1");
        assertThat(drift("--format", "markdown").out())
                .startsWith("### partita drift: `mysynchronizer`\n")
                .contains("- `participant1 has confirmation instead of submission, since serial ");

        Typed planned = Typed.run("plan", unit.toString(), "--detailed-exitcode");
        assertThat(planned.code()).isEqualTo(2);
        assertThat(planned.out()).contains("confirmation -> submission");
        assertThat(planned.unwrapped())
                .contains("note: Alice: this plan undoes drift [drift-undone]")
                .contains("participant1 has confirmation instead of submission, and run ")
                .contains(" had left it otherwise");
        assertThat(Typed.run("plan", unit.toString(), "--format", "markdown").out())
                .contains("- :information_source: `Alice: this plan undoes drift` `[drift-undone]`\n"
                        + "  - why: `participant1 has confirmation instead of submission, and run ");
        assertThat(Typed.run("plan", unit.toString(), "--format", "html").out())
                .contains("Alice: this plan undoes drift", "drift-undone");
        Typed applied = Typed.run("apply", unit.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(drift().code()).isZero();
    }

    @Test
    void aReportForWhatReadsTests() throws Exception {
        Path report = folder.resolve("drift.xml");
        assertThat(drift("--junit", report.toString()).out()).contains("Saved as: " + report);
        assertThat(Files.readString(report))
                .contains("tests=\"1\" failures=\"0\"")
                .contains("<testcase name=\"partita drift\"");

        lowered();
        assertThat(drift("--junit", report.toString()).code()).isEqualTo(2);
        assertThat(Files.readString(report))
                .contains("tests=\"1\" failures=\"1\"")
                .contains("<testcase name=\"Alice\" classname=\"partita.drift.mysynchronizer\">")
                .contains("participant1 has confirmation instead of submission");
    }

    /** A job that reads tests sees red also when nothing could be compared, not the report of yesterday. */
    @Test
    void aLookThatFailsIsAReportThatFails() throws IOException {
        Path journal = unit.resolve(".partita/journal.ndjson");
        Files.writeString(journal, Files.readString(journal).substring(40));
        Path report = folder.resolve("drift.xml");

        assertThat(drift("--junit", report.toString()).code()).isEqualTo(1);

        assertThat(Files.readString(report))
                .contains("tests=\"1\" failures=\"1\"")
                .contains("<testcase name=\"partita drift\"");
    }

    /** What drifted is told also when its report cannot be written; that it is missing is an error. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aReportThatIsLostTakesNoDriftAway() throws Exception {
        lowered();

        Typed typed = drift("--junit", "/dev/full");

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
        assertThat(typed.both())
                .contains("[report-lost]", "~ participant1 has confirmation instead of submission")
                .doesNotContain("Saved as");
    }

    @Test
    void aFileOfSomethingElseIsNotReplacedByAReport() throws IOException {
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThat(drift("--junit", other.toString()).code()).isEqualTo(6);
        assertThat(other).hasContent("mine");
        assertThat(drift("--junit", "-").code()).isEqualTo(64);
    }

    /** What was declared since is a change, and none that puts anything back. */
    @Test
    void aPlanThatOnlyChangesUndoesNothing() throws Exception {
        declare("host participant2, observation", "host participant2, confirmation");

        Typed planned = Typed.run("plan", unit.toString(), "--detailed-exitcode");

        assertThat(planned.code()).as(planned.both()).isEqualTo(2);
        assertThat(planned.err()).doesNotContain("[drift-undone]");
    }

    @Test
    void aDeclarationThatWasChangedAndNotAppliedIsNoDrift() throws IOException {
        declare("host participant2, observation", "host participant2, confirmation");

        Typed typed = drift();
        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("the declaration at hand says another hosting than was applied");
    }

    @Test
    void withoutARunTheDeclarationCounts() throws IOException {
        WaitingRun.delete(unit.resolve(".partita"));
        assertThat(drift().code()).isZero();

        declare("host participant2, observation", "host participant2, confirmation");
        Typed typed = drift();
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.out())
                .contains("compared with the declaration at hand")
                .contains("participant2 has observation instead of confirmation");
    }

    @Test
    void aHostTooManyAndAPartyThatIsNotThere() throws IOException {
        WaitingRun.delete(unit.resolve(".partita"));
        declare("    host participant2, observation\n", "");
        Files.writeString(
                unit.resolve("more.groovy"),
                "party('Carol') {\n    local on: participant1\n    host participant1, submission\n}\n");

        Typed typed = drift();
        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out())
                .contains("~ participant2 hosts it with observation and is not expected to")
                .contains("~ it is hosted nowhere")
                .contains("Drift: 2 of 2 parties not as expected.");
    }

    @Test
    void aDamagedStateIsNotBelieved() throws IOException {
        Path journal = unit.resolve(".partita/journal.ndjson");
        Files.writeString(journal, Files.readString(journal).substring(40));

        Typed typed = drift();
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("state verify");
    }

    private void declare(String written, String instead) throws IOException {
        Path script = unit.resolve("hosting.groovy");
        String text = Files.readString(script);
        assertThat(text).contains(written);
        Files.writeString(script, text.replace(written, instead));
    }

    /** Somebody lowers the permission of participant1, behind partita's back. */
    private void lowered() throws CallFailed {
        try (Network network = Networks.of(Sandboxes.open(new Unit(unit)).value())) {
            Participant participant = network.participant(PARTICIPANT1);
            PhysicalSynchronizerId synchronizer = participant.synchronizer("mysynchronizer");
            HostingMapping live = participant.allHostings(synchronizer).values().stream()
                    .map(state -> state.mapping())
                    .filter(mapping -> mapping.party().uid().identifier().equals("Alice"))
                    .findFirst()
                    .orElseThrow();
            HostingMapping lowered = new HostingMapping(
                    live.party(),
                    live.serial() + 1,
                    live.threshold(),
                    live.hosts().stream()
                            .map(host -> host.permission() == Permission.SUBMISSION
                                    ? new Host(host.participant(), Permission.CONFIRMATION, host.onboarding())
                                    : host)
                            .toList(),
                    live.signingKeys());
            participant.propose(synchronizer, lowered, Optional.empty(), Duration.ofSeconds(30));
        }
    }

    private static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }
}
