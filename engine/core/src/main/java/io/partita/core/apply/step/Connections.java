package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Registration;
import java.util.List;
import java.util.Optional;

/** How a participant is connected, what isolation means, and how it is taken back. */
public final class Connections {

    private Connections() {}

    /** Sorted by alias. */
    static List<PlannedConnection> read(Participant participant) throws CallFailed {
        return participant.registrations().stream()
                .map(found -> new PlannedConnection(found.alias(), found.connection(), found.manualConnect()))
                .sorted()
                .toList();
    }

    /** @param name the synchronizer's alias there, or its logical id */
    static boolean isConnected(Participant participant, String name) throws CallFailed {
        return participant.registrations().stream().anyMatch(found -> found.isCalled(name) && found.isConnected());
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

    /**
     * What was planned of registrations that are there and would connect in another way when the participant starts.
     */
    static List<PlannedConnection> different(Participant participant, List<PlannedConnection> planned)
            throws CallFailed {
        List<PlannedConnection> now = read(participant);
        return planned.stream()
                .filter(each -> now.stream()
                        .anyMatch(found ->
                                found.alias().equals(each.alias()) && found.manualConnect() != each.manualConnect()))
                .toList();
    }

    /**
     * Connects what was connected before. What is read decides, not what the calls answer.
     *
     * @return the aliases from which the participant is still away; empty when it is from none
     */
    public static List<String> reconnect(Participant participant, List<PlannedConnection> before) throws CallFailed {
        for (String alias : away(participant, before)) {
            participant.reconnect(alias);
        }
        return away(participant, before);
    }

    /**
     * Lets a participant connect by itself as before. Only for one that is connected: until then a restart must not
     * connect it.
     *
     * @return what reading still shows in another way; empty when all is as before
     */
    public static List<PlannedConnection> restoreManualConnect(Participant participant, List<PlannedConnection> before)
            throws CallFailed {
        for (PlannedConnection each : different(participant, before)) {
            participant.setManualConnect(each.alias(), each.manualConnect());
        }
        return different(participant, before);
    }

    /** Says that a participant does not keep how it connects; what to do about it is the caller's. */
    public static Diagnostic notRestored(ParticipantName participant, List<PlannedConnection> expected) {
        return Diagnostic.error("auto-connect-not-restored", participant + " does not keep its setting")
                .because("expected " + Wording.connections(expected))
                .about(participant.name());
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
