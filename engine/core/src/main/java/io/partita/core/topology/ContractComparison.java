package io.partita.core.topology;

import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Compares the active contracts of a party on two participants. They have no common clock of offsets, so a contract
 * counts as stale only if it was active on one participant before and after it was found missing on the other, and a
 * difference counts only if it stays.
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

    /** Whether both have the same active contracts of the party. */
    public boolean isSame(Participant source, Participant target) throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            if (equal(source, target)) {
                return true;
            }
            if (attempt == ATTEMPTS) {
                return false;
            }
            pause.orStop(BETWEEN);
        }
    }

    /**
     * How many contracts are active on the target although they are not on the source: what is left when a host of a
     * party was removed.
     */
    public long staleOn(Participant target, Participant source) throws CallFailed {
        ContractExamples stale = new ContractExamples();
        eachStale(target, source, stale);
        return stale.count();
    }

    /** The same contracts, each once, in no particular order. */
    public void eachStale(Participant target, Participant source, Consumer<String> each) throws CallFailed {
        if (target.anyActiveContract(party, target.ledgerEnd()).isEmpty()) {
            return;
        }
        try (ContractSet stale = ContractSet.temporary()) {
            stale.add(ids -> active(target, ids));
            for (int attempt = 1; attempt <= ATTEMPTS && !stale.isEmpty(); attempt++) {
                if (attempt > 1) {
                    pause.orStop(BETWEEN);
                }
                stale.remove(ids -> active(source, ids));
                stale.retain(ids -> active(target, ids));
            }
            stale.each(each);
        }
    }

    private boolean equal(Participant source, Participant target) throws CallFailed {
        try (ContractSet ofSource = ContractSet.temporary();
                ContractSet ofTarget = ContractSet.temporary()) {
            ofSource.add(each -> active(source, each));
            ofTarget.add(each -> active(target, each));
            ContractExamples different = new ContractExamples();
            ofSource.without(ofTarget, different);
            ofTarget.without(ofSource, different);
            return different.isEmpty();
        }
    }

    private void active(Participant participant, Consumer<String> each) throws CallFailed {
        long end = participant.ledgerEnd();
        if (end > 0) {
            participant.activeContractIds(party, synchronizer, end, each);
        }
    }
}
