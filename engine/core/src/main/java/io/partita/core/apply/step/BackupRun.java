package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Sha256;
import io.partita.core.model.Backup;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of a backup command, without a shell, with its output in a log for the owner only, and its evidence in the
 * journal.
 */
final class BackupRun {

    private static final String OTHERWISE =
            "Or back it up by hand and say so; or correct 'backup' in a declaration, and resume with that access. ";

    private final Backup.BackupCommand command;
    private final Step.BackUp step;
    private final StepWork work;

    BackupRun(Backup.BackupCommand command, Step.BackUp step, StepWork work) {
        this.command = command;
        this.step = step;
        this.work = work;
    }

    void run() throws Ended, Stopped {
        Path log = work.run().workspace().logs(work.run().id()).resolve("backup-" + step.participant() + ".log");
        Instant started = work.now();
        int exit = exitCode(log);
        Duration took = Duration.between(started, work.now());
        work.keep(new Result.BackupCommandEnded(
                sha256(command.words()), exit, took, log.getFileName().toString()));
        if (exit != 0) {
            throw work.failed(Diagnostic.error(
                            "backup-failed",
                            "the backup command of " + step.participant() + " ended with exit code " + exit)
                    .because("its output is in " + log)
                    .fix("Mend it, then resume. " + OTHERWISE + step.participant() + " stays isolated until then.")
                    .next(NextCommand.resume())
                    .next(NextCommand.backedUp(step.participant().name()))
                    .next(NextCommand.replacingAccess())
                    .about(step.participant().name()));
        }
    }

    private int exitCode(Path log) throws Ended, Stopped {
        try {
            RunLog.require(log);
            Process process = new ProcessBuilder(command.words())
                    .directory(work.options().network().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            work.waiting("until the backup command ends", Optional.empty());
            return await(process);
        } catch (IOException e) {
            throw work.failed(Diagnostic.error(
                            "backup-not-started", "the backup command of " + step.participant() + " cannot be run")
                    .because(FileTrouble.of(e))
                    .fix("Put the program where the command looks for it, then resume. " + OTHERWISE
                            + step.participant() + " stays isolated until then.")
                    .next(NextCommand.backedUp(step.participant().name()))
                    .next(NextCommand.replacingAccess())
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
    }

    /** A stopped run takes its command with it: half a backup is none. */
    private int await(Process process) throws Stopped {
        work.run().stop().enter();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw new Stopped();
        } finally {
            work.run().stop().leave();
            if (process.isAlive()) {
                end(process);
            }
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String sha256(List<String> words) {
        return Sha256.of(String.join("\0", words));
    }
}
