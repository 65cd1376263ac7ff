package io.partita.plans.conformance;

import static io.partita.plans.conformance.OfflineCases.requireReplicated;
import static io.partita.plans.conformance.SimpleCases.requireHosting;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.plans.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A process that dies or is stopped, and the one that goes on. */
final class ResumeCases {

    private static final int NOTES = 4;
    private static final int KILLED = 137;
    private static final int STOPPED = 1;
    private static final int ATTEMPTS = 3;

    /** The second signal, as the kernel numbers it, in the mask of signals that a process ignores. */
    private static final long INTERRUPT_BIT = 1L << 1;

    List<Case> cases() {
        return List.of(
                Case.of(
                        "kill-offline",
                        "SIGKILL in every wave of the offline path, one after the other; resumed each time",
                        ResumeCases::killOffline),
                Case.of(
                        "kill-simple",
                        "SIGKILL in every wave of the simple path, a fresh party for each; resumed each time",
                        ResumeCases::killSimple),
                Case.of(
                        "stop-in-wait",
                        "Ctrl-C while the onboarding flag is waited for; resumed",
                        ResumeCases::stopInWait),
                Case.of(
                        "stop-isolated",
                        "Ctrl-C while the target is isolated; it stays so until resume",
                        ResumeCases::stopIsolated),
                Case.of("abandon", "given up while everything can be put back, and it is", ResumeCases::abandon),
                Case.of("locked", "a second run in the same folder: exit 4", ResumeCases::locked));
    }

    private static void killOffline(Ground ground) {
        Wanted party = Wanted.party(ground.name("Killed"), ground.source());
        ground.used(party.name(), NOTES);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        Unit unit = ground.unit(more);
        Connections.Found source = ground.connections().of(ground.source());
        Connections.Found destination = ground.connections().of(ground.destination());
        int waves = waves(unit.plan());
        List<Integer> missed = new ArrayList<>();
        String[] words = {"apply", ".", "--auto-approve", "--json"};
        for (int wave = 0; wave < waves; wave++) {
            if (!kill(unit, wave, words)) {
                missed.add(wave);
            }
            words = new String[] {"resume", ".", "--json"};
        }
        finish(unit);
        requireReplicated(ground, more);
        unit.requireDone();
        assertThat(ground.connections().of(ground.source())).isEqualTo(source);
        assertThat(ground.connections().of(ground.destination())).isEqualTo(destination);
        requireKilled(ground, waves, missed);
    }

    private static void killSimple(Ground ground) {
        List<Integer> missed = new ArrayList<>();
        int waves = 1;
        for (int wave = 0; wave < waves; wave++) {
            Wanted party = Wanted.party(ground.name("Killed-" + wave), ground.source());
            ground.allocate(party.name());
            Wanted more = party.host(ground.destination(), SUBMISSION);
            Unit unit = ground.unit(more);
            waves = waves(unit.plan());
            if (!kill(unit, wave, "apply", ".", "--auto-approve", "--json")) {
                missed.add(wave);
            }
            finish(unit);
            requireHosting(ground, more);
            unit.requireDone();
        }
        requireKilled(ground, waves, missed);
    }

    private static int waves(JsonNode plan) {
        return plan.required("waves").size();
    }

    /** @return whether the process was killed before it had ended by itself */
    private static boolean kill(Unit unit, int wave, String... words) {
        Command.Ended ended = unit.killAt(started(wave), words);
        if (ended.exit() != KILLED) {
            Unit.requireExit(ended, 0, List.of(words));
        }
        return ended.exit() == KILLED;
    }

    private static Predicate<String> started(int wave) {
        return line -> line.contains("\"event\":\"step-started\"") && line.contains("\"wave\":" + wave + ",");
    }

    private static void finish(Unit unit) {
        unit.run(0, "resume");
    }

    /** The last wave only looks, and may be over before the signal arrives; the ones before may not. */
    private static void requireKilled(Ground ground, int waves, List<Integer> missed) {
        assertThat(missed).as("waves that had ended before the signal").isSubsetOf(waves - 1);
        ground.remark(waves - missed.size() + " of " + waves + " waves");
    }

    /**
     * The wait is as long as the decision timeout; where that is short and the machine slow, nothing may be left to
     * wait for.
     */
    private static void stopInWait(Ground ground) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Wanted party = Wanted.party(ground.name("Interrupted-" + attempt), ground.source());
            ground.used(party.name(), NOTES);
            Wanted more = party.host(ground.destination(), OBSERVATION);
            Unit unit = ground.unit(more);
            int exit = stop(ground, unit, "step-waiting", "clear-onboarding").exit();
            if (exit == STOPPED) {
                assertThat(unit.run(0, "status")).contains("resume");
            } else {
                assertThat(exit).isZero();
            }
            finish(unit);
            requireReplicated(ground, more);
            unit.requireDone();
            if (exit == STOPPED) {
                return;
            }
        }
        throw new AssertionError("the flag was gone before anybody waited for it, " + ATTEMPTS + " times");
    }

    private static void stopIsolated(Ground ground) {
        Wanted party = Wanted.party(ground.name("Stopped"), ground.source());
        ground.used(party.name(), NOTES);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        Unit unit = ground.unit(more);
        requireStopped(stop(ground, unit, "step-started", "export-acs"));
        assertThat(ground.connections().isConnected(ground.destination())).isFalse();
        assertThat(unit.run(6, "resume", "--abandon")).contains("[abandon-unsafe]");
        finish(unit);
        requireReplicated(ground, more);
        unit.requireDone();
    }

    private static void abandon(Ground ground) {
        Wanted party = Wanted.party(ground.name("Abandoned"), ground.source());
        ground.used(party.name(), NOTES);
        Unit unit = ground.unit(party.host(ground.destination(), OBSERVATION));
        requireStopped(stop(ground, unit, "step-started", "isolate"));
        unit.run(0, "resume", "--abandon", "--reason=conformance");
        assertThat(ground.connections().of(ground.destination()))
                .isEqualTo(ground.found().get(ground.destination()));
        assertThat(ground.connections().of(ground.source()))
                .isEqualTo(ground.found().get(ground.source()));
        assertThat(ground.topology().hosting(ground.source(), ground.id(party.name())))
                .contains(party.hosting());
    }

    /** Asks a run to stop at an event of a kind of step. */
    private static Command.Ended stop(Ground ground, Unit unit, String event, String kind) {
        Command.Stop how = signal(ground);
        return unit.stopAt(
                line -> line.contains("\"event\":\"" + event + "\"") && line.contains("\"kind\":\"" + kind + "\""),
                how,
                "apply",
                ".",
                "--auto-approve",
                "--json");
    }

    private static void requireStopped(Command.Ended ended) {
        assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(STOPPED);
    }

    /**
     * A process inherits which signals are ignored; a shell that starts a build in the background has it ignore Ctrl-C.
     */
    private static Command.Stop signal(Ground ground) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("SigIgn:")
                        && (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT_BIT) != 0) {
                    ground.remark("by SIGTERM: this build was started with Ctrl-C ignored");
                    return Command.Stop.TERMINATE;
                }
            }
            return Command.Stop.INTERRUPT;
        } catch (IOException notLinux) {
            return Command.Stop.INTERRUPT;
        }
    }

    private static void locked(Ground ground) {
        Wanted party = Wanted.party(ground.name("Locked"), ground.source());
        ground.allocate(party.name());
        Wanted more = party.host(ground.destination(), SUBMISSION);
        Unit unit = ground.unit(more);
        unit.plan();
        Command.Ended ended = unit.watch(
                line -> line.contains("\"event\":\"step-started\""),
                () -> unit.run(4, "apply", "plan.json", "--confirm=" + party.name()),
                "apply",
                ".",
                "--auto-approve",
                "--json");
        Unit.requireExit(ended, 0, List.of("apply"));
        requireHosting(ground, more);
    }
}
