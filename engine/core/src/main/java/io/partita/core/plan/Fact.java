package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something true of the live network that a plan relies on. Facts go stale, files do not: apply reads a fact again before the steps that name it, and a difference refuses the step
 * with what was expected and what was found. Anything that is no fact of a step may change freely.
 */
public sealed interface Fact {

    FactId id();

    /** Where the fact is read. */
    ParticipantName participant();

    <R> R match(FactMatch<R> match);

    /** The participant is this one, runs this release, and speaks this protocol version on the synchronizer. */
    record IdentityFact(
            FactId id,
            ParticipantName participant,
            ParticipantId expected,
            String release,
            PhysicalSynchronizerId synchronizer)
            implements Fact {
        @Override
        public <R> R match(FactMatch<R> match) {
            return match.identity(this);
        }
    }

    /** The authorized mapping of a party, read in one participant's store. Serial and content are the fact; when it became effective is not. {@code mapping} is empty when the party is hosted nowhere, {@code lastSerial} then tells a removed party (above 0) from an unknown one. */
    record HostingFact(
            FactId id, ParticipantName participant, PartyId party, Optional<HostingMapping> mapping, int lastSerial)
            implements Fact {
        @Override
        public <R> R match(FactMatch<R> match) {
            return match.hosting(this);
        }
    }

    /** No proposal for the mapping of a party waits for signatures, except one with exactly the content that this plan proposes. */
    record NoProposalFact(FactId id, ParticipantName participant, PartyId party) implements Fact {
        @Override
        public <R> R match(FactMatch<R> match) {
            return match.noProposal(this);
        }
    }

    /** A party had no active contract and no transaction on a host whose history is complete, up to an offset. Apply looks again from that offset on. */
    record UnusedFact(FactId id, ParticipantName participant, PartyId party, long upToOffset, long prunedUpTo)
            implements Fact {
        @Override
        public <R> R match(FactMatch<R> match) {
            return match.unused(this);
        }
    }

    /** The packages that the contracts of a party need. More packages later are a moved fact, fewer are not. */
    record PackagesFact(FactId id, ParticipantName participant, PartyId party, SortedSet<PackageId> needed)
            implements Fact {
        public PackagesFact {
            needed = Collections.unmodifiableSortedSet(new TreeSet<>(needed));
        }

        @Override
        public <R> R match(FactMatch<R> match) {
            return match.packages(this);
        }
    }

    /** Packages that were vetted on a participant; they must still be, others may come and go. */
    record VettedFact(FactId id, ParticipantName participant, SortedSet<PackageId> vetted) implements Fact {
        public VettedFact {
            vetted = Collections.unmodifiableSortedSet(new TreeSet<>(vetted));
        }

        @Override
        public <R> R match(FactMatch<R> match) {
            return match.vetted(this);
        }
    }

    /** The automatic pruning of a participant. */
    record PruningFact(FactId id, ParticipantName participant, Optional<PruningSchedule> schedule) implements Fact {
        @Override
        public <R> R match(FactMatch<R> match) {
            return match.pruning(this);
        }
    }

    /** The registrations of a participant that an isolation touches. */
    record ConnectionsFact(FactId id, ParticipantName participant, List<PlannedConnection> connections)
            implements Fact {
        public ConnectionsFact {
            connections = List.copyOf(connections);
        }

        @Override
        public <R> R match(FactMatch<R> match) {
            return match.connections(this);
        }
    }
}
