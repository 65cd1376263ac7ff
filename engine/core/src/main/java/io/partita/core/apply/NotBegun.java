package io.partita.core.apply;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import io.partita.core.provider.KeySigning;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.LockHolder;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why a run of a plan does not begin. A run and a dry run of it ask here, so that the one says what the other would.
 *
 * @param exit how the command ends
 * @param diagnostics why
 * @param next what leads on
 */
record NotBegun(ExitStatus exit, List<Diagnostic> diagnostics, List<NextCommand> next) {

    NotBegun {
        Objects.requireNonNull(exit, "exit");
        diagnostics = List.copyOf(diagnostics);
        next = List.copyOf(next);
    }

    /** What a run is refused for before its state is looked at; empty when nothing speaks against it. */
    static Optional<NotBegun> refused(SavedPlan plan, ApplyOptions options, KeySigning keys) {
        List<Diagnostic> unconfirmed = unconfirmed(plan.plan(), options);
        List<Diagnostic> against = new ArrayList<>(unconfirmed);
        against.addAll(Receipts.unfit(plan, options));
        against.addAll(SignatureRequests.unfit(plan, options, keys));
        if (against.isEmpty()) {
            return Optional.empty();
        }
        List<NextCommand> next = unconfirmed.isEmpty()
                ? List.of()
                : List.of(NextCommand.confirming(plan.plan().irreversible(), plan.hash()));
        return Optional.of(new NotBegun(ExitStatus.REFUSED, against, next));
    }

    /** What a run is refused for beside what its state says; empty when nothing speaks against it. */
    static Optional<NotBegun> beside(Recording recording) {
        State state = recording.state();
        return state.unfinishedRun().flatMap(unfinished -> {
            SortedSet<String> awaited = AwaitedTargets.of(unfinished.id(), recording);
            return state.interlocks().isEmpty() && awaited.isEmpty()
                    ? Optional.empty()
                    : Optional.of(unfinished(unfinished, state.interlocks(), awaited));
        });
    }

    /** Somebody else has the lock. */
    static NotBegun locked(Diagnostic held) {
        return new NotBegun(ExitStatus.LOCKED, List.of(held), List.of(NextCommand.status()));
    }

    /** The state cannot be used. */
    static NotBegun unusable(List<Diagnostic> diagnostics) {
        return new NotBegun(ExitStatus.ERROR, diagnostics, List.of(NextCommand.stateVerify()));
    }

    /**
     * The first of these, in the order in which a run asks, as far as reading tells: nothing is locked.
     *
     * @param recording as read from the store; one that cannot be read is a reason
     */
    static Optional<NotBegun> foreseen(
            SavedPlan plan, ApplyOptions options, KeySigning keys, StateStore store, Checked<Recording> recording) {
        return refused(plan, options, keys)
                .or(() -> held(store))
                .or(() -> recording.isPresent()
                        ? beside(recording.value())
                        : Optional.of(unusable(recording.diagnostics())));
    }

    private static Optional<NotBegun> held(StateStore store) {
        return store.holder().filter(LockHolder::mayLive).map(holder -> locked(holder.held()));
    }

    /** @param open what is open beside it */
    RunResult result(List<Interlock> open) {
        return new RunResult(exit, Optional.empty(), Map.of(), diagnostics, open, next);
    }

    private static NotBegun unfinished(RunSummary run, List<Interlock> interlocks, SortedSet<String> awaited) {
        List<Diagnostic> all = new ArrayList<>();
        interlocks.forEach(lock -> all.add(OpenInterlocks.describe(lock)));
        all.add(Diagnostic.error("run-unfinished", "run " + run.id() + " is not finished and left something open")
                .because("started " + run.started() + " with plan " + run.planHash()
                        + "; another plan could not know what it left"
                        + (awaited.isEmpty()
                                ? ""
                                : "; " + String.join(", ", awaited)
                                        + ", of another operator, stays away until it has the contracts that this run"
                                        + " exports"))
                .fix("Resume. If it cannot go on and no party has consented yet, give it up.")
                .next(NextCommand.resume())
                .next(NextCommand.resume().with("--abandon")));
        return new NotBegun(ExitStatus.REFUSED, all, List.of(NextCommand.resume(), NextCommand.status()));
    }

    private static List<Diagnostic> unconfirmed(Plan plan, ApplyOptions options) {
        SortedSet<String> missing = new TreeSet<>(plan.irreversible());
        missing.removeAll(options.confirmedParties());
        List<Diagnostic> all = new ArrayList<>();
        if (missing.size() > NextCommand.NAMES_TYPED) {
            all.add(unconfirmed(missing.first() + " and " + (missing.size() - 1) + " more parties"));
            return all;
        }
        missing.forEach(party -> all.add(unconfirmed(party).about(party)));
        return all;
    }

    private static Diagnostic unconfirmed(String parties) {
        return Diagnostic.refusal(
                        "confirmation-missing", "the plan does something to " + parties + " that cannot be taken back")
                .because("such steps are only done when they are confirmed")
                .fix("When that is what you want, confirm it: by the name of each party, by their number, or by the"
                        + " plan's hash.");
    }
}
