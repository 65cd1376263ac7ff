package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Transfer;
import io.partita.core.provider.CallFailed;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.EarlierHosts;
import io.partita.core.topology.MissedContracts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/** What the target of a repair lacks that never had the onboarding flag, as its source shows it. Both are reached. */
final class MissedReading {

    private final StepWork work;
    private final ParticipantName target;
    private final PartyId party;
    private final ParticipantName source;

    MissedReading(StepWork work, ParticipantName target, Transfer transfer) {
        this(work, target, transfer.party(), transfer.source());
    }

    MissedReading(StepWork work, ParticipantName target, PartyId party, ParticipantName source) {
        this.work = work;
        this.target = target;
        this.party = party;
        this.source = source;
    }

    /** The source's offset of when the target became a host; empty when the source has pruned it. */
    OptionalLong activation() throws CallFailed, Ended {
        return missed().activation();
    }

    /** What is neither there nor was archived there; empty when the source, or the target itself, has pruned what tells. */
    Optional<ContractExamples> lacked() throws CallFailed, Ended {
        MissedContracts missed = missed();
        OptionalLong activation = missed.activation();
        return activation.isPresent() ? missed.lacked(activation.getAsLong()) : Optional.empty();
    }

    /**
     * What an import would be refused for, since its archival is recorded there; empty when the source has pruned the
     * activation since.
     *
     * @param seen as in {@link MissedContracts}
     */
    Optional<ContractExamples> recorded(boolean seen) throws CallFailed, Ended {
        MissedContracts missed = missed();
        OptionalLong activation = missed.activation();
        return activation.isPresent() ? Optional.of(missed.recorded(activation.getAsLong(), seen)) : Optional.empty();
    }

    /** Who brought contracts of the party there before. @param activation the source's offset */
    SortedSet<PartyId> alreadyThere(long activation) throws CallFailed, Ended {
        return missed().alreadyThere(activation);
    }

    private MissedContracts missed() throws CallFailed, Ended {
        EarlierHosts earlier = new EarlierHosts(
                party,
                work.synchronizer(source),
                work.at(source).hostingHistory(work.synchronizer(source), party),
                ConnectedHosts.of(work),
                work::contractSet);
        return earlier.missed(work.run().idOf(source), work.run().idOf(target), work.at(target))
                .orElseThrow(() -> work.refused(noSource()));
    }

    private Diagnostic noSource() {
        return Diagnostic.error(
                        "no-source", source + " does not show what " + target + " lacks of " + party.abbreviated())
                .because("whoever is not connected, became a host after " + target
                        + ", or itself came without the contracts of then, does not have all of them, and an export of"
                        + " it would leave " + target + " without the others")
                .fix("Give the run up and plan the repair again, with a host of the party from before " + target
                        + " that is connected.")
                .next(NextCommand.abandon())
                .about(party.abbreviated());
    }
}
