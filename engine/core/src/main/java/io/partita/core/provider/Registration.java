package io.partita.core.provider;

import io.partita.core.model.PhysicalSynchronizerId;
import java.util.Optional;

/**
 * A synchronizer that a participant knows.
 *
 * @param alias the name on this participant
 * @param synchronizer its physical id; empty before the first connect
 * @param connection whether it is connected now
 * @param manualConnect whether it reconnects by itself when the participant starts
 */
public record Registration(
        String alias,
        Optional<PhysicalSynchronizerId> synchronizer,
        Connection connection,
        ManualConnect manualConnect) {
    /** Whether a registration is connected. */
    public enum Connection {
        CONNECTED,
        DISCONNECTED
    }

    /**
     * Whether a declaration means it by a name: its alias, which is this participant's own, or the synchronizer's logical
     * id, which is the same everywhere.
     */
    public boolean isCalled(String name) {
        return alias.equals(name)
                || synchronizer
                        .filter(known -> known.logical().toString().equals(name))
                        .isPresent();
    }

    public boolean isConnected() {
        return connection == Connection.CONNECTED;
    }
}
