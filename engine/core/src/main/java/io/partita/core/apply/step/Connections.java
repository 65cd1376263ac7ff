package io.partita.core.apply.step;

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

    static boolean isConnected(Participant participant, String alias) throws CallFailed {
        return participant.registrations().stream()
                .anyMatch(found -> found.alias().equals(alias) && found.isConnected());
    }

    /** The aliases of which a participant was connected when the plan was made and is not now. */
    static List<String> away(Participant participant, List<PlannedConnection> planned) throws CallFailed {
        List<Registration> now = participant.registrations();
        return planned.stream()
                .filter(each -> each.connection() == Registration.Connection.CONNECTED)
                .map(PlannedConnection::alias)
                .filter(alias -> now.stream().noneMatch(found -> found.alias().equals(alias) && found.isConnected()))
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
