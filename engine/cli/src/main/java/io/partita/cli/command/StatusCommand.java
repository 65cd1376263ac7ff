package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.LeftProposals;
import io.partita.core.apply.OpenInterlocks;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.WayOn;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.LockHolder;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is running, waiting or open. */
@Command(
        name = "status",
        description =
                "Says what is running, waiting or open in a folder, and for how long. Asks the participants only where the state cannot say it.",
        footer = {"", "Example:", "  partita status hosting/alice"})
public final class StatusCommand implements RunnableCommand {

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    /** The operator as which the unfinished run is done, once that is known. */
    private Optional<String> operator = Optional.empty();

    @Override
    public Place place(Path base) {
        return folder.place().as(operator);
    }

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed("status", unit.diagnostics());
        }
        return answer(session, unit.value());
    }

    private Result answer(Session session, Unit unit) {
        StateStore state = unit.state();
        Checked<Recording> recording = state.read();
        if (recording.isPresent()) {
            boolean silent = recording.value().state().runs().isEmpty();
            LiveWarnings live = silent
                    ? LiveWarnings.of(
                            session,
                            access.reached(session, unit),
                            recording.value().state())
                    : LiveWarnings.NOT_ASKED;
            return status(session, state, recording.value(), live.asked())
                    .saying(recording.diagnostics())
                    .saying(live.said());
        }
        Recording salvaged = state.salvage();
        LiveWarnings live = LiveWarnings.of(session, access.reached(session, unit), salvaged.state());
        Result said = salvaged.entries().isEmpty()
                ? Result.failed("status", List.of())
                : Result.of(
                                "status",
                                ExitCode.ERROR,
                                new Payload.Status(
                                        salvaged,
                                        Payload.Status.StateRead.IN_PART,
                                        live.asked(),
                                        alive(state.holder()),
                                        Optional.empty(),
                                        session.ticker().instant()))
                        .saying(List.of(StateCommand.salvaged(salvaged)));
        List<Diagnostic> all = new ArrayList<>(recording.diagnostics());
        all.addAll(live.said());
        return said.saying(all).then(NextCommand.stateVerify());
    }

    private static Optional<LockOwner> alive(Optional<LockHolder> holder) {
        return holder.filter(LockHolder::mayLive).map(LockHolder::owner);
    }

    private Result status(Session session, StateStore store, Recording recording, Payload.Status.Asked participants) {
        State state = recording.state();
        Optional<Checked<SavedPlan>> read = state.unfinishedRun().map(run -> Plans.ofRun(store, recording, run.id()));
        Optional<SavedPlan> plan = read.flatMap(Checked::optional);
        Optional<LockHolder> holder = store.holder();
        Optional<LockOwner> alive = alive(holder);
        Optional<LockHolder> dead = holder.filter(found -> !found.mayLive());
        Instant now = session.ticker().instant();
        Payload status = new Payload.Status(recording, Payload.Status.StateRead.WHOLE, participants, alive, plan, now);
        Result answer = Result.of("status", ExitCode.DONE, status)
                .saying(alive.isPresent() ? List.of() : tooOld(state, now))
                .saying(read.filter(found -> !found.isPresent())
                        .map(StatusCommand::unreadable)
                        .orElse(List.of()));
        if (dead.isPresent()) {
            answer = answer.saying(List.of(Diagnostic.note(
                            "lock-left", "nobody works here: the process that did is gone")
                    .because(dead.get().owner() + "; " + dead.get().death().orElse(""))
                    .fix("Its lock is taken over by the next command that needs it; nothing has to be unlocked.")));
        }
        answer = answer.saying(proposed(store, recording));
        Optional<RunSummary> unfinished = state.unfinishedRun();
        if (unfinished.isEmpty()) {
            return answer;
        }
        operator = plan.flatMap(known -> RunOperator.of(known, recording, unfinished.get()));
        List<Outcome> outcomes = new RunBook(unfinished.get().id(), recording.entries())
                .steps().values().stream()
                        .flatMap(step -> step.outcome().stream())
                        .toList();
        if (alive.isPresent()) {
            // What an earlier process of the run waited for, and what leads on from there, is for nobody to type now.
            return answer.then(NextCommand.status());
        }
        return answer.saying(
                        Approvals.recorded(recording.approvals(unfinished.get().id())))
                .saying(waitedFor(outcomes))
                .then(receipts(outcomes))
                .then(WayOn.recorded(recording, unfinished.get(), plan.map(SavedPlan::plan), operator));
    }

    /** What is read of a run goes on without its plan. */
    private static List<Diagnostic> unreadable(Checked<SavedPlan> plan) {
        return plan.diagnostics().stream().map(Diagnostic::atMostWarning).toList();
    }

    private static List<Diagnostic> tooOld(State state, Instant now) {
        return state.interlocks().stream()
                .flatMap(lock -> OpenInterlocks.tooOld(lock, now).stream())
                .toList();
    }

    /** What the newest run has proposed and not completed, as its journal says; nobody is asked. */
    private static List<Diagnostic> proposed(StateStore store, Recording recording) {
        List<RunSummary> runs = recording.state().runs();
        if (runs.isEmpty()) {
            return List.of();
        }
        RunSummary newest = runs.get(runs.size() - 1);
        return Plans.ofRun(store, recording, newest.id())
                .optional()
                .map(plan -> LeftProposals.of(plan.plan(), new RunBook(newest.id(), recording.entries())).stream()
                        .map(signing -> newest.abandoned().isPresent()
                                ? LeftProposals.stays(signing, Optional.empty())
                                : LeftProposals.waits(signing))
                        .toList())
                .orElse(List.of());
    }

    /** The others can only go on with what this operator tells them. */
    private List<NextCommand> receipts(List<Outcome> outcomes) {
        return Outcome.waitFor(Outcome.Whom.OPERATOR, outcomes)
                ? operator.map(NextCommand::receiptWrite).stream().toList()
                : List.of();
    }

    /** What the run waits for, as it said itself when it stopped. */
    private static List<Diagnostic> waitedFor(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.kind() == Outcome.Kind.WAITING)
                .flatMap(outcome -> outcome.diagnostic().stream())
                .toList();
    }
}
