package io.partita.core.plan;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One isolation of one target, for all parties that it receives. It is all or nothing: sound only when its activations
 * have strictly increasing effective times and every file is imported before the target connects again.
 *
 * @param round from 1; windows of one round are open together, rounds follow each other
 * @param target who is isolated
 * @param connections its registrations as read, sorted by alias: what a run that is given up brings it back to
 * @param foundAway what the plan's synchronizer is called on a target that somebody had disconnected from it already: it
 *     is connected to it at the end nevertheless; empty for one that was connected
 * @param vetted packages of the transfers that were vetted on the target when the plan was made
 * @param transfers at least one, in the order in which the parties become active
 */
public record Window(
        int round,
        ParticipantName target,
        List<PlannedConnection> connections,
        Optional<String> foundAway,
        SortedSet<PackageId> vetted,
        List<Transfer> transfers) {

    /** Of a target that is connected before. */
    public Window(
            int round,
            ParticipantName target,
            List<PlannedConnection> connections,
            SortedSet<PackageId> vetted,
            List<Transfer> transfers) {
        this(round, target, connections, Optional.empty(), vetted, transfers);
    }

    public Window {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(foundAway, "foundAway");
        connections = connections.stream().sorted().toList();
        vetted = Collections.unmodifiableSortedSet(new TreeSet<>(vetted));
        transfers = List.copyOf(transfers);
        if (round < 1) {
            throw new IllegalArgumentException("rounds start at 1: " + round);
        }
        if (transfers.isEmpty()) {
            throw new IllegalArgumentException("a window of " + target + " that nothing is transferred in");
        }
    }

    /** Those that were connected, and are connected again at the end. */
    public List<PlannedConnection> connected() {
        return connected(connections);
    }

    /** How the target is connected when the window is closed: as it was, and to what it was found away from. */
    public List<PlannedConnection> atTheEnd() {
        return connections.stream()
                .map(each -> foundAway.equals(Optional.of(each.alias()))
                        ? new PlannedConnection(each.alias(), Registration.Connection.CONNECTED, each.manualConnect())
                        : each)
                .toList();
    }

    /** Those that it is connected to when the window is closed. */
    public List<PlannedConnection> connectedAtTheEnd() {
        return connected(atTheEnd());
    }

    private static List<PlannedConnection> connected(List<PlannedConnection> all) {
        return all.stream()
                .filter(connection -> connection.connection() == Registration.Connection.CONNECTED)
                .toList();
    }

    /** Those that connected by themselves when the target started, and do so again at the end. */
    public List<PlannedConnection> automatic() {
        return connections.stream()
                .filter(connection -> connection.manualConnect() == ManualConnect.AUTOMATIC)
                .toList();
    }
}
