package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.approval.Approval;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Statement;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.ShellWord;
import io.partita.core.file.Replacement;
import io.partita.core.model.Access;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (isConfirmed()) {
            return;
        }
        requireSignedWhereReplaced();
        Way way = step.backup()
                .match(
                        none -> this::requireSandbox,
                        manual -> this::requireWord,
                        command -> new BackupRun(command, step, work)::run);
        way.go();
    }

    @Override
    String verify() {
        Optional<String> by = work.record().result(Result.BackupConfirmed.class).map(Result.BackupConfirmed::by);
        return by.map(person -> "confirmed by " + person)
                .orElseGet(() -> step.backup()
                        .match(
                                none -> "a sandbox participant needs no backup",
                                manual -> "confirmed",
                                command -> "command ended with exit code 0, its evidence is in the journal"));
    }

    /** Who replaces how a participant is reached can put a command in the place of a person who has to sign. */
    private void requireSignedWhereReplaced() throws Ended {
        boolean replaced = work.run()
                .state()
                .state()
                .run(work.run().id())
                .orElseThrow()
                .access()
                .isPresent();
        if (replaced) {
            requireSigned();
        }
    }

    private void requireSigned() throws Ended {
        Optional<Diagnostic> unsigned = unsigned();
        if (unsigned.isPresent()) {
            throw new Ended(new Outcome.Waiting(Outcome.Whom.PERSON, unsigned.get(), Optional.empty()));
        }
    }

    private void requireSandbox() throws Ended {
        boolean sandbox = work.plan()
                .participant(step.participant())
                .access()
                .match((Access.Endpoints endpoints) -> false, (Access.Sandbox inside) -> true);
        if (!sandbox) {
            throw work.refused(Diagnostic.error("backup-missing", "no backup is declared for " + step.participant())
                    .because("an import cannot be undone without one")
                    .fix("Back it up now, while it is isolated, then resume and say so.")
                    .next(NextCommand.backedUp(step.participant().name()))
                    .about(step.participant().name()));
        }
    }

    private void requireWord() throws Ended {
        throw new Ended(new Outcome.Waiting(
                Outcome.Whom.PERSON, wanted(work.open(Interlock.Kind.ISOLATION)), Optional.empty()));
    }

    /**
     * Whether a person says that it is backed up, whatever was declared: a command that cannot be mended must not keep
     * the target isolated. What was said before the target was isolated is not about the backup that is wanted now.
     */
    private boolean isConfirmed() throws Ended {
        boolean inTime = work.open(Interlock.Kind.ISOLATION)
                .filter(work.run()::wasOpenAtFirst)
                .isPresent();
        boolean confirmed = inTime && work.options().backedUp().contains(step.participant());
        if (confirmed) {
            requireSigned();
            work.keep(new Result.BackupConfirmed(
                    work.options().by(), work.run().state().time()));
        }
        return confirmed;
    }

    /** What is missing where a policy wants it signed that a person has backed it up; empty when nothing is. */
    private Optional<Diagnostic> unsigned() throws Ended {
        Optional<Statement> said = work.open(Interlock.Kind.ISOLATION).map(this::statement);
        Optional<Diagnostic> missing =
                said.flatMap(statement -> work.run().consent().backup(statement, work.now()));
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (!missing.get().code().equals(Consent.BACKUP_NOT_SIGNED)) {
            throw work.refused(missing.get().about(step.participant().name()));
        }
        Path file =
                work.run().workspace().logs(work.run().id()).resolve(said.get().fileName());
        try {
            Files.createDirectories(file.getParent());
            Replacement.ofOwn(file, said.get().text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw work.failed(
                    Diagnostic.error("backup-statement-not-written", "the text to be signed cannot be written")
                            .because(FileTrouble.of(failure))
                            .fix("Make room for " + file + ", then resume.")
                            .next(NextCommand.backedUp(step.participant().name()))
                            .about(step.participant().name()));
        }
        return Optional.of(missing.get()
                .because("the policy wants it signed, as a plan is; the statement is " + file)
                .fix("Make the backup. Then ssh-keygen -Y sign -f KEY -n " + Approval.NAMESPACE + " "
                        + ShellWord.quoted(file.toString()) + ", and resume with the signature, " + file + ".sig.")
                .about(step.participant().name()));
    }

    private Statement statement(Interlock window) {
        String planHash =
                work.run().state().state().run(work.run().id()).orElseThrow().planHash();
        return new Statement(
                planHash,
                work.run().id().toString(),
                step.participant().name(),
                work.run().idOf(step.participant()).toString(),
                window.since());
    }

    private Diagnostic wanted(Optional<Interlock> window) {
        String since = window.map(Interlock::since).map(Instant::toString).orElse("now");
        return Diagnostic.note("backup-wanted", "back up the database of " + step.participant() + " now")
                .because("it is isolated since " + since + ", so a backup made now can be restored if the import fails")
                .fix("Make the backup, then resume and say so.")
                .next(NextCommand.backedUp(step.participant().name()))
                .about(step.participant().name());
    }

    @Override
    String safeNext() {
        return "A backup may be repeated. Keep " + step.participant() + " disconnected.";
    }
}
