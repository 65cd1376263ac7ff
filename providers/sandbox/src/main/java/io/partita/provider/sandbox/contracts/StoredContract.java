package io.partita.provider.sandbox.contracts;

import java.util.OptionalLong;

/**
 * A contract as one participant holds it.
 *
 * @param ordinal position in the participant's order of creations
 * @param contract what it says
 * @param createdOffset offset of the update that created it here
 * @param nodeId of the creating event within that update
 * @param workflowId of that update
 * @param reassignmentCounter 0 unless it was reassigned
 * @param archivedOffset offset of the update that archived it here, if one did
 */
public record StoredContract(
        long ordinal,
        Contract contract,
        long createdOffset,
        int nodeId,
        String workflowId,
        long reassignmentCounter,
        OptionalLong archivedOffset) {

    /** Whether it is active just after an offset. */
    public boolean activeAt(long offset) {
        return createdOffset <= offset && (archivedOffset.isEmpty() || archivedOffset.getAsLong() > offset);
    }

    public boolean active() {
        return archivedOffset.isEmpty();
    }
}
