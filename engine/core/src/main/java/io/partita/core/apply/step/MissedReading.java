package io.partita.core.apply.step;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Transfer;
import io.partita.core.provider.CallFailed;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.MissedContracts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the target of a repair lacks that never had the onboarding flag, as its source shows it. Both are reached. */
final class MissedReading {

    private final StepWork work;
    private final ParticipantName target;
    private final Transfer transfer;

    MissedReading(StepWork work, ParticipantName target, Transfer transfer) {
        this.work = work;
        this.target = target;
        this.transfer = transfer;
    }

    /** What is neither there nor was archived there; empty when the source has pruned the activation since. */
    Optional<ContractExamples> lacked() throws CallFailed {
        Optional<MissedContracts> missed = missed();
        OptionalLong activation = activation(missed);
        return activation.isPresent()
                ? Optional.of(missed.orElseThrow().lacked(activation.getAsLong()))
                : Optional.empty();
    }

    /**
     * What an import would be refused for, since its archival is recorded there; empty when the source has pruned the
     * activation since.
     *
     * @param seen as in {@link MissedContracts}
     */
    Optional<ContractExamples> recorded(boolean seen) throws CallFailed {
        Optional<MissedContracts> missed = missed();
        OptionalLong activation = activation(missed);
        return activation.isPresent()
                ? Optional.of(missed.orElseThrow().recorded(activation.getAsLong(), seen, false))
                : Optional.empty();
    }

    private static OptionalLong activation(Optional<MissedContracts> missed) throws CallFailed {
        return missed.isPresent() ? missed.get().activation() : OptionalLong.empty();
    }

    /** Who brought contracts of the party there before. @param activation the source's offset */
    SortedSet<PartyId> alreadyThere(long activation) throws CallFailed {
        Optional<MissedContracts> missed = missed();
        return missed.isPresent() ? missed.get().alreadyThere(activation) : new TreeSet<>();
    }

    private Optional<MissedContracts> missed() throws CallFailed {
        return MissedContracts.of(
                transfer.party(),
                work.run().idOf(target),
                new AbsenceReading.View(work.at(transfer.source()), work.synchronizer(transfer.source())),
                work.at(target),
                work::contractSet);
    }
}
