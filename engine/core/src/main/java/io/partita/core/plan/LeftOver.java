package io.partita.core.plan;

/**
 * What an earlier hosting left of a party on a target, and that a person wants purged there: contracts that no other
 * host of the party has any more.
 *
 * @param contracts how many there were when the plan was made; exactly those that are left when it is carried out are
 *     purged, which may be more
 * @param archived of how many of them the source showed the archival; of the others it has pruned it, or learned of
 *     them later
 */
public record LeftOver(long contracts, long archived) {
    public LeftOver {
        if (archived < 0 || contracts < archived) {
            throw new IllegalArgumentException("of " + contracts + " contracts " + archived + " cannot be archived");
        }
    }
}
