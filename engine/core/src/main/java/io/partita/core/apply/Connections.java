package io.partita.core.apply;

import io.partita.core.plan.PlannedConnection;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Registration;
import java.util.List;
import java.util.Optional;

/** How a participant is connected, and what isolation means. */
final class Connections {

    private Connections() {}

    /** Sorted by alias. */
    static List<PlannedConnection> read(Participant participant) throws CallFailed {
        return participant.registrations().stream()
                .map(found -> new PlannedConnection(found.alias(), found.connection(), found.manualConnect()))
                .sorted()
                .toList();
    }

    /** What keeps a participant from counting as isolated; empty when it is. */
    static Optional<String> notIsolated(Participant participant) throws CallFailed {
        for (Registration found : participant.registrations()) {
            if (found.isConnected()) {
                return Optional.of("it is connected to " + found.alias());
            }
            if (found.manualConnect() != ManualConnect.MANUAL) {
                return Optional.of("it would connect to " + found.alias() + " by itself when it starts");
            }
        }
        return Optional.empty();
    }
}
