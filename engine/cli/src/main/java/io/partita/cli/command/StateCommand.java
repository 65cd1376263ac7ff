package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The state folder {@code .partita}. */
@Command(
        name = "state",
        description = "Looks at the state folder .partita, mends its lock, and makes it anew.",
        footer = {"", "Example:", "  partita state verify hosting/alice"},
        subcommands = {
            StateCommand.ListRuns.class,
            StateCommand.Show.class,
            StateCommand.Verify.class,
            StateCommand.Unlock.class,
            StateRebuildCommand.class
        })
public final class StateCommand {

    private static Result read(
            String command, FolderArgument folder, Session session, BiFunction<Unit, Recording, Result> answer) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(command, unit.diagnostics());
        }
        Checked<Recording> recording = unit.value().state().read();
        return recording
                .optional()
                .map(read -> answer.apply(unit.value(), read).saying(recording.diagnostics()))
                .orElseGet(() -> damaged(command, unit.value(), recording.diagnostics(), answer));
    }

    /** What was written before the damage is shown, and that it is not all. */
    private static Result damaged(
            String command, Unit unit, List<Diagnostic> why, BiFunction<Unit, Recording, Result> answer) {
        Recording salvaged = unit.state().salvage();
        Result said = salvaged.entries().isEmpty()
                ? Result.failed(command, List.of())
                : answer.apply(unit, salvaged).ending(ExitCode.ERROR).saying(List.of(salvaged(salvaged)));
        return said.saying(why);
    }

    /** What is shown of a damaged state. */
    static Diagnostic salvaged(Recording salvaged) {
        return Diagnostic.warning(
                        "state-salvaged",
                        "only what was recorded up to entry "
                                + salvaged.entries().size() + " is shown")
                .because("later entries are damaged or missing; nothing is done on what is left");
    }

    /** All runs. */
    @Command(
            name = "list",
            description = "Lists the runs, oldest first.",
            footer = {"", "Example:", "  partita state list"})
    static final class ListRuns implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            return read(
                    "state list",
                    folder,
                    session,
                    (unit, recording) -> Result.of(
                            "state list",
                            ExitCode.DONE,
                            new Payload.Runs(recording.state().runs())));
        }
    }

    /** The journal of a run. */
    @Command(
            name = "show",
            description = "Shows the journal of a run, the newest when none is named.",
            footer = {"", "Example:", "  partita state show --run=20260102-030405-1f3a9c"})
    static final class Show implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Option(names = "--run", paramLabel = "RUN", description = "The run, as state list names it.")
        private String run;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            return read(
                    "state show",
                    folder,
                    session,
                    (unit, recording) -> chosen(recording)
                            .map(summary ->
                                    Result.of("state show", ExitCode.DONE, new Payload.Journalled(summary, recording)))
                            .orElseGet(() -> Result.failed("state show", missing())
                                    .then(NextCommand.of(NextCommand.Verb.STATE_LIST))));
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
    static final class Verify implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Unit> unit = folder.unit(session);
            return unit.optional()
                    .map(Verify::verified)
                    .orElseGet(() -> Result.failed("state verify", unit.diagnostics()));
        }

        private static Result verified(Unit unit) {
            List<Diagnostic> all = new ArrayList<>(unit.state().verify());
            Checked<Recording> recording = unit.state().read();
            recording.optional().flatMap(read -> plan(unit, read)).ifPresent(all::add);
            if (all.stream().anyMatch(Diagnostic::isError)) {
                return Result.failed("state verify", all);
            }
            Recording sound = recording.value();
            if (sound.state().lineage().isEmpty()) {
                all.add(Diagnostic.note("state-absent", "there is no state here")
                        .because("it is made by the first apply"));
            }
            return Result.of("state verify", ExitCode.DONE, new Payload.Verified(sound))
                    .saying(all);
        }

        /** The plan of an unfinished run, when it is there and is not the one that was started. */
        private static Optional<Diagnostic> plan(Unit unit, Recording recording) {
            return recording
                    .state()
                    .unfinishedRun()
                    .flatMap(run -> unit.state()
                            .planText(run.id())
                            .optional()
                            .map(Plans::ofText)
                            .filter(plan -> !plan.optional()
                                    .map(saved -> saved.hash().equals(run.planHash()))
                                    .orElse(false))
                            .map(other -> Diagnostic.error(
                                            "run-plan-damaged",
                                            "the plan of run " + run.id() + " is not the one that was started")
                                    .because(other.optional()
                                            .map(saved -> "its hash is " + saved.hash() + ", the journal says "
                                                    + run.planHash())
                                            .orElseGet(() ->
                                                    other.diagnostics().get(0).summary()))
                                    .fix("Put the reviewed plan back at .partita/runs/" + run.id()
                                            + "/plan.json; its hash must be " + run.planHash() + ".")));
        }
    }

    /** The removal of a dead owner's lock. */
    @Command(
            name = "unlock",
            description = "Removes the lock of a run whose process is known to be gone.",
            footer = {
                "",
                "A process that lives keeps its lock: one of this machine is looked up, one elsewhere is watched for half a minute. The reason is kept in the journal. A lock without a heartbeat for a minute needs no unlocking: the next command that needs it watches it and takes it over.",
                "",
                "Example:",
                "  partita state unlock --reason='bastion-2 was replaced'"
            })
    static final class Unlock implements RunnableCommand {
        @Mixin
        private FolderArgument folder;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the journal.")
        private String reason;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Unit> unit = folder.unit(session);
            if (!unit.isPresent()) {
                return Result.failed("state unlock", unit.diagnostics());
            }
            Checked<Optional<LockOwner>> removed = unit.value().state().unlock(reason);
            return removed.optional()
                    .map(owner -> Result.of("state unlock", ExitCode.DONE, new Payload.Unlocked(owner))
                            .saying(removed.diagnostics())
                            .then(NextCommand.status()))
                    .orElseGet(() -> Result.failed("state unlock", removed.diagnostics()));
        }
    }
}
