package io.partita.core.snapshot;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.TransactionEvidence;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a party.
 *
 * @param party the party
 * @param history every authorized state of its mapping, oldest first; empty when it was never hosted
 * @param proposals what is proposed for it
 * @param hosts its use on participants that host it without the onboarding flag; one that is missing was not asked
 * @param others what participants have of it that do not host it; one that is missing was not asked
 */
public record RecordedParty(
        PartyId party,
        List<HostingState> history,
        List<HostingProposal> proposals,
        SortedMap<ParticipantName, Use> hosts,
        SortedMap<ParticipantName, Rest> others) {

    /** More than a topology reaches, and far enough from the end of the numbers for a plan to count on. */
    private static final int LAST_SERIAL = 1_000_000_000;

    /**
     * The use of a party on one host, at its recorded ledger end.
     *
     * @param contract an active contract; empty when there is none
     * @param transaction a transaction after what is pruned; empty when there is none
     * @param activations its activations there after what is pruned; not looked for on a participant that never pruned
     * @param contracts what its contracts need
     */
    public record Use(
            Optional<ContractEvidence> contract,
            Optional<TransactionEvidence> transaction,
            List<Activation> activations,
            ContractSummary contracts) {
        public Use {
            Objects.requireNonNull(contract, "contract");
            Objects.requireNonNull(transaction, "transaction");
            activations = List.copyOf(activations);
            Objects.requireNonNull(contracts, "contracts");
        }
    }

    /**
     * What a participant has of a party that it does not host.
     *
     * @param contract an active contract; empty when there is none
     * @param stale ids of contracts that are active there and on no host, the hundred smallest at most
     */
    public record Rest(Optional<ContractEvidence> contract, SortedSet<String> stale) {
        public Rest {
            Objects.requireNonNull(contract, "contract");
            stale = Collections.unmodifiableSortedSet(new TreeSet<>(stale));
        }
    }

    public RecordedParty {
        Objects.requireNonNull(party, "party");
        history = List.copyOf(history);
        proposals = List.copyOf(proposals);
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        int serial = 0;
        for (HostingState state : history) {
            requireOf(party, state.mapping().party());
            if (state.mapping().serial() < serial || state.mapping().serial() > LAST_SERIAL) {
                throw new IllegalArgumentException("the serials of " + party + " have to grow, up to " + LAST_SERIAL);
            }
            serial = state.mapping().serial();
            if (state.mapping().hosts().stream()
                            .map(host -> host.participant())
                            .distinct()
                            .count()
                    < state.mapping().hosts().size()) {
                throw new IllegalArgumentException("a mapping of " + party + " has a host twice");
            }
        }
        proposals.forEach(proposal -> requireOf(party, proposal.mapping().party()));
    }

    private static void requireOf(PartyId party, PartyId other) {
        if (!party.equals(other)) {
            throw new IllegalArgumentException("a mapping of " + other + " is no mapping of " + party);
        }
    }

    /** The mapping that was the last; without hosts after a removal; empty when there never was one. */
    public Optional<HostingState> head() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }
}
