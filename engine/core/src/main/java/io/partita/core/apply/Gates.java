package io.partita.core.apply;

import io.partita.core.approval.Approval;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Judgement;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The consent of people at the gates of a run: before its first write, and again before every step that begins something
 * new, because keys expire and policies change while a run waits. What only goes on with something, or puts it back, is
 * never held up; nor is anything else once a party's mapping is completed while a target is isolated, because then only
 * going on is safe.
 */
final class Gates {

    private final Plan plan;
    private final RunId run;
    private final RunBook book;
    private final Supplier<List<Interlock>> interlocks;
    private final Ticker ticker;
    private final Consent consent;
    private final List<Approval> recorded;

    private Gates(
            Plan plan,
            RunId run,
            RunBook book,
            Supplier<List<Interlock>> interlocks,
            Ticker ticker,
            Consent consent,
            List<Approval> recorded) {
        this.plan = plan;
        this.run = run;
        this.book = book;
        this.interlocks = interlocks;
        this.ticker = ticker;
        this.consent = consent;
        this.recorded = List.copyOf(recorded);
    }

    /** Those of a run that is under way. */
    static Gates of(ActiveRun run, Consent consent, List<Approval> recorded) {
        return new Gates(run.plan(), run.id(), run.book(), run::interlocks, run.ticker(), consent, recorded);
    }

    /** Those of a run that may go on, as it is recorded. */
    static Gates of(Plan plan, RunId run, Recording recording, Consent consent, Ticker ticker) {
        return new Gates(
                plan,
                run,
                new RunBook(run, recording.entries()),
                recording.state()::interlocks,
                ticker,
                consent,
                recording.approvals(run));
    }

    /**
     * Why a run does not go on.
     *
     * @param store where it is recorded
     * @return empty when the plan is approved, or nobody has to approve what is left
     */
    List<Diagnostic> against(StateStore store, RunSummary summary) {
        // What was begun is believed of this machine's own runs: a state from elsewhere says what its maker wanted.
        boolean isAsked = isAnyLeft() || !store.isApprovedHere(summary.id(), summary.approval());
        Judgement judgement = judge();
        if (!isAsked || judgement.isApproved()) {
            return List.of();
        }
        List<Diagnostic> against = new ArrayList<>(judgement.against());
        against.addAll(judgement.notes());
        return against;
    }

    /** Why a step is not begun; empty when it may be. */
    Optional<Outcome> closed(Step step) {
        if (!isNew(step)) {
            return Optional.empty();
        }
        // Where nothing speaks against it, which is where nobody has to approve, the plan's steps are not looked
        // through.
        List<Diagnostic> against = judge().against();
        return against.isEmpty() || isPastReturn()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(against.get(0), Optional.empty()));
    }

    /** Whether the plan is approved now. A policy that is gone since it was approved is no leave to do without. */
    Judgement judge() {
        Judgement judgement = consent.judge(recorded, ticker.instant());
        boolean gone = judgement.isApproved() && judgement.policy().isEmpty() && !recorded.isEmpty();
        return gone ? Judgement.refused(List.of(policyGone())) : judgement;
    }

    private Diagnostic policyGone() {
        return Diagnostic.refusal("approval-policy-missing", "nothing says any more who has to approve the plan")
                .because("run " + run + " was approved as a policy of its network wanted it, and that policy is gone")
                .fix("Have the policy put back by those who own the network's folder.");
    }

    /** Whether something is left to do that people have to want. */
    private boolean isAnyLeft() {
        return !isPastReturn() && plan.steps().anyMatch(this::isNew);
    }

    private boolean isNew(Step step) {
        return begins(step.kind())
                && !book.step(step.id()).isBegun()
                && !book.step(step.id()).isDone();
    }

    private static boolean begins(Step.Kind kind) {
        return switch (kind) {
            case INTRODUCE_KEY, FOUND_NAMESPACE, VET_PACKAGES, SUSPEND_PRUNING, PROPOSE, SIGN, ISOLATE -> true;
            case CHECK_READY,
                    COLLECT_SIGNATURE,
                    AWAIT_NAMESPACE,
                    AWAIT_EFFECTIVE,
                    NOTE_LEDGER_END,
                    EXPORT_ACS,
                    RESTORE_PRUNING,
                    BACK_UP,
                    PURGE_CONTRACTS,
                    IMPORT_ACS,
                    RECONNECT,
                    RESTORE_AUTO_CONNECT,
                    CLEAR_ONBOARDING,
                    CHECK_UNUSED,
                    CONFIRM_UNUSED,
                    VERIFY_HOSTING,
                    VERIFY_CONTRACTS -> false;
        };
    }

    /** Whether something is open that only going on closes safely. */
    private boolean isPastReturn() {
        return interlocks.get().stream()
                .filter(lock -> lock.kind() != Interlock.Kind.PRUNING_SUSPENDED)
                .map(Interlock::participant)
                .anyMatch(this::isActiveSoon);
    }

    /** Whether a mapping was completed that makes a party active on a participant. */
    private boolean isActiveSoon(ParticipantName participant) {
        return plan.steps()
                .anyMatch(step -> step instanceof Step.Signature signature
                        && signature.completes()
                        && (signature.signing().isolated().contains(participant)
                                || signature.signing().unflagged().contains(participant))
                        && book.step(step.id()).isBegun());
    }

    /**
     * What a run that begins or goes on records of its approvals; nothing when that is recorded already.
     *
     * @param known the approvals that the journal has of it
     */
    static List<JournalEvent> approved(RunId run, Judgement judgement, List<Approval> known) {
        if (judgement.policy().isEmpty() || judgement.valid().equals(known)) {
            return List.of();
        }
        return List.of(
                new JournalEvent.PlanApproved(run, judgement.policy().get(), judgement.valid(), judgement.authors()));
    }

    /**
     * Approvals that another run has used up: each counts for one run. A run that is not finished and is superseded by
     * the new one hands its own on.
     */
    static List<Diagnostic> used(Judgement judgement, String planHash, Recording recording) {
        State state = recording.state();
        Optional<RunId> superseded = state.unfinishedRun().map(RunSummary::id);
        List<Diagnostic> used = new ArrayList<>();
        for (Approval approval : judgement.approvals()) {
            lastUse(approval, planHash, recording)
                    .filter(run -> !Optional.of(run).equals(superseded))
                    .ifPresent(run -> used.add(Diagnostic.refusal(
                                    "approval-used", "the approval of " + approval.who() + " was used by run " + run)
                            .because("an approval counts for one run of one plan")
                            .fix(
                                    "Plan again and have that approved; or, when this plan is meant once more, have it signed"
                                            + " again on another day: -n " + Approval.NAMESPACE
                                            + "@DAY, as in 2026-01-31.")));
        }
        return used;
    }

    private static Optional<RunId> lastUse(Approval approval, String planHash, Recording recording) {
        return recording.entries().stream()
                .map(JournalEntry::events)
                .flatMap(List::stream)
                .filter(JournalEvent.PlanApproved.class::isInstance)
                .map(JournalEvent.PlanApproved.class::cast)
                .filter(event -> event.approvals().stream().anyMatch(approval::isSameConsentAs))
                .map(JournalEvent.PlanApproved::run)
                .filter(run -> recording
                        .state()
                        .run(run)
                        .filter(summary -> summary.planHash().equals(planHash))
                        .isPresent())
                .reduce((former, later) -> later);
    }
}
