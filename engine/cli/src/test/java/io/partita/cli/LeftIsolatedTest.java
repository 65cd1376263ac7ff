package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Somebody isolated a target, and what is known of it here is nothing, or can not be read any more. */
class LeftIsolatedTest extends WaitingRun {

    private String repair() {
        return "partita plan " + unit + " --repair=Alice@participant2 -o repair.json";
    }

    private static String said(Typed typed) {
        return typed.both().replaceAll("\\s+", " ");
    }

    @Test
    void doctorTellsWhatIsOpenThereAndThePlanThatRepairsIt() throws IOException {
        delete(unit.resolve(".partita"));

        Typed doctor = typed("doctor");

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(said(doctor))
                .contains("is not connected, and Alice is being onboarded there")
                .contains("Do not connect it by hand. If there is a run, resume it where its state is.")
                .contains(repair());
    }

    @Test
    void planTellsTheSame() throws IOException {
        delete(unit.resolve(".partita"));

        Typed plan = typed("plan");

        assertThat(plan.code()).isEqualTo(6);
        assertThat(plan.unwrapped())
                .contains("[left-isolated]")
                .contains("participant2 is not connected, and Alice is being onboarded there")
                .contains(repair());
    }

    /** Each command is one that the last one printed. */
    @Test
    void whatIsPrintedLeadsFromALostStateToTheDeclaredHosting() throws IOException {
        damage();
        Typed refused = typed("state rebuild --reason=disk");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.unwrapped())
                .contains("partita state rebuild " + unit + " --reason=TEXT --repair=Alice@participant2");

        Typed rebuilt = typed("state rebuild --reason=disk --repair=Alice@participant2");
        assertThat(rebuilt.code()).as(rebuilt.both()).isZero();
        assertThat(said(rebuilt)).contains(repair());

        Path file = folder.resolve("repair.json");
        Typed planned = typed("plan --repair=Alice@participant2 -o " + file);
        assertThat(planned.code()).as(planned.both()).isZero();
        assertThat(said(planned))
                .contains("was found disconnected, and whether a run did that, this plan does not know");

        Typed waiting = Typed.in(home, "", "apply", file.toString(), "--confirm=Alice");
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        Typed done = typed("resume --backup-done=participant2");
        assertThat(done.code()).as(done.both()).isZero();

        assertThat(typed("plan --detailed-exitcode").code()).isZero();
        assertThat(typed("doctor").code()).isZero();
    }

    /** One by one, a plan refuses each of them for the others. */
    @Test
    void everyRepairThatWasSaidIsPlannedTogether() throws IOException {
        damage();

        Typed rebuilt = typed("state rebuild --reason=disk --repair=Alice@participant3 --repair=Alice@participant2");

        assertThat(rebuilt.code()).as(rebuilt.both()).isZero();
        assertThat(said(rebuilt))
                .contains("partita plan " + unit
                        + " --repair=Alice@participant2 --repair=Alice@participant3 -o repair.json");
    }
}
