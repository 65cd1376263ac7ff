package io.partita.core.topology;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.topology.Evidence.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Decides whether a party was used, by asking every host that can be asked: for an active contract, for any
 * transaction, and whether its history of the party is complete. Whatever cannot be proved counts as used by the
 * caller. No call of the network answers the question directly.
 */
public final class UsageReading {

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Network network;
    private final PhysicalSynchronizerId synchronizer;
    private final Pause pause;

    public UsageReading(Network network, PhysicalSynchronizerId synchronizer, Pause pause) {
        this.network = Objects.requireNonNull(network, "network");
        this.synchronizer = Objects.requireNonNull(synchronizer, "synchronizer");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /**
     * @param party the party
     * @param history every authorized state of its mapping, oldest first, the one in force last
     * @param hosts the declared hosts of the state in force that are not onboarding
     */
    public Usage read(PartyId party, List<HostingState> history, SortedMap<ParticipantName, ParticipantId> hosts) {
        Look look = new Look(party, history);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            look = new Look(party, history);
            Optional<Usage> settled = look.at(hosts);
            if (settled.isPresent()) {
                return settled.get();
            }
            if (attempt < ATTEMPTS) {
                pause.orStop(BETWEEN);
            }
        }
        return new Usage(Usage.Verdict.IN_FLIGHT, look.evidence, List.of());
    }

    /** One look at all hosts. */
    private final class Look {
        private final PartyId party;
        private final List<HostingState> history;
        private final List<Evidence> evidence = new ArrayList<>();
        private final List<Usage.CompleteHost> complete = new ArrayList<>();
        private boolean unanswered;
        private boolean used;
        private boolean inFlight;

        Look(PartyId party, List<HostingState> history) {
            this.party = party;
            this.history = history;
        }

        /** Empty when transactions are in flight, so that it has to be looked again. */
        Optional<Usage> at(SortedMap<ParticipantName, ParticipantId> hosts) {
            hosts.forEach(this::host);
            if (used) {
                return Optional.of(new Usage(Usage.Verdict.USED, evidence, List.of()));
            }
            if (unanswered) {
                return Optional.of(new Usage(Usage.Verdict.UNANSWERED, evidence, List.of()));
            }
            if (complete.isEmpty()) {
                return Optional.of(new Usage(Usage.Verdict.HISTORY_INCOMPLETE, evidence, List.of()));
            }
            return inFlight ? Optional.empty() : Optional.of(new Usage(Usage.Verdict.UNUSED, evidence, complete));
        }

        private void host(ParticipantName name, ParticipantId id) {
            try {
                ask(name, id);
            } catch (CallFailed e) {
                show(
                        name,
                        Finding.NOT_ANSWERED,
                        0,
                        0,
                        e.failure().attempted() + " failed: " + e.failure().code());
                unanswered = true;
            }
        }

        /** In flight is read first: what is not in flight any more then lies before the ledger end. */
        private void ask(ParticipantName name, ParticipantId id) throws CallFailed {
            Participant participant = network.participant(name);
            if (participant.inFlight(synchronizer.logical()) > 0) {
                inFlight = true;
            }
            long end = participant.ledgerEnd();
            long pruned = participant.prunedUpTo();
            if (foundContract(name, participant, end) || foundTransaction(name, participant, pruned, end)) {
                used = true;
            } else if (isComplete(name, id, participant, pruned, end)) {
                complete.add(new Usage.CompleteHost(name, end, pruned));
            }
        }

        private boolean foundContract(ParticipantName name, Participant participant, long end) throws CallFailed {
            Optional<ContractEvidence> found = end == 0 ? Optional.empty() : participant.anyActiveContract(party, end);
            found.ifPresentOrElse(
                    contract ->
                            show(name, Finding.ACTIVE_CONTRACT, 0, contract.createdAtOffset(), contract.contractId()),
                    () -> show(name, Finding.NO_ACTIVE_CONTRACT, 0, end, ""));
            return found.isPresent();
        }

        private boolean foundTransaction(ParticipantName name, Participant participant, long pruned, long end)
                throws CallFailed {
            Optional<TransactionEvidence> found =
                    end <= pruned ? Optional.empty() : participant.anyTransaction(party, pruned, end);
            found.ifPresentOrElse(
                    transaction -> show(name, Finding.TRANSACTION, 0, transaction.offset(), transaction.updateId()),
                    () -> show(name, Finding.NO_TRANSACTION, pruned, end, ""));
            return found.isPresent();
        }

        private boolean isComplete(
                ParticipantName name, ParticipantId id, Participant participant, long pruned, long end)
                throws CallFailed {
            if (!isHostSinceTheFirstSerial(id)) {
                show(name, Finding.HISTORY_WITH_GAPS, 0, 0, "");
                return false;
            }
            if (pruned == 0) {
                show(name, Finding.COMPLETE_UNPRUNED, 0, 0, "");
                return true;
            }
            boolean activationVisible = participant.activations(party, synchronizer.logical(), id, pruned, end).stream()
                    .anyMatch(activation ->
                            activation.effective().equals(history.get(0).validFrom()));
            show(name, activationVisible ? Finding.COMPLETE_PRUNED_BEFORE : Finding.HISTORY_PRUNED, 0, pruned, "");
            return activationVisible;
        }

        private void show(ParticipantName name, Finding finding, long from, long to, String id) {
            evidence.add(new Evidence(name, finding, from, to, id));
        }

        private boolean isHostSinceTheFirstSerial(ParticipantId id) {
            return !history.isEmpty()
                    && history.get(0).mapping().serial() == 1
                    && history.stream()
                            .allMatch(state -> state.mapping()
                                    .host(id)
                                    .filter(host -> !host.isOnboarding())
                                    .isPresent());
        }
    }
}
