package io.partita.core.topology;

import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Compares the active contracts of a party on two participants. They have no common clock of offsets, so a contract counts as stale only if it was active on one participant before and after it was found
 * missing on the other, and a difference counts only if it stays.
 */
public final class ContractComparison {

    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final PartyId party;
    private final SynchronizerId synchronizer;
    private final Pause pause;

    public ContractComparison(PartyId party, SynchronizerId synchronizer, Pause pause) {
        this.party = Objects.requireNonNull(party, "party");
        this.synchronizer = Objects.requireNonNull(synchronizer, "synchronizer");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /** Whether both have the same active contracts of the party. Needs memory for the contracts of one of them. */
    public boolean isSame(Participant source, Participant target) throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            if (active(source).equals(active(target))) {
                return true;
            }
            if (attempt == ATTEMPTS) {
                return false;
            }
            pause.orStop(BETWEEN);
        }
    }

    /** How many contracts are active on the target although they are not on the source: what is left when a host of a party was removed. */
    public int staleOn(Participant target, Participant source) throws CallFailed {
        if (target.anyActiveContract(party, target.ledgerEnd()).isEmpty()) {
            return 0;
        }
        Set<String> stale = active(target);
        for (int attempt = 1; attempt <= ATTEMPTS && !stale.isEmpty(); attempt++) {
            if (attempt > 1) {
                pause.orStop(BETWEEN);
            }
            remove(stale, source);
            stale.retainAll(active(target));
        }
        return stale.size();
    }

    private Set<String> active(Participant participant) throws CallFailed {
        Set<String> ids = new HashSet<>();
        long end = participant.ledgerEnd();
        if (end > 0) {
            participant.activeContractIds(party, synchronizer, end, ids::add);
        }
        return ids;
    }

    private void remove(Set<String> ids, Participant participant) throws CallFailed {
        long end = participant.ledgerEnd();
        if (end > 0) {
            participant.activeContractIds(party, synchronizer, end, ids::remove);
        }
    }
}
