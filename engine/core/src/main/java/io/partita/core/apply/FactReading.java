package io.partita.core.apply;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactMatch;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.state.MovedFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads facts again. The answer is empty while a fact holds. */
final class FactReading {

    private final Plan plan;
    private final Network network;
    private final Set<ParticipantName> acceptedReleases;

    /** @param acceptedReleases participants that may run another release than planned */
    FactReading(Plan plan, Network network, Set<ParticipantName> acceptedReleases) {
        this.plan = plan;
        this.network = network;
        this.acceptedReleases = acceptedReleases;
    }

    /** A reading of one fact, made now, carried out when asked. */
    private interface Reading {
        Optional<MovedFact> read() throws CallFailed;
    }

    Optional<MovedFact> read(Fact fact) throws CallFailed {
        Participant at = network.participant(fact.participant());
        return fact.match(new Readings(at)).read();
    }

    private static Optional<MovedFact> moved(Fact fact, String expected, String found) {
        return Optional.of(new MovedFact(fact.id(), expected, found));
    }

    private final class Readings implements FactMatch<Reading> {

        private final Participant at;

        Readings(Participant at) {
            this.at = at;
        }

        @Override
        public Reading identity(Fact.IdentityFact fact) {
            return () -> {
                ParticipantStatus status = at.status();
                if (!status.id().equals(fact.expected())) {
                    return moved(fact, fact.expected().toString(), status.id().toString());
                }
                if (!status.releaseText().equals(fact.release()) && !acceptedReleases.contains(fact.participant())) {
                    return moved(fact, "release " + fact.release(), "release " + status.releaseText());
                }
                var synchronizer = at.synchronizer(plan.synchronizerAlias());
                return synchronizer.equals(fact.synchronizer())
                        ? Optional.empty()
                        : moved(fact, fact.synchronizer().toString(), synchronizer.toString());
            };
        }

        @Override
        public Reading hosting(Fact.HostingFact fact) {
            return () -> {
                Optional<HostingMapping> found =
                        at.hosting(plan.synchronizer(), fact.party()).map(HostingState::mapping);
                if (!found.equals(fact.mapping())) {
                    return moved(fact, Wording.mapping(fact.mapping()), Wording.mapping(found));
                }
                if (found.isPresent()) {
                    return Optional.empty();
                }
                int serial = at.lastSerial(plan.synchronizer(), fact.party());
                return serial == fact.lastSerial()
                        ? Optional.empty()
                        : moved(fact, "last serial " + fact.lastSerial(), "last serial " + serial);
            };
        }

        @Override
        public Reading noProposal(Fact.NoProposalFact fact) {
            return () -> {
                List<HostingMapping> own = plannedMappings()
                        .filter(mapping -> mapping.party().equals(fact.party()))
                        .toList();
                Optional<HostingProposal> other = at.proposals(plan.synchronizer(), fact.party()).stream()
                        .filter(proposal -> !own.contains(proposal.mapping()))
                        .findFirst();
                return other.flatMap(proposal -> moved(
                        fact,
                        "no proposal but that of this plan",
                        "a proposal for " + Wording.mapping(Optional.of(proposal.mapping())) + ", transaction "
                                + proposal.transactionHash()));
            };
        }

        @Override
        public Reading unused(Fact.UnusedFact fact) {
            return () -> {
                long end = at.ledgerEnd();
                Optional<ContractEvidence> contract = at.anyActiveContract(fact.party(), end);
                if (contract.isPresent()) {
                    return moved(
                            fact,
                            "unused up to offset " + fact.upToOffset(),
                            "contract " + contract.get().contractId() + ", created at offset "
                                    + contract.get().createdAtOffset());
                }
                Optional<TransactionEvidence> use = end > fact.upToOffset()
                        ? at.anyTransaction(fact.party(), fact.upToOffset(), end)
                        : Optional.empty();
                return use.flatMap(found -> moved(
                        fact,
                        "unused up to offset " + fact.upToOffset(),
                        "transaction " + found.updateId() + " at offset " + found.offset()));
            };
        }

        @Override
        public Reading packages(Fact.PackagesFact fact) {
            return () -> {
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
            };
        }

        @Override
        public Reading vetted(Fact.VettedFact fact) {
            return () -> {
                TreeSet<PackageId> missing = new TreeSet<>(fact.vetted());
                missing.removeAll(at.vettedPackages(
                        plan.synchronizer(),
                        plan.participants().get(fact.participant()).id()));
                return missing.isEmpty()
                        ? Optional.empty()
                        : moved(
                                fact,
                                Wording.packages(fact.vetted().size()) + " vetted",
                                "no longer vetted: " + Wording.packages(missing));
            };
        }

        @Override
        public Reading pruning(Fact.PruningFact fact) {
            return () -> {
                Optional<PruningSchedule> found = at.pruningSchedule();
                return found.equals(fact.schedule())
                        ? Optional.empty()
                        : moved(fact, Wording.schedule(fact.schedule()), Wording.schedule(found));
            };
        }

        @Override
        public Reading connections(Fact.ConnectionsFact fact) {
            return () -> {
                List<PlannedConnection> found = Connections.read(at);
                List<PlannedConnection> expected =
                        fact.connections().stream().sorted().toList();
                return found.equals(expected)
                        ? Optional.empty()
                        : moved(fact, Wording.connections(expected), Wording.connections(found));
            };
        }
    }

    private Stream<HostingMapping> plannedMappings() {
        return plan.steps().flatMap(step -> {
            if (step instanceof Step.ConsentAsHost consent) {
                return Stream.of(consent.mapping());
            }
            return step instanceof Step.ConsentAsParty consent ? Stream.of(consent.mapping()) : Stream.empty();
        });
    }
}
