package io.partita.cli.command;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What participants show of some parties: each is asked once for its synchronizer, and once for all parties where it
 * would be asked for many. What cannot be read so is asked for one by one.
 */
final class HostingViews {

    /** One read of everything costs about as much as this many single reads (experiments 7). */
    private static final int SINGLE_READS = 25;

    private final String alias;
    private final Map<ParticipantName, View> views = new HashMap<>();

    /** @param alias what the participants call the synchronizer, or its id */
    HostingViews(String alias) {
        this.alias = alias;
    }

    /** One participant as it was when it was first asked. */
    static final class View {

        private final Participant participant;
        private final PhysicalSynchronizerId synchronizer;
        private final Optional<SortedMap<PartyId, HostingState>> hostings;
        private Optional<Map<PartyId, List<HostingProposal>>> proposals = Optional.empty();

        private View(Participant participant, String alias, int parties) throws CallFailed {
            this.participant = participant;
            this.synchronizer = participant.synchronizer(alias);
            this.hostings = parties > SINGLE_READS ? all() : Optional.empty();
        }

        private Optional<SortedMap<PartyId, HostingState>> all() {
            try {
                return Optional.of(participant.allHostings(synchronizer));
            } catch (CallFailed oneByOne) {
                return Optional.empty();
            }
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
            return hostings.isPresent()
                    ? allProposals().getOrDefault(party, List.of())
                    : participant.proposals(synchronizer, party);
        }

        private synchronized Map<PartyId, List<HostingProposal>> allProposals() throws CallFailed {
            if (proposals.isEmpty()) {
                proposals = Optional.of(participant.allProposals(synchronizer).stream()
                        .collect(Collectors.groupingBy(
                                proposal -> proposal.mapping().party())));
            }
            return proposals.get();
        }
    }

    /**
     * How a participant sees the parties.
     *
     * @param parties how many of them it will be asked for
     */
    synchronized View of(Participant participant, int parties) throws CallFailed {
        View known = views.get(participant.name());
        if (known == null) {
            known = new View(participant, alias, parties);
            views.put(participant.name(), known);
        }
        return known;
    }
}
