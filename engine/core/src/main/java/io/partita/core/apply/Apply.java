package io.partita.core.apply;

import io.partita.core.approval.Approval;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Judgement;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanAccess;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Network;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import io.partita.core.store.StateUnusable;
import io.partita.core.store.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries out plans. One object is one process's attempt: make a new one for every run. Nothing here throws for what a
 * user or a network does wrong: the {@link RunResult} says it.
 */
public final class Apply {

    private final Network network;
    private final KeySigning keys;
    private final StateStore store;
    private final Workspace workspace;
    private final ApplyListener listener;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Consent consent;
    private final StopSwitch stop = new StopSwitch();

    /** One that carries out plans which nobody has to approve. */
    public Apply(
            Network network,
            KeySigning keys,
            StateStore store,
            Workspace workspace,
            ApplyListener listener,
            ApplyOptions options,
            Ticker ticker) {
        this(network, keys, store, workspace, listener, options, ticker, Consent.NOT_WANTED);
    }

    /**
     * @param keys what is needed to sign with keys that no participant holds
     * @param workspace where this machine keeps exports and logs of the runs of this store
     * @param consent of people to the plan that is carried out
     */
    public Apply(
            Network network,
            KeySigning keys,
            StateStore store,
            Workspace workspace,
            ApplyListener listener,
            ApplyOptions options,
            Ticker ticker,
            Consent consent) {
        this.network = Objects.requireNonNull(network, "network");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.store = Objects.requireNonNull(store, "store");
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.options = Objects.requireNonNull(options, "options");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.consent = Objects.requireNonNull(consent, "consent");
    }

    /**
     * Starts a run of a plan, and works until it is complete or cannot go on. An unfinished run that left nothing open
     * is superseded; one that did is refused until it is resumed or given up.
     */
    public RunResult run(SavedPlan plan) {
        Optional<Diagnostic> preview = Previews.refusal(plan);
        if (preview.isPresent()) {
            return RunResults.without(ExitStatus.REFUSED, List.of(preview.get()), List.of(), List.of());
        }
        if (plan.plan().isEmpty()) {
            return RunResults.without(ExitStatus.NOTHING_TO_DO, List.of(), List.of(), List.of());
        }
        Optional<NotBegun> refused = NotBegun.refused(plan, options, keys);
        if (refused.isPresent()) {
            return refused.get().result(List.of());
        }
        return locked("apply", state -> start(plan, state));
    }

    /**
     * Goes on with the unfinished run of the store.
     *
     * @param plan the one saved with the run ({@link StateStore#planText})
     */
    public RunResult resume(SavedPlan plan) {
        return resume(plan, Optional.empty());
    }

    /**
     * The same, reached in another way from now on.
     *
     * @param plan the one saved with the run, reached by the access that counts now ({@link SavedPlan#reachedBy})
     * @param replaced that access when it is to be recorded, because the journal says another one; else empty
     */
    public RunResult resume(SavedPlan plan, Optional<PlanAccess> replaced) {
        return locked("resume", state -> goOn(plan, replaced, state));
    }

    /**
     * Gives the unfinished run up: restores the pruning that it switched off, connects its targets as before, and never
     * resumes it. What reading does not show to be as before stays open, and the run unfinished. Refused from the first
     * party's consent on for as long as a target is isolated, an import is partial, or a use is unconfirmed: then only
     * going on is safe.
     */
    public RunResult abandon(SavedPlan plan, String reason) {
        return abandon(plan, Optional.empty(), reason);
    }

    /** The same, reached in another way. @param replaced as in {@link #resume(SavedPlan, Optional)} */
    public RunResult abandon(SavedPlan plan, Optional<PlanAccess> replaced, String reason) {
        return locked(
                "abandon",
                state -> unfinished(plan, state, run -> {
                    List<JournalEvent> said = replacing(run.id(), replaced);
                    if (!said.isEmpty()) {
                        try {
                            state.append(said);
                        } catch (StateUnusable e) {
                            return RunResults.without(
                                    ExitStatus.ERROR,
                                    List.of(e.whileGivenUp()),
                                    state.state().interlocks(),
                                    List.of());
                        }
                    }
                    ActiveRun active = active(plan.plan(), state, run.id());
                    return new Abandonment(active).abandon(reason);
                }));
    }

    private List<JournalEvent> replacing(RunId run, Optional<PlanAccess> replaced) {
        return replaced.<JournalEvent>map(access -> new JournalEvent.AccessReplaced(run, options.by(), access)).stream()
                .toList();
    }

    /**
     * What {@link #resume} would refuse for want of approvals: asked before any way to a participant is opened, and by
     * it once more under the lock.
     *
     * @param plan the one of the unfinished run
     * @param recording of the store, as it was read
     * @param consent of people to the plan
     * @return empty when the plan is approved, or nobody has to approve what is left
     */
    public static List<Diagnostic> unapproved(
            SavedPlan plan, StateStore store, Recording recording, Consent consent, Ticker ticker) {
        return recording
                .state()
                .unfinishedRun()
                .map(run -> Gates.of(plan.plan(), run.id(), recording, consent, ticker)
                        .against(store, run))
                .orElse(List.of());
    }

    /**
     * What {@link #run} would refuse because approvals were used by another run: asked before any way to a participant
     * is opened, and by it once more under the lock.
     *
     * @param recording of the store, as it was read
     * @param consent of people to the plan
     */
    public static List<Diagnostic> usedUp(SavedPlan plan, Recording recording, Consent consent, Ticker ticker) {
        return Gates.used(consent.judge(List.of(), ticker.instant()), plan.hash(), recording);
    }

    /** Why no run of a plan begins beside what a run before it has left open; empty when nothing is. */
    public static Optional<RunResult> beside(Recording recording) {
        return NotBegun.beside(recording)
                .map(open -> open.result(recording.state().interlocks()));
    }

    /** Reads what a run would find, and how it would end; changes nothing, takes no lock, needs no state. */
    public DryRunReport dryRun(SavedPlan plan) {
        return new DryRun(plan, network, keys, store, workspace, options, ticker, new Announcer(listener), stop)
                .report();
    }

    /**
     * Asks the run to stop soon, from any thread (Ctrl-C): calls under way are finished or given up safely, nothing new
     * is begun, the journal is written.
     */
    public void requestStop() {
        stop.request();
    }

    private RunResult locked(String operation, Function<OpenState, RunResult> work) {
        Announcer announcer = new Announcer(listener);
        return store.lock(operation, owner -> announcer.tell(news -> news.lockWatched(owner.toString())))
                .match(
                        taken -> {
                            try (OpenState state = new OpenState(taken.lease())) {
                                return work.apply(state);
                            } finally {
                                stop.passOn();
                            }
                        },
                        held -> NotBegun.locked(held.diagnostic()).result(List.of()),
                        unusable -> NotBegun.unusable(unusable.diagnostics()).result(List.of()));
    }

    private RunResult start(SavedPlan plan, OpenState state) {
        Optional<RunSummary> unfinished = state.state().unfinishedRun();
        List<Interlock> interlocks = state.state().interlocks();
        Optional<RunResult> open = beside(state.recording());
        if (open.isPresent()) {
            return open.get();
        }
        Judgement judgement = consent.judge(List.of(), ticker.instant());
        List<Diagnostic> unapproved = new ArrayList<>(judgement.against());
        unapproved.addAll(Gates.used(judgement, plan.hash(), state.recording()));
        if (!unapproved.isEmpty()) {
            unapproved.addAll(judgement.notes());
            return RunResults.without(ExitStatus.REFUSED, unapproved, interlocks, List.of());
        }
        RunId run = RunIds.fresh(ticker.instant());
        try {
            state.savePlan(run, plan.text());
            List<JournalEvent> events = new ArrayList<>();
            unfinished.ifPresent(
                    old -> events.add(new JournalEvent.RunAbandoned(old.id(), "superseded by run " + run)));
            events.add(new JournalEvent.RunStarted(run, plan.hash(), options.by()));
            events.addAll(Gates.approved(run, judgement, List.of()));
            state.append(events);
        } catch (StateUnusable e) {
            return RunResults.without(
                    ExitStatus.ERROR, List.of(e.beforeARun()), interlocks, List.of(NextCommand.status()));
        }
        return carryOut(plan.plan(), state, run, ApplyListener.Beginning.FIRST, judgement.valid());
    }

    private RunResult goOn(SavedPlan plan, Optional<PlanAccess> replaced, OpenState state) {
        return unfinished(plan, state, run -> {
            List<Diagnostic> unfit = new ArrayList<>(Receipts.unfit(plan, options));
            unfit.addAll(SignatureRequests.unfit(plan, options, keys));
            Previews.refusal(plan).ifPresent(unfit::add);
            List<Approval> known = state.recording().approvals(run.id());
            Gates gates = Gates.of(plan.plan(), run.id(), state.recording(), consent, ticker);
            unfit.addAll(gates.against(store, run));
            Judgement judgement = gates.judge();
            if (!unfit.isEmpty()) {
                return RunResults.without(
                        ExitStatus.REFUSED, unfit, state.state().interlocks(), List.of(NextCommand.resume()));
            }
            try {
                List<JournalEvent> events = new ArrayList<>(replacing(run.id(), replaced));
                events.add(new JournalEvent.RunResumed(run.id(), options.by()));
                if (judgement.isApproved()) {
                    events.addAll(Gates.approved(run.id(), judgement, known));
                }
                state.append(events);
            } catch (StateUnusable e) {
                return RunResults.without(
                        ExitStatus.ERROR, List.of(e.diagnostic()), state.state().interlocks(), List.of());
            }
            return carryOut(
                    plan.plan(),
                    state,
                    run.id(),
                    ApplyListener.Beginning.RESUMED,
                    judgement.valid().isEmpty() ? known : judgement.valid());
        });
    }

    private RunResult unfinished(SavedPlan plan, OpenState state, Function<RunSummary, RunResult> work) {
        Optional<RunSummary> unfinished = state.state().unfinishedRun();
        List<Interlock> interlocks = state.state().interlocks();
        if (unfinished.isEmpty()) {
            Diagnostic note = Diagnostic.note("nothing-to-resume", "no run is unfinished");
            return RunResults.without(ExitStatus.NOTHING_TO_DO, List.of(note), interlocks, List.of());
        }
        if (!unfinished.get().planHash().equals(plan.hash())) {
            Diagnostic differs = Diagnostic.error(
                            "plan-differs",
                            "this is not the plan of run " + unfinished.get().id())
                    .because("the run was started with plan " + unfinished.get().planHash() + ", this one is "
                            + plan.hash())
                    .fix("Resume with the plan saved in the state folder; a changed plan needs a run of its own.");
            return RunResults.without(ExitStatus.REFUSED, List.of(differs), interlocks, List.of(NextCommand.resume()));
        }
        return work.apply(unfinished.get());
    }

    private RunResult carryOut(
            Plan plan, OpenState state, RunId id, ApplyListener.Beginning beginning, List<Approval> approvals) {
        ActiveRun run = active(plan, state, id);
        RunEnd end = new RunEnd(run);
        RunResult result;
        try {
            workspace.prepare(id).ifPresent(trouble -> {
                throw new StateUnusable(trouble);
            });
            run.announcer().tell(news -> news.runStarted(id, plan, beginning));
            run.interlocks().stream()
                    .filter(lock -> lock.kind() == Interlock.Kind.ISOLATION)
                    .forEach(lock -> run.announcer().tell(news -> news.windowOpened(lock.participant(), lock.since())));
            run.write(Receipts.taken(run));
            boolean complete = new RunLoop(run, Gates.of(run, consent, approvals)).run();
            result = end.end(complete);
        } catch (StateUnusable e) {
            result = end.broken(e.diagnostic());
        } catch (Throwable broken) {
            result = end.broken(InternalFailure.diagnostic(broken));
        }
        RunResult ended = result;
        run.announcer().tell(news -> news.runEnded(ended));
        return result;
    }

    private ActiveRun active(Plan plan, OpenState state, RunId id) {
        return new ActiveRun(
                plan, network, keys, state, workspace, id, options, ticker, new Announcer(listener), stop, consent);
    }

    /** Results of runs that never began. */
    private static final class RunResults {

        private RunResults() {}

        static RunResult without(
                ExitStatus exit, List<Diagnostic> diagnostics, List<Interlock> interlocks, List<NextCommand> next) {
            return new RunResult(exit, Optional.empty(), Map.of(), diagnostics, interlocks, next);
        }
    }
}
