package io.partita.core.plan;

import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.Objects;

/**
 * How a participant was connected to one synchronizer when the plan was made, and is to be connected again at the end.
 *
 * @param alias the synchronizer's alias on that participant
 * @param connection connected or not
 * @param manualConnect whether it reconnects by itself at start
 */
public record PlannedConnection(String alias, Registration.Connection connection, ManualConnect manualConnect)
        implements Comparable<PlannedConnection> {

    public PlannedConnection {
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(manualConnect, "manualConnect");
    }

    @Override
    public int compareTo(PlannedConnection other) {
        return alias.compareTo(other.alias);
    }
}
