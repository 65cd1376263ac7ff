package io.partita.core.apply.step;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look at the hosting of a party: what each participant shows is read once, and what will be needed, in advance. */
final class HostingSight {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final StepWork work;
    private final PartyId party;
    private final Instant begun;
    private final Map<ParticipantName, Ahead<Optional<HostingState>>> hostings = new HashMap<>();
    private final Map<ParticipantName, Ahead<List<HostingProposal>>> proposals = new HashMap<>();

    HostingSight(StepWork work, PartyId party) {
        this.work = work;
        this.party = party;
        this.begun = work.now();
    }

    /** Whether it shows what was there just now. */
    boolean isFresh() {
        return Duration.between(begun, work.now()).compareTo(FRESH) <= 0;
    }

    /** Begins to read the hosting as a participant shows it. */
    HostingSight hostingAhead(ParticipantName where) {
        hostings.computeIfAbsent(where, name -> work.run().ahead().begin(() -> readHosting(name)));
        return this;
    }

    /** Begins to read the proposals that a participant knows. */
    HostingSight proposalsAhead(ParticipantName where) {
        proposals.computeIfAbsent(where, name -> work.run().ahead().begin(() -> readProposals(name)));
        return this;
    }

    Optional<HostingState> hosting(ParticipantName where) throws CallFailed {
        return hostingAhead(where).hostings.get(where).answer();
    }

    List<HostingProposal> proposals(ParticipantName where) throws CallFailed {
        return proposalsAhead(where).proposals.get(where).answer();
    }

    private Optional<HostingState> readHosting(ParticipantName where) throws CallFailed {
        return work.at(where).hosting(work.synchronizer(where), party);
    }

    private List<HostingProposal> readProposals(ParticipantName where) throws CallFailed {
        return work.at(where).proposals(work.synchronizer(where), party);
    }
}
