package io.partita.core.apply.step;

import io.partita.core.apply.ActiveRun;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.state.MovedFact;
import io.partita.core.topology.HostingReading;
import io.partita.core.topology.ReadsAhead;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads facts again. The answer is empty while a fact holds. */
final class FactReading {

    private final Plan plan;
    private final Reach reach;
    private final Map<ParticipantName, SortedMap<PartyId, HostingState>> everybody = new HashMap<>();

    FactReading(Plan plan, Reach reach) {
        this.plan = plan;
        this.reach = reach;
    }

    /** As a run reads them. */
    static FactReading in(ActiveRun run) {
        return new FactReading(run.plan(), new OfRun(run));
    }

    /** Where facts are read, and what was accepted instead of what the plan says. */
    interface Reach {

        Participant participant(ParticipantName name);

        /** By which physical id a participant knows the plan's synchronizer. */
        PhysicalSynchronizerId synchronizer(ParticipantName name) throws CallFailed;

        /** For what is read while something else is read. */
        ReadsAhead ahead();

        /** Whether a participant may be of another release than the plan says. */
        boolean isAccepted(ParticipantName upgraded);

        /** Whether this is taken for an upgrade of the plan's synchronizer. */
        boolean isAccepted(PhysicalSynchronizerId upgraded);
    }

    private record OfRun(ActiveRun run) implements Reach {
        @Override
        public Participant participant(ParticipantName name) {
            return run.participant(name);
        }

        @Override
        public PhysicalSynchronizerId synchronizer(ParticipantName name) throws CallFailed {
            return run.synchronizer(name);
        }

        @Override
        public ReadsAhead ahead() {
            return run.ahead();
        }

        @Override
        public boolean isAccepted(ParticipantName upgraded) {
            return run.options().acceptedReleases().contains(upgraded);
        }

        @Override
        public boolean isAccepted(PhysicalSynchronizerId upgraded) {
            return run.options().acceptedSynchronizer().equals(Optional.of(upgraded));
        }
    }

    /**
     * Reads the hosting of every party at once where many of these facts are about it: what is asked for one by one
     * costs as much as there are parties for every few of them. What cannot be read so is asked for one by one.
     */
    void readAhead(List<Fact> facts) {
        Map<ParticipantName, Long> hostings = facts.stream()
                .filter(fact -> fact.kind() == Fact.Kind.HOSTING)
                .collect(Collectors.groupingBy(Fact::participant, TreeMap::new, Collectors.counting()));
        hostings.forEach((participant, many) -> {
            if (many > HostingReading.SINGLE_READS) {
                readAhead(participant);
            }
        });
    }

    private void readAhead(ParticipantName participant) {
        try {
            everybody.put(participant, reach.participant(participant).allHostings(reach.synchronizer(participant)));
        } catch (CallFailed oneByOne) {
            everybody.remove(participant);
        }
    }

    Optional<MovedFact> read(Fact fact) throws CallFailed {
        Participant at = reach.participant(fact.participant());
        return switch (fact.kind()) {
            case IDENTITY -> identity((Fact.Identity) fact, at);
            case HOSTING -> hosting((Fact.Hosting) fact, at);
            case NO_PROPOSAL -> noProposal((Fact.NoProposal) fact, at);
            case OWNERS -> owners((Fact.Owners) fact, at);
            case HELD_KEY -> heldKey((Fact.HeldKey) fact, at);
            case UNUSED -> unused((Fact.Unused) fact, at);
            case PACKAGES -> packages((Fact.Packages) fact, at);
            case VETTED -> vetted((Fact.Vetted) fact, at);
            case PRUNING -> pruning((Fact.Pruning) fact, at);
            case CONNECTIONS -> connections((Fact.Connections) fact, at);
        };
    }

    private static Optional<MovedFact> moved(Fact fact, String expected, String found) {
        return Optional.of(new MovedFact(fact.id(), expected, found));
    }

    private Optional<MovedFact> identity(Fact.Identity fact, Participant at) throws CallFailed {
        Ahead<PhysicalSynchronizerId> ahead = reach.ahead().begin(() -> at.synchronizer(plan.synchronizerAlias()));
        ParticipantStatus status = at.status();
        if (!status.id().equals(fact.expected())) {
            return moved(fact, fact.expected().toString(), status.id().toString());
        }
        if (!status.releaseText().equals(fact.release()) && !reach.isAccepted(fact.participant())) {
            return moved(fact, "release " + fact.release(), "release " + status.releaseText());
        }
        PhysicalSynchronizerId synchronizer = ahead.answer();
        return synchronizer.equals(fact.synchronizer())
                        || reach.isAccepted(synchronizer) && synchronizer.isUpgradeOf(fact.synchronizer())
                ? Optional.empty()
                : moved(fact, fact.synchronizer().toString(), synchronizer.toString());
    }

    private Optional<MovedFact> hosting(Fact.Hosting fact, Participant at) throws CallFailed {
        Optional<HostingMapping> found = hosting(fact.participant(), fact.party(), at);
        if (!found.equals(fact.mapping())) {
            return moved(fact, Wording.mapping(fact.mapping()), Wording.mapping(found));
        }
        if (found.isPresent()) {
            return Optional.empty();
        }
        int serial = at.lastSerial(reach.synchronizer(fact.participant()), fact.party());
        return serial == fact.lastSerial()
                ? Optional.empty()
                : moved(fact, "last serial " + fact.lastSerial(), "last serial " + serial);
    }

    private Optional<HostingMapping> hosting(ParticipantName participant, PartyId party, Participant at)
            throws CallFailed {
        SortedMap<PartyId, HostingState> all = everybody.get(participant);
        Optional<HostingState> state =
                all == null ? at.hosting(reach.synchronizer(participant), party) : Optional.ofNullable(all.get(party));
        return state.map(HostingState::mapping);
    }

    private Optional<MovedFact> noProposal(Fact.NoProposal fact, Participant at) throws CallFailed {
        List<HostingMapping> own = plan.mappings(fact.party());
        Optional<HostingProposal> other = at.proposals(reach.synchronizer(fact.participant()), fact.party()).stream()
                .filter(proposal -> !own.contains(proposal.mapping()))
                .filter(proposal -> !fact.known().contains(proposal.mapping()))
                .findFirst();
        return other.flatMap(proposal -> moved(
                fact,
                "no proposal but that of this plan and those that it knows",
                "a proposal for " + Wording.mapping(Optional.of(proposal.mapping())) + ", transaction "
                        + proposal.transactionHash()));
    }

    private Optional<MovedFact> owners(Fact.Owners fact, Participant at) throws CallFailed {
        Optional<NamespaceState.Decentralized> found = at.namespace(
                        reach.synchronizer(fact.participant()), fact.namespace())
                .decentralized();
        int quorum = found.map(NamespaceState.Decentralized::threshold).orElse(0);
        SortedSet<Fingerprint> owners =
                found.map(NamespaceState.Decentralized::owners).orElseGet(TreeSet::new);
        return quorum == fact.quorum() && owners.equals(fact.owners())
                ? Optional.empty()
                : moved(fact, Wording.owners(fact.quorum(), fact.owners()), Wording.owners(quorum, owners));
    }

    private static Optional<MovedFact> heldKey(Fact.HeldKey fact, Participant at) throws CallFailed {
        return at.heldKey(fact.key()).isPresent()
                ? Optional.empty()
                : moved(fact, "the key " + fact.key() + " in the participant's store", "no such key");
    }

    private Optional<MovedFact> unused(Fact.Unused fact, Participant at) throws CallFailed {
        long end = at.ledgerEnd();
        if (end < fact.upToOffset()) {
            return moved(fact, "unused up to offset " + fact.upToOffset(), "a ledger that ends at offset " + end);
        }
        Optional<ContractEvidence> contract = at.anyActiveContract(fact.party(), end);
        if (contract.isPresent()) {
            return moved(
                    fact,
                    "unused up to offset " + fact.upToOffset(),
                    "contract " + contract.get().contractId() + ", created at offset "
                            + contract.get().createdAtOffset());
        }
        Optional<TransactionEvidence> use =
                end > fact.upToOffset() ? at.anyTransaction(fact.party(), fact.upToOffset(), end) : Optional.empty();
        return use.flatMap(found -> moved(
                fact,
                "unused up to offset " + fact.upToOffset(),
                "transaction " + found.updateId() + " at offset " + found.offset()));
    }

    private Optional<MovedFact> packages(Fact.Packages fact, Participant at) throws CallFailed {
        TreeSet<PackageId> more = new TreeSet<>(
                at.contractSummary(fact.party(), plan.synchronizer().logical(), at.ledgerEnd())
                        .packages()
                        .keySet());
        more.removeAll(fact.needed());
        return more.isEmpty()
                ? Optional.empty()
                : moved(
                        fact,
                        Wording.packages(fact.needed().size()),
                        "contracts that also need " + Wording.packages(more));
    }

    private Optional<MovedFact> vetted(Fact.Vetted fact, Participant at) throws CallFailed {
        TreeSet<PackageId> missing = new TreeSet<>(fact.vetted());
        missing.removeAll(at.vettedPackages(
                reach.synchronizer(fact.participant()),
                plan.participant(fact.participant()).id()));
        return missing.isEmpty()
                ? Optional.empty()
                : moved(
                        fact,
                        Wording.packages(fact.vetted().size()) + " vetted",
                        "no longer vetted: " + Wording.packages(missing));
    }

    private Optional<MovedFact> pruning(Fact.Pruning fact, Participant at) throws CallFailed {
        Optional<PruningSchedule> found = at.pruningSchedule();
        return found.equals(fact.schedule())
                ? Optional.empty()
                : moved(fact, Wording.schedule(fact.schedule()), Wording.schedule(found));
    }

    private Optional<MovedFact> connections(Fact.Connections fact, Participant at) throws CallFailed {
        List<PlannedConnection> found = Connections.read(at);
        List<PlannedConnection> expected = fact.connections().stream().sorted().toList();
        return found.equals(expected)
                ? Optional.empty()
                : moved(fact, Wording.connections(expected), Wording.connections(found));
    }
}
