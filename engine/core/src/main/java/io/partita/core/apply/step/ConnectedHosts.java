package io.partita.core.apply.step;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import java.util.HashMap;
import java.util.Map;

/** The participants of a plan that a run reaches and that are connected. */
final class ConnectedHosts {

    private ConnectedHosts() {}

    static Map<ParticipantId, Participant> of(StepWork work) {
        Map<ParticipantId, Participant> connected = new HashMap<>();
        for (ParticipantName name : work.plan().content().participants().keySet()) {
            if (work.run().reaches(name) && isConnected(work, name)) {
                connected.put(work.run().idOf(name), work.at(name));
            }
        }
        return connected;
    }

    /** Whoever cannot be asked shows of no party that its contracts are there. */
    private static boolean isConnected(StepWork work, ParticipantName name) {
        try {
            return Connections.isConnected(work.at(name), work.plan().synchronizerAlias());
        } catch (CallFailed unanswered) {
            return false;
        }
    }
}
