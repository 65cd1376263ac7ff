package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.MovedFact;
import java.util.Optional;

/**
 * A synchronizer that was upgraded since the plan was made: the same by its logical id, another by its physical one.
 * Whoever names the old one is told that it is not known, or is shown a topology that stands still.
 */
final class Upgrade {

    private Upgrade() {}

    /**
     * Whether that is why a call has failed.
     *
     * @return what a participant that this run reaches says instead of the plan's id; empty when none says another
     */
    static Optional<MovedFact> behind(CallFailure failure, StepWork work) {
        return failure.kind() == CallFailure.Kind.NOT_FOUND ? seen(work) : Optional.empty();
    }

    private static Optional<MovedFact> seen(StepWork work) {
        return work.plan().content().participants().keySet().stream()
                .filter(work.run()::reaches)
                .flatMap(name -> seen(name, work).stream())
                .findFirst();
    }

    /**
     * What a participant says that has come to an upgrade which nobody has accepted. Of one that does not answer nobody
     * knows it; the step that needs it says so.
     */
    static Optional<MovedFact> seen(ParticipantName name, StepWork work) {
        PhysicalSynchronizerId planned = work.plan().synchronizer();
        try {
            return Optional.of(work.at(name).synchronizer(work.plan().synchronizerAlias()))
                    .filter(found -> found.isUpgradeOf(planned))
                    .filter(found -> !work.options().acceptedSynchronizer().equals(Optional.of(found)))
                    .map(found -> new MovedFact(new FactId("identity/" + name), planned.toString(), found.toString()));
        } catch (CallFailed unanswered) {
            return Optional.empty();
        }
    }

    /** What is said of a moved fact that is an upgrade; empty for every other. */
    static Optional<Diagnostic> said(MovedFact moved, StepWork work) {
        Optional<PhysicalSynchronizerId> planned = PhysicalSynchronizerId.parse(moved.expected());
        Optional<PhysicalSynchronizerId> found = PhysicalSynchronizerId.parse(moved.found());
        return planned.isPresent() && found.isPresent() && found.get().isUpgradeOf(planned.get())
                ? Optional.of(work.hasToBeFinished() ? accept(moved, work.plan()) : planAgain(moved, work.plan()))
                : Optional.empty();
    }

    private static Diagnostic upgraded(MovedFact moved, Plan plan) {
        return Diagnostic.error(
                        "synchronizer-upgraded",
                        "the synchronizer " + plan.synchronizerAlias() + " was upgraded since the plan was made")
                .because("the plan was made on " + moved.expected() + ", and "
                        + moved.fact().id().substring("identity/".length())
                        + " knows it as " + moved.found()
                        + "; it is the same synchronizer, with the same parties and contracts")
                .about(plan.synchronizerAlias());
    }

    private static Diagnostic planAgain(MovedFact moved, Plan plan) {
        return upgraded(moved, plan)
                .fix("Plan again, review the new plan, and apply that one.")
                .next(NextCommand.plan());
    }

    private static Diagnostic accept(MovedFact moved, Plan plan) {
        return upgraded(moved, plan)
                .fix("This run is past what can be taken back, so its plan is to be finished. When the operators of the"
                        + " synchronizer confirm the upgrade, go on with its new id.")
                .next(NextCommand.acceptingSynchronizer(moved.found()));
    }
}
