package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.Optional;

/** Whether a participant is isolated: by what it says of its connections, and by this state's own interlock. */
final class Isolation {

    private Isolation() {}

    /** @param consequence what must not be while it is not isolated, a phrase */
    static void require(ParticipantName target, String consequence, StepWork work) throws CallFailed, Ended {
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
}
