package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Access;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A backup counts only when it was made while the target is isolated: an older one would lose what happened since, a
 * newer one holds the import.
 */
final class BackUpExecution extends Execution {

    private final Step.BackUp step;

    BackUpExecution(Step.BackUp step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended {
        Isolation.require(step.participant(), "a backup would be of no use", work);
    }

    @Override
    Probe probe() {
        return Probe.open("no backup in the journal");
    }

    /** One way of having a backup. */
    private interface Way {
        void go() throws Ended, Stopped;
    }

    @Override
    void act() throws Ended, Stopped {
        Way way = step.backup()
                .match(
                        none -> this::requireSandbox,
                        manual -> this::requireWord,
                        command -> new BackupRun(command, step, work)::run);
        way.go();
    }

    @Override
    String verify() {
        return step.backup()
                .match(
                        none -> "a sandbox participant needs no backup",
                        manual -> "confirmed by " + work.options().by(),
                        command -> "command ended with exit code 0, its evidence is in the journal");
    }

    private void requireSandbox() throws Ended {
        boolean sandbox = work.plan()
                .participant(step.participant())
                .access()
                .match((Access.Endpoints endpoints) -> false, (Access.Sandbox inside) -> true);
        if (!sandbox) {
            throw work.refused(Diagnostic.error("backup-missing", "no backup is declared for " + step.participant())
                    .because("an import cannot be undone without one")
                    .fix("Declare \"backup manual\" or \"backup { command ... }\" for it, and plan again.")
                    .about(step.participant().name()));
        }
    }

    /** What was said before the target was isolated is not about the backup that is wanted now. */
    private void requireWord() throws Ended {
        Optional<Interlock> window = work.open(Interlock.Kind.ISOLATION);
        boolean said = work.options().backedUp().contains(step.participant());
        boolean inTime =
                window.map(lock -> lock.since().isBefore(work.run().began())).orElse(false);
        if (said && inTime) {
            work.keep(new Result.BackupConfirmed(
                    work.options().by(), work.run().state().time()));
            return;
        }
        throw new Ended(new Outcome.Waiting(Outcome.Whom.PERSON, wanted(window), Optional.empty()));
    }

    private Diagnostic wanted(Optional<Interlock> window) {
        String since = window.map(Interlock::since).map(Instant::toString).orElse("now");
        return Diagnostic.note("backup-wanted", "back up the database of " + step.participant() + " now")
                .because("it is isolated since " + since + ", so a backup made now can be restored if the import fails")
                .fix("Make the backup, then resume and say so.")
                .next(NextCommand.resume()
                        .with("--backup-done", step.participant().name()))
                .about(step.participant().name());
    }

    @Override
    String safeNext() {
        return "A backup may be repeated. Keep " + step.participant() + " disconnected.";
    }
}
