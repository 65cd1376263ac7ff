package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Access;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.planfile.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan in which a careful hand exchanged the ways to the participants, and everything that is a checksum fits: it
 * would isolate the source, and make the party active on a target that is connected.
 */
class ForgedPlanTest {

    private static final ParticipantName ONE = new ParticipantName("participant1");
    private static final ParticipantName TWO = new ParticipantName("participant2");

    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void plan() {
        served = Served.quick(Scenario.named("quickstart"), folder.resolve("unit"));
        run(0, "plan", ".", "-o", "plan.json");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void bothEndpointsAreThoseOfAnother() throws IOException {
        changesNothing((own, others) -> others);
    }

    @Test
    void theAdminApiIsThatOfAnother() throws IOException {
        changesNothing((own, others) ->
                new Access.Endpoints(endpoints(others).admin(), endpoints(own).ledger()));
    }

    @Test
    void theLedgerApiIsThatOfAnother() throws IOException {
        changesNothing((own, others) ->
                new Access.Endpoints(endpoints(own).admin(), endpoints(others).ledger()));
    }

    private static Access.Endpoints endpoints(Access access) {
        return access.match(endpoints -> endpoints, sandbox -> {
            throw new AssertionError("a served participant has endpoints");
        });
    }

    /** @param forged the access of a participant, from its own and that of the other */
    private void changesNothing(BinaryOperator<Access> forged) throws IOException {
        String before = run(0, "show", ".");
        Path file = served.unit().resolve("plan.json");
        PlanContent content =
                PlanFile.read(Files.readAllBytes(file), "plan.json").value().content();
        Files.write(file, PlanFile.write(new Plan(exchanged(content, forged))).text());

        String dry = run(3, "apply", "plan.json", "--confirm=Alice", "--dry-run");
        String applied = run(3, "apply", "plan.json", "--confirm=Alice");

        assertThat(dry).contains("[participant-is-another]");
        assertThat(applied).contains("[participant-is-another]").doesNotContain("hosted nowhere");
        assertThat(run(0, "show", ".")).isEqualTo(before);
        assertThat(run(0, "doctor", ".")).contains("connected and healthy").doesNotContain("not connected");
    }

    private static PlanContent exchanged(PlanContent content, BinaryOperator<Access> forged) {
        var participants = new TreeMap<>(content.participants());
        participants.put(ONE, reached(content, ONE, TWO, forged));
        participants.put(TWO, reached(content, TWO, ONE, forged));
        return new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                participants,
                content.keys(),
                content.namespaces(),
                content.parties(),
                content.unchanged(),
                content.vettings(),
                content.sources(),
                content.windows());
    }

    private static PlannedParticipant reached(
            PlanContent content, ParticipantName name, ParticipantName other, BinaryOperator<Access> forged) {
        PlannedParticipant own = content.participant(name);
        return new PlannedParticipant(
                name,
                own.id(),
                own.release(),
                own.protocolVersions(),
                forged.apply(own.access(), content.participant(other).access()),
                own.operator(),
                own.backup());
    }

    private String run(int exit, String... words) {
        Command.Ended ended = served.command().run(List.of(words));
        String said = ended.stdout() + ended.stderr();
        assertThat(ended.exit()).as(said).isEqualTo(exit);
        return said;
    }
}
