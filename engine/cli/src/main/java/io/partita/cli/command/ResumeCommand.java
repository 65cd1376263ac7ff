package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with the run that stopped. */
@Command(
        name = "resume",
        description = "Goes on with the run that stopped: looks at what happened, and does what is left.",
        footer = {
            "",
            "It needs nothing but the state folder: the plan was saved with the run.",
            "",
            "Example:",
            "  partita resume hosting/alice --backup-done=participant2",
            "  partita resume bank-b --operator=bank-b --receipts=receipts-bank-a.json --contracts=inbox"
        })
public final class ResumeCommand implements RunnableCommand {

    private static final String NAME = "resume";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--abandon",
            description =
                    "Give the run up instead: put back what it switched off. Refused where only going on is safe.")
    private boolean abandon;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "not said",
            description = "Why it is given up, for the journal.")
    private String reason;

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public Place place(Path base) {
        return folder.place().as(run.operator());
    }

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Checked<Recording> recording = unit.value().state().read();
        if (!recording.isPresent()) {
            return Result.failed(NAME, recording.diagnostics()).then(NextCommand.stateVerify());
        }
        Optional<RunSummary> unfinished = recording.value().state().unfinishedRun();
        if (unfinished.isEmpty()) {
            Payload runs = new Payload.Runs(recording.value().state().runs());
            return Result.of(NAME, ExitCode.DONE, runs)
                    .saying(List.of(Diagnostic.note("nothing-to-resume", "no run is unfinished")));
        }
        return goOn(session, unit.value(), recording.value(), unfinished.get());
    }

    private Result goOn(Session session, Unit unit, Recording recording, RunSummary unfinished) {
        Checked<SavedPlan> plan = unit.state()
                .planText(unfinished.id())
                .then(text -> Plans.read(text.getBytes(StandardCharsets.UTF_8), "plan.json"));
        if (!plan.isPresent()) {
            return Result.failed(NAME, plan.diagnostics()).then(NextCommand.status(), NextCommand.stateVerify());
        }
        Checked<ApplyOptions> options = run.options(unit.folder(), session.folder());
        List<Diagnostic> unknown = new ArrayList<>(run.unknownNames(plan.value().plan()));
        unknown.addAll(options.diagnostics());
        if (!unknown.isEmpty()) {
            return Result.failed(NAME, unknown);
        }
        Optional<String> former = RunOperator.of(plan.value(), recording, unfinished);
        if (former.isPresent() && run.operator().isEmpty()) {
            session.view()
                    .say("This run was " + former.get() + "'s until now; without --operator=" + former.get()
                            + " it does the steps of everybody and calls all participants.");
        }
        PlanRun carrying = new PlanRun(NAME, session, unit, plan.value(), options.value());
        return carrying.out(abandon ? (apply, saved) -> apply.abandon(saved, reason) : Apply::resume);
    }
}
