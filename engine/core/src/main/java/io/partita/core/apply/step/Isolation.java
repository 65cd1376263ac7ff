package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.Optional;

/** Whether a participant is isolated: by what it says of its connections, and by this state's own interlock. */
final class Isolation {

    private Isolation() {}

    /** @param consequence what must not be while it is not isolated, a phrase */
    static void require(ParticipantName target, String consequence, StepWork work) throws CallFailed, Ended {
        if (!work.run().reaches(target)) {
            requireSaid(target, consequence, work);
            return;
        }
        Optional<String> why = Connections.notIsolated(work.at(target));
        boolean open =
                work.open(Interlock.Kind.ISOLATION, work.run().idOf(target)).isPresent();
        if (why.isEmpty() && open) {
            return;
        }
        throw work.refused(Diagnostic.error("target-not-isolated", target + " is not isolated, so " + consequence)
                .because(why.orElse("the journal knows of no isolation window"))
                .fix("Resume. It isolates " + target + " again before it goes on.")
                .next(NextCommand.resume())
                .about(target.name()));
    }

    /**
     * Of a participant of another operator: its receipt of the isolation counts, as long as there is none of the
     * reconnection.
     */
    private static void requireSaid(ParticipantName target, String consequence, StepWork work) throws Ended {
        Optional<Step> isolation = work.plan().step(StepId.of(Step.Kind.ISOLATE, target));
        boolean said = isolation
                .map(Step.Isolate.class::cast)
                .filter(step -> work.record(step.id()).isDone())
                .filter(step -> !work.record(step.reconnect()).isDone())
                .isPresent();
        if (!said) {
            throw work.refused(Diagnostic.error(
                            "target-not-isolated", "nobody says that " + target + " is isolated, so " + consequence)
                    .because(
                            "it is another operator's, and this run has no receipt of its isolation, or has one of its reconnection")
                    .fix("Take the receipt of its isolation, then run: partita resume.")
                    .about(target.name()));
        }
    }
}
