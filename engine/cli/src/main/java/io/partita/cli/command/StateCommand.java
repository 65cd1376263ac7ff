package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.statefile.LockOwner;
import io.partita.core.statefile.Recording;
import io.partita.core.statefile.StateFolder;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The state folder {@code .partita}. */
@Command(
        name = "state",
        description = "Looks at the state folder .partita, and mends its lock.",
        footer = {"", "Example:", "  partita state verify hosting/alice"},
        subcommands = {
            StateCommand.ListRuns.class,
            StateCommand.Show.class,
            StateCommand.Verify.class,
            StateCommand.Unlock.class
        })
public final class StateCommand {

    private static Answer read(
            String command, FolderArgument folder, Session session, BiFunction<Unit, Recording, Answer> answer) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Answer.failed(command, Exit.ERROR, unit.diagnostics());
        }
        Checked<Recording> recording = unit.value().state().read();
        return recording
                .optional()
                .map(read -> answer.apply(unit.value(), read).saying(recording.diagnostics()))
                .orElseGet(() -> Answer.failed(command, Exit.ERROR, recording.diagnostics()));
    }

    /** All runs. */
    @Command(
            name = "list",
            description = "Lists the runs, oldest first.",
            footer = {"", "Example:", "  partita state list"})
    static final class ListRuns implements Action {
        @Mixin
        private FolderArgument folder;

        @Override
        public Answer answer(Session session) {
            return read(
                    "state list",
                    folder,
                    session,
                    (unit, recording) -> Answer.of(
                            "state list",
                            Exit.DONE,
                            new Content.Runs(recording.state().runs())));
        }
    }

    /** The journal of a run. */
    @Command(
            name = "show",
            description = "Shows the journal of a run, the newest when none is named.",
            footer = {"", "Example:", "  partita state show --run=20260102-030405-1f3a9c"})
    static final class Show implements Action {
        @Mixin
        private FolderArgument folder;

        @Option(names = "--run", paramLabel = "RUN", description = "The run, as state list names it.")
        private String run;

        @Override
        public Answer answer(Session session) {
            return read(
                    "state show",
                    folder,
                    session,
                    (unit, recording) -> chosen(recording)
                            .map(summary ->
                                    Answer.of("state show", Exit.DONE, new Content.Journalled(summary, recording)))
                            .orElseGet(() -> Answer.failed("state show", Exit.ERROR, missing())
                                    .then("partita state list" + folder.again())));
        }

        private Optional<RunSummary> chosen(Recording recording) {
            List<RunSummary> runs = recording.state().runs();
            if (run != null) {
                return RunId.parse(run).flatMap(recording.state()::run);
            }
            return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
        }

        private Diagnostic missing() {
            String summary = run == null ? "no run is recorded here" : "no run is called '" + run + "'";
            return Diagnostic.error("run-missing", summary).fix("Name a run that state list shows, or another folder.");
        }
    }

    /** The check for damage. */
    @Command(
            name = "verify",
            description = "Checks every line, hash and file of the state folder.",
            footer = {"", "Example:", "  partita state verify"})
    static final class Verify implements Action {
        @Mixin
        private FolderArgument folder;

        @Override
        public Answer answer(Session session) {
            return read(
                    "state verify",
                    folder,
                    session,
                    (unit, recording) -> Answer.of("state verify", Exit.DONE, new Content.Verified(recording)));
        }
    }

    /** The removal of a dead owner's lock. */
    @Command(
            name = "unlock",
            description = "Removes the lock of a run whose process is known to be gone.",
            footer = {
                "",
                "A lock expires by itself; a process that lives on this machine keeps it. The reason is kept in the journal.",
                "",
                "Example:",
                "  partita state unlock --reason='bastion-2 was replaced'"
            })
    static final class Unlock implements Action {
        @Mixin
        private FolderArgument folder;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the journal.")
        private String reason;

        @Override
        public Answer answer(Session session) {
            Checked<Unit> unit = folder.unit(session);
            if (!unit.isPresent()) {
                return Answer.failed("state unlock", Exit.ERROR, unit.diagnostics());
            }
            StateFolder state = unit.value().state();
            Checked<Optional<LockOwner>> removed = state.unlock(reason);
            return removed.optional()
                    .map(owner -> Answer.of("state unlock", Exit.DONE, new Content.Unlocked(owner))
                            .saying(removed.diagnostics())
                            .then("partita status" + folder.again()))
                    .orElseGet(() -> Answer.failed("state unlock", Exit.REFUSED, removed.diagnostics()));
        }
    }
}
