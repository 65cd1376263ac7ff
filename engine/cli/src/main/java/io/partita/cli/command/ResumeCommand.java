package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Homes;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.SavedPlan;
import io.partita.core.approval.Authors;
import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.StepId;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import io.partita.core.store.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with the run that stopped. */
@Command(
        name = "resume",
        description = "Goes on with the run that stopped: looks at what happened, and does what is left.",
        footer = {
            "",
            "It needs nothing but the state folder: the plan was saved with the run. Where an endpoint, a certificate, a token or a backup has changed since, --access takes the declaration that says so.",
            "A run that nobody started on this machine is shown, and goes on only when its plan is confirmed by its hash.",
            "",
            "Example:",
            "  partita resume hosting/alice --backup-done=participant2",
            "  partita resume hosting/alice --access=hosting/alice",
            "  partita resume bank-b --operator=bank-b --receipts=receipts-bank-a.json --contracts=inbox"
        })
public final class ResumeCommand implements RunnableCommand {

    private static final String NAME = "resume";

    @Mixin
    private FolderArgument folder;

    @Mixin
    private ExpectedHash expected;

    @Mixin
    private RunOptions run;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ReplacedAccess replaced;

    @Mixin
    private ApprovalOptions approvals;

    @Mixin
    private JUnitOption junit;

    @Option(
            names = "--accept-synchronizer",
            paramLabel = "ID",
            description =
                    "The synchronizer was upgraded since the plan was made, has this physical id now, and that was meant.")
    private String synchronizer;

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

    /** Whether it goes on for the operator that the run was carried out for last. */
    private boolean forTheSameOperator;

    /** One that brings signatures to a run, and goes on for whom it was carried out last. */
    static ResumeCommand bringing(String signatures, String folder) {
        ResumeCommand resume = new ResumeCommand();
        new CommandLine(resume).parseArgs("--signature=" + signatures, "--", folder);
        resume.forTheSameOperator = true;
        return resume;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public Place place(Path base) {
        NextCommand said = run.lastingOn(NextCommand.resume());
        said = synchronizer == null ? said : said.with("--accept-synchronizer", synchronizer);
        // With another access the network is recorded.
        said = replaced.isGiven() ? said : access.network().on(said);
        return folder.place().as(run.operator()).saying(said.options());
    }

    @Override
    public Result answer(Session session) {
        return junit.saved(session, NAME, () -> carriedOut(session));
    }

    private Result carriedOut(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Optional<Result> doubted = Doubts.about(NAME, unit.value());
        if (doubted.isPresent()) {
            return doubted.get();
        }
        Checked<Recording> recording = unit.value().state().read();
        if (!recording.isPresent()) {
            return Result.failed(NAME, recording.diagnostics()).then(NextCommand.stateVerify());
        }
        Optional<RunSummary> unfinished = recording.value().state().unfinishedRun();
        if (unfinished.isEmpty()) {
            return nothing(recording.value());
        }
        return goOn(session, unit.value(), recording.value(), unfinished.get());
    }

    /** Well only for somebody who brings nothing to a folder with a state: everything else is meant for another one. */
    private Result nothing(Recording recording) {
        if (recording.state().lineage().isEmpty()) {
            return Result.failed(
                            NAME,
                            Diagnostic.error("no-state-here", "nothing was ever recorded in this folder")
                                    .because("a run goes on where it was begun: its plan and its journal are there")
                                    .fix("Name the folder in which the plan was applied."))
                    .then(NextCommand.status());
        }
        List<String> brought = new ArrayList<>(run.brought());
        if (abandon) {
            brought.add("--abandon");
        }
        if (!brought.isEmpty()) {
            return Result.failed(
                            NAME,
                            Diagnostic.error(
                                            "nothing-to-bring-to",
                                            "no run is unfinished in this folder, so nobody takes "
                                                    + String.join(", ", brought))
                                    .because("the run that it is for has ended, or it is in another folder")
                                    .fix("Look at what was recorded here, and name the folder of the run."))
                    .then(NextCommand.status());
        }
        return Result.of(NAME, ExitCode.DONE, new Payload.Runs(recording.state().runs()))
                .saying(List.of(Diagnostic.note("nothing-to-resume", "no run is unfinished")));
    }

    private Result goOn(Session session, Unit unit, Recording recording, RunSummary unfinished) {
        Checked<SavedPlan> started = Plans.started(unit.state(), unfinished.id());
        if (!started.isPresent()) {
            return Result.failed(NAME, started.diagnostics()).then(NextCommand.status(), NextCommand.stateVerify());
        }
        boolean known = unit.state().isApprovedHere(unfinished.id(), unfinished.approval());
        PlanAccess recorded = recording
                .access(unfinished.id())
                .map(JournalEvent.AccessReplaced::access)
                .orElseGet(() -> PlanAccess.of(started.value().plan().content()));
        // What was replaced where nobody approved it is not believed: it names programs, secrets and who gets them.
        Checked<SavedPlan> believed = known ? started.value().reachedBy(recorded) : started;
        Checked<PlanAccess> wanted = believed.then(plan -> replaced.of(session, unit, plan, access));
        Checked<SavedPlan> plan = wanted.then(other -> started.value().reachedBy(other));
        if (!plan.isPresent()) {
            return Result.failed(NAME, plan.diagnostics());
        }
        if (forTheSameOperator) {
            RunOperator.of(plan.value(), recording, unfinished).ifPresent(run::as);
        }
        return goOn(session, new Goal(unit, recording, unfinished, known, recorded, wanted.value(), plan.value()))
                .saying(plan.diagnostics());
    }

    /**
     * What is to go on.
     *
     * @param known whether this machine has approved the run as it is recorded
     * @param recorded the access that the journal says
     * @param wanted the access that it is to have
     * @param plan its plan with that
     */
    private record Goal(
            Unit unit,
            Recording recording,
            RunSummary unfinished,
            boolean known,
            PlanAccess recorded,
            PlanAccess wanted,
            SavedPlan plan) {

        Optional<PlanAccess> replacement() {
            return Optional.of(wanted).filter(access -> !access.equals(recorded));
        }
    }

    private Result goOn(Session session, Goal goal) {
        Unit unit = goal.unit();
        SavedPlan plan = goal.plan();
        Checked<ApplyOptions> options = run.options(unit.folder(), session.folder());
        Optional<Path> none = Optional.empty();
        Checked<Unit> reached = (replaced.isGiven()
                        ? Checked.of(none)
                        : access.network().folder(session))
                .then(typed -> Homes.access(unit, plan.plan(), typed));
        List<Diagnostic> unknown = new ArrayList<>(run.unknownNames(plan.plan()));
        unknown.addAll(reached.diagnostics());
        unknown.addAll(options.diagnostics());
        Checked<Workspace> workspace = run.workspace(unit, session.folder());
        unknown.addAll(workspace.diagnostics());
        Checked<Optional<PhysicalSynchronizerId>> accepted = accepted(plan);
        unknown.addAll(accepted.diagnostics());
        if (!unknown.isEmpty()) {
            return Result.failed(NAME, unknown);
        }
        Optional<Diagnostic> refused = refusal(session, goal)
                .or(() -> replaced.refusal(session, goal.recorded(), goal.wanted(), access.on(again())));
        if (refused.isPresent()) {
            return Result.failed(NAME, refused.get());
        }
        Checked<Consent> consent =
                approvals.of(session, unit, reached.value(), plan, Optional.empty(), unused -> authors(goal));
        if (!consent.isPresent()) {
            return Result.failed(NAME, consent.diagnostics());
        }
        List<Diagnostic> unapproved = abandon
                ? List.of()
                : Apply.unapproved(plan, unit.state(), goal.recording(), consent.value(), session.ticker());
        if (!unapproved.isEmpty()) {
            return Result.failed(NAME, unapproved).ending(ExitCode.REFUSED).then(NextCommand.resume());
        }
        Optional<String> former = RunOperator.of(plan, goal.recording(), goal.unfinished());
        if (former.isPresent() && run.operator().isEmpty()) {
            session.view()
                    .say("This run was " + former.get() + "'s until now; without --operator=" + former.get()
                            + " it does the steps of everybody and calls all participants.");
        }
        PlanRun carrying = new PlanRun(
                NAME,
                session,
                unit,
                reached.value(),
                plan,
                accepted.value()
                        .map(options.value()::accepting)
                        .orElse(options.value())
                        .reachingFrom(reached.value().folder()),
                workspace.value(),
                consent.value());
        Optional<PlanAccess> replacement = goal.replacement();
        return carrying.out(
                abandon
                        ? (apply, saved) -> apply.abandon(saved, replacement, reason)
                        : (apply, saved) -> apply.resume(saved, replacement));
    }

    /**
     * As they were found when the run began: the history of the plan's file is not in the state. A journal from elsewhere
     * is not believed.
     */
    private static Authors authors(Goal goal) {
        if (!goal.known()) {
            return new Authors.Unknown("nobody on this machine has started the run or gone on with it");
        }
        return goal.recording()
                .approved(goal.unfinished().id())
                .map(JournalEvent.PlanApproved::authors)
                .filter(names -> !names.isEmpty())
                .<Authors>map(Authors.Known::new)
                .orElse(new Authors.Unknown("it was not found out when the run began"));
    }

    /** Another synchronizer is another network, and no upgrade. */
    private Checked<Optional<PhysicalSynchronizerId>> accepted(SavedPlan plan) {
        if (synchronizer == null) {
            return Checked.of(Optional.empty());
        }
        PhysicalSynchronizerId planned = plan.plan().synchronizer();
        Optional<PhysicalSynchronizerId> typed =
                PhysicalSynchronizerId.parse(synchronizer).filter(found -> found.isUpgradeOf(planned));
        return typed.isPresent()
                ? Checked.of(typed)
                : Checked.failed(Diagnostic.error(
                                "synchronizer-is-another",
                                "'" + synchronizer + "' is no upgrade of the plan's synchronizer")
                        .because("the plan was made on " + planned
                                + "; an upgrade has the same id and a higher number at its end")
                        .fix("Type the id that the refused run has printed.")
                        .classed(DiagnosticClass.USAGE));
    }

    private NextCommand again() {
        return abandon ? NextCommand.resume().with("--abandon") : run.withSignatures(NextCommand.resume());
    }

    /** A state says of itself what whoever wrote it wanted, so a run that is not of this machine is approved anew. */
    private Optional<Diagnostic> refusal(Session session, Goal goal) {
        SavedPlan plan = goal.plan();
        RunSummary unfinished = goal.unfinished();
        Optional<Diagnostic> other = expected.against(plan);
        if (other.isPresent() || expected.isGiven() || goal.known()) {
            return other;
        }
        session.view().propose(plan, Payload.Extent.WHOLE);
        long done = goal.recording().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .flatMap(event -> doneBy(unfinished, event).stream())
                .distinct()
                .count();
        String elsewhere = unfinished.access().isPresent()
                ? " How its participants are reached was replaced since, which is not believed here: say it with --access FOLDER, or it is as the plan says."
                : "";
        return Optional.of(Diagnostic.refusal(
                        "run-not-approved-here",
                        "nobody on this machine has started run " + unfinished.id() + " or gone on with it")
                .because("its state came from elsewhere, or this machine has forgotten it; " + done + " of "
                        + plan.plan().steps().count() + " steps are done, says that state of itself")
                .fix("Nothing was done. Read the plan, and compare its hash with the one that was approved: "
                        + plan.hash() + "." + elsewhere)
                .next(NextCommand.status())
                .next(again().with("--expect-hash", plan.hash())));
    }

    private static Optional<StepId> doneBy(RunSummary run, JournalEvent event) {
        return event instanceof JournalEvent.StepEnded ended
                        && ended.run().equals(run.id())
                        && ended.outcome().isSuccess()
                ? Optional.of(ended.step())
                : Optional.empty();
    }
}
