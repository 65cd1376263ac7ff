package io.partita.core.plan;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A participant of a plan, complete enough for apply to reach it and to know it again.
 *
 * @param name as declared
 * @param id who answered when the plan was made
 * @param release which release answered
 * @param protocolVersions those that its binary speaks, sorted; the plan's synchronizer says which one is in use
 * @param access endpoints and references to secrets, never their values
 * @param operator whose it is
 * @param backup what happens before an import
 */
public record PlannedParticipant(
        ParticipantName name,
        ParticipantId id,
        String release,
        List<Integer> protocolVersions,
        Access access,
        Optional<String> operator,
        Backup backup) {
    public PlannedParticipant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(release, "release");
        protocolVersions = List.copyOf(protocolVersions);
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(backup, "backup");
    }

    /**
     * Whether a run may call it: it is nobody's in particular, or this operator's, or no operator is named.
     *
     * @param caller whose steps the run does; empty: everybody's
     */
    public boolean isReachedBy(Optional<String> caller) {
        return caller.isEmpty() || operator.isEmpty() || operator.equals(caller);
    }
}
