package io.partita.cli.command;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.core.topology.HostingReading;
import io.partita.core.topology.ReadsAhead;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What participants show of some parties: each is asked once for its synchronizer, and once for all parties where it
 * would be asked for many. What cannot be read so is asked for one by one. A participant that does not answer is waited
 * for once, by all who ask for it.
 */
final class HostingViews {

    private static final int READS = 16;

    private final String alias;
    private final int parties;
    private final ReadsAhead reads = new ReadsAhead(READS);
    private final Map<ParticipantName, Ahead<View>> views = new ConcurrentHashMap<>();

    /**
     * @param alias what the participants call the synchronizer, or its id
     * @param parties how many a participant may be asked for
     */
    HostingViews(String alias, int parties) {
        this.alias = alias;
        this.parties = parties;
    }

    /** One participant as it was when it was first asked. */
    final class View {

        private final Participant participant;
        private final PhysicalSynchronizerId synchronizer;
        private final Optional<SortedMap<PartyId, HostingState>> hostings;
        private Optional<Ahead<Optional<Map<PartyId, List<HostingProposal>>>>> proposals = Optional.empty();

        private View(Participant participant) throws CallFailed {
            this.participant = participant;
            this.synchronizer = participant.synchronizer(alias);
            this.hostings = parties > HostingReading.SINGLE_READS
                    ? together(() -> participant.allHostings(synchronizer))
                    : Optional.empty();
        }

        PhysicalSynchronizerId synchronizer() {
            return synchronizer;
        }

        Optional<HostingState> hosting(PartyId party) throws CallFailed {
            return hostings.isPresent()
                    ? Optional.ofNullable(hostings.get().get(party))
                    : participant.hosting(synchronizer, party);
        }

        /** Those that everybody may still sign, for this party. */
        List<HostingProposal> proposals(PartyId party) throws CallFailed {
            Optional<Map<PartyId, List<HostingProposal>>> all =
                    parties > HostingReading.SINGLE_READS ? allProposals().answer() : Optional.empty();
            return all.isPresent()
                    ? all.get().getOrDefault(party, List.of())
                    : participant.proposals(synchronizer, party);
        }

        private synchronized Ahead<Optional<Map<PartyId, List<HostingProposal>>>> allProposals() {
            if (proposals.isEmpty()) {
                proposals = Optional.of(reads.begin(() -> together(() -> participant.allProposals(synchronizer).stream()
                        .collect(Collectors.groupingBy(
                                proposal -> proposal.mapping().party())))));
            }
            return proposals.get();
        }
    }

    private static <R> Optional<R> together(ReadsAhead.Read<R> read) {
        try {
            return Optional.of(read.read());
        } catch (CallFailed oneByOne) {
            return Optional.empty();
        }
    }

    /** How a participant sees the parties. */
    View of(Participant participant) throws CallFailed {
        return views.computeIfAbsent(participant.name(), name -> reads.begin(() -> new View(participant)))
                .answer();
    }
}
