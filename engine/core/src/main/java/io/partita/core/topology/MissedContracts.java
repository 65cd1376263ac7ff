package io.partita.core.topology;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a host lacks of a party that it got without anybody bringing the contracts of then: those that another host had
 * when it became one, as long as neither its books nor its own history have them. The first use of one ends its process
 * (experiments 3).
 */
public final class MissedContracts {

    private final PartyId party;
    private final ParticipantId host;
    private final Arrival arrival;
    private final Participant source;
    private final Arrival ofSource;
    private final PhysicalSynchronizerId physical;
    private final Participant target;
    private final boolean connected;
    private final Supplier<ContractSet> sets;

    private interface Question {
        boolean answer() throws CallFailed;
    }

    /**
     * @param host the id of the target, which may be disconnected
     * @param source a host of before, which is connected and had every contract of then
     * @param ofSource when that one became a host
     * @param connected whether the target is connected
     * @param sets where ids are kept while they are compared
     */
    MissedContracts(
            PartyId party,
            ParticipantId host,
            Arrival arrival,
            Participant source,
            Arrival ofSource,
            PhysicalSynchronizerId physical,
            Participant target,
            boolean connected,
            Supplier<ContractSet> sets) {
        this.party = party;
        this.host = host;
        this.arrival = arrival;
        this.source = source;
        this.ofSource = ofSource;
        this.physical = physical;
        this.target = target;
        this.connected = connected;
        this.sets = sets;
    }

    public Arrival arrival() {
        return arrival;
    }

    /**
     * The source's offset of when the target became a host; empty when that is pruned there, so that nobody can export
     * what the party had just before.
     */
    public OptionalLong activation() throws CallFailed {
        long pruned = source.prunedUpTo();
        Optional<Activation> found =
                arrival.in(source.activations(party, synchronizer(), host, pruned, source.ledgerEnd()));
        return found.isPresent() && found.get().offset() - 1 > pruned
                ? OptionalLong.of(found.get().offset())
                : OptionalLong.empty();
    }

    /**
     * What the target lacks. Of what was archived since it became a host, and what it has pruned of its history, it
     * cannot tell whether it has seen that; but without the flag it would not have survived the archival of a contract
     * that it lacks. What another party of the target is a stakeholder of, and what was created since it hosts that one,
     * it has been told of, or is when it connects.
     *
     * @param activation the source's offset
     * @return empty when all that it may lack was archived since and nobody can tell whether it has seen that
     */
    public Optional<ContractExamples> lacked(long activation) throws CallFailed {
        return lacked(activation, target.ledgerEnd(), this::hasLivedUntilNow);
    }

    /**
     * What the target lacked once: what was brought since does not count.
     *
     * @param until an offset of the target
     */
    Optional<ContractExamples> lackedUntil(long activation, long until) throws CallFailed {
        return lacked(activation, until, () -> false);
    }

    private Optional<ContractExamples> lacked(long activation, long end, Question hasLivedUntilNow) throws CallFailed {
        try (ContractSet lacked = sets.get()) {
            lacked.add(each -> source.activeContractIds(party, synchronizer(), activation, each));
            if (end > 0 && !lacked.isEmpty()) {
                lacked.remove(each -> target.activeContractIds(party, synchronizer(), end, each));
                removeArchivedThere(lacked, end);
            }
            if (!lacked.isEmpty()) {
                removeToldOf(lacked, activation);
            }
            if (lacked.isEmpty() || !hasSeenItself() || hasItsWholeHistory()) {
                return Optional.of(ContractExamples.of(lacked::each));
            }
            long since = source.ledgerEnd();
            lacked.remove(each -> source.archivedContractIds(party, activation, since, each));
            return lacked.isEmpty() && !hasLivedUntilNow.answer()
                    ? Optional.empty()
                    : Optional.of(ContractExamples.of(lacked::each));
        }
    }

    private void removeToldOf(ContractSet lacked, long activation) throws CallFailed {
        for (PartyId other : alreadyThere(activation)) {
            OptionalLong since = hosts(other);
            if (since.isPresent()) {
                try (ContractSet told = sets.get()) {
                    told.add(each -> source.activeContracts(party, synchronizer(), activation, held -> {
                        if (held.stakeholders().contains(other)) {
                            each.accept(held.id());
                        }
                    }));
                    told.remove(each -> source.activeContractIds(party, synchronizer(), since.getAsLong(), each));
                    lacked.remove(told::each);
                }
            }
        }
    }

    /**
     * The source's offset from when on the target was told of what is created for another party, without a break until
     * now; where the source has pruned that, the first that it still shows. Empty when it does not show it, or was no
     * host itself then: what was imported into it shows at a later offset than it was created.
     */
    private OptionalLong hosts(PartyId other) throws CallFailed {
        Optional<Arrival> came = Arrival.of(source.hostingHistory(physical, other), host)
                .filter(each -> each.effective().isBefore(arrival.effective()))
                .filter(each -> ofSource.founding() || ofSource.effective().isBefore(each.effective()));
        if (came.isEmpty()) {
            return OptionalLong.empty();
        }
        long pruned = source.prunedUpTo();
        try {
            Optional<Activation> found =
                    source.activations(other, synchronizer(), host, pruned, source.ledgerEnd()).stream()
                            .filter(each -> each.effective().equals(came.get().effective()))
                            .findFirst();
            return found.map(each -> OptionalLong.of(each.offset()))
                    .orElseGet(() -> pruned > 0 ? OptionalLong.of(pruned) : OptionalLong.empty());
        } catch (CallFailed failed) {
            // The rights that are needed for the party that is repaired need not be there for another one.
            if (failed.failure().kind() != CallFailure.Kind.NOT_PERMITTED) {
                throw failed;
            }
            return OptionalLong.empty();
        }
    }

    /** The store of one that is away ends where it was disconnected. */
    private boolean hasSeenItself() throws CallFailed {
        return connected
                || target.hosting(physical, party)
                        .flatMap(state -> state.mapping().host(host))
                        .isPresent();
    }

    /** Whether it has processed all that the source has, and as a host without the flag all the while. */
    private boolean hasLivedUntilNow() throws CallFailed {
        if (!connected || arrival.flagged()) {
            return false;
        }
        Instant now = source.synchronizerTime(physical);
        return !target.synchronizerTime(physical).isBefore(now);
    }

    private void removeArchivedThere(ContractSet lacked, long end) throws CallFailed {
        if (!lacked.isEmpty()) {
            lacked.remove(each -> target.archivedContractIds(party, target.prunedUpTo(), end, each));
        }
    }

    /**
     * Parties that are stakeholders of contracts of then, and that the target hosted already: what they brought, it has
     * or has seen archived, and an import of that would be refused.
     */
    public SortedSet<PartyId> alreadyThere(long activation) throws CallFailed {
        SortedSet<PartyId> hosted = hostedBefore();
        SortedSet<PartyId> stakeholders = new TreeSet<>();
        if (!hosted.isEmpty()) {
            source.activeContracts(
                    party,
                    synchronizer(),
                    activation,
                    held -> held.stakeholders().stream()
                            .filter(hosted::contains)
                            .forEach(stakeholders::add));
        }
        return stakeholders;
    }

    /** Those that the target hosted just before, by what the source shows. */
    private SortedSet<PartyId> hostedBefore() throws CallFailed {
        SortedSet<PartyId> hosted = new TreeSet<>();
        for (Map.Entry<PartyId, List<HostingState>> each :
                source.allHostingHistories(physical).entrySet()) {
            Optional<HostingMapping> then = each.getValue().stream()
                    .filter(state -> state.validFrom().isBefore(arrival.effective()))
                    .reduce((earlier, later) -> later)
                    .map(HostingState::mapping);
            if (then.flatMap(mapping -> mapping.host(host)).isPresent()) {
                hosted.add(each.getKey());
            }
        }
        hosted.remove(party);
        return hosted;
    }

    /**
     * Contracts of then whose archival the target may have recorded: their import is refused, or makes them active for
     * ever. Without the flag the use of a contract that it lacks ends its process before it is recorded, so while it is
     * disconnected its own history tells; connected, or with a flag then, it may have recorded whatever it has seen.
     *
     * @param seen whether it was connected when it became a host
     */
    public ContractExamples recorded(long activation, boolean seen) throws CallFailed {
        try (ContractSet recorded = sets.get()) {
            if (!seen) {
                return ContractExamples.of(recorded::each);
            }
            SortedSet<PartyId> there = alreadyThere(activation);
            long end = source.ledgerEnd();
            recorded.add(each -> eachBrought(activation, there, each));
            if (!recorded.isEmpty()) {
                recorded.retain(each -> source.archivedContractIds(party, activation, end, each));
            }
            if (!recorded.isEmpty() && !connected && !arrival.flagged() && hasItsWholeHistory()) {
                long own = target.ledgerEnd();
                recorded.retain(each -> target.archivedContractIds(party, target.prunedUpTo(), own, each));
            }
            return ContractExamples.of(recorded::each);
        }
    }

    private void eachBrought(long activation, SortedSet<PartyId> there, Consumer<String> each) throws CallFailed {
        source.activeContracts(party, synchronizer(), activation, held -> {
            if (held.stakeholders().stream().noneMatch(there::contains)) {
                each.accept(held.id());
            }
        });
    }

    /** Since it became a host: what it has pruned, it does not tell. */
    private boolean hasItsWholeHistory() throws CallFailed {
        long pruned = target.prunedUpTo();
        return pruned == 0
                || arrival.in(target.activations(party, synchronizer(), host, pruned, target.ledgerEnd()))
                        .isPresent();
    }

    private SynchronizerId synchronizer() {
        return physical.logical();
    }
}
