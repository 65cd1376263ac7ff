package io.partita.plans.conformance;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import java.util.List;
import java.util.Objects;

/**
 * The network that is checked, as its file tells it. Paths are absolute.
 *
 * @param name how the table calls it
 * @param synchronizer the alias that the participants give it
 * @param participants at least two: the source, the target, and one more for what needs three
 */
record Target(String name, String synchronizer, List<Node> participants) {

    /** The fewest participants that a party can be replicated between. */
    static final int FEWEST = 2;

    /**
     * A participant.
     *
     * @param name local to the file
     * @param access both endpoints
     * @param backup how partita is told to back it up before an import
     */
    record Node(String name, Access.Endpoints access, Backup backup) {
        Node {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(access, "access");
            Objects.requireNonNull(backup, "backup");
        }

        Endpoint admin() {
            return access.admin();
        }

        Endpoint ledger() {
            return access.ledger();
        }
    }

    /** A backup that succeeds at once: what is imported here are contracts of the suite's own parties. */
    static final Backup NO_OPERATION = new Backup.BackupCommand(List.of("true"));

    Target {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(synchronizer, "synchronizer");
        participants = List.copyOf(participants);
    }
}
