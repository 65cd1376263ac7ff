package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
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
 * Something that was true on one participant when the plan was made, and is read there again before each step that
 * rests on it. Facts follow from the values of the plan; they are not stored beside them.
 */
public sealed interface Fact {

    Kind kind();

    FactId id();

    /** On whom it is read. */
    ParticipantName participant();

    /** What can be a fact. */
    enum Kind {
        IDENTITY,
        HOSTING,
        NO_PROPOSAL,
        OWNERS,
        HELD_KEY,
        UNUSED,
        PACKAGES,
        VETTED,
        PRUNING,
        CONNECTIONS
    }

    /** Who answers, which release, and what the declared alias means there. */
    record Identity(
            FactId id,
            ParticipantName participant,
            ParticipantId expected,
            String release,
            PhysicalSynchronizerId synchronizer)
            implements Fact {
        @Override
        public Kind kind() {
            return Kind.IDENTITY;
        }
    }

    /**
     * The authorized mapping of a party in one participant's store. Serial and content are the fact; when it became
     * effective is not.
     *
     * @param mapping empty when the party is hosted nowhere
     * @param lastSerial tells a removed party (above 0) from an unknown one
     */
    record Hosting(
            FactId id, ParticipantName participant, PartyId party, Optional<HostingMapping> mapping, int lastSerial)
            implements Fact {
        @Override
        public Kind kind() {
            return Kind.HOSTING;
        }
    }

    /**
     * No proposal for the mapping of a party waits for signatures, except those with exactly a content of this plan, and
     * those that were known when it was made: they cannot be withdrawn, and the plan's own mapping overtakes them.
     *
     * @param known other contents that were proposed already
     */
    record NoProposal(FactId id, ParticipantName participant, PartyId party, List<HostingMapping> known)
            implements Fact {
        public NoProposal {
            known = List.copyOf(known);
        }

        @Override
        public Kind kind() {
            return Kind.NO_PROPOSAL;
        }
    }

    /**
     * Who owns a decentralized namespace, and how many of them sign: with others, or with another number, the last
     * signature of the plan would not be the one that makes a mapping effective.
     *
     * @param quorum how many have to sign; 0 for a namespace that is not defined
     * @param owners empty for a namespace that is not defined
     */
    record Owners(
            FactId id, ParticipantName participant, Fingerprint namespace, int quorum, SortedSet<Fingerprint> owners)
            implements Fact {
        public Owners {
            owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
        }

        @Override
        public Kind kind() {
            return Kind.OWNERS;
        }
    }

    /** A participant holds a key for a namespace that is not its own: without it nobody signs for the party. */
    record HeldKey(FactId id, ParticipantName participant, Fingerprint key) implements Fact {
        @Override
        public Kind kind() {
            return Kind.HELD_KEY;
        }
    }

    /**
     * No active contract and no transaction on a host whose history is complete; apply looks again from the offset on.
     */
    record Unused(FactId id, ParticipantName participant, PartyId party, long upToOffset, long prunedUpTo)
            implements Fact {
        @Override
        public Kind kind() {
            return Kind.UNUSED;
        }
    }

    /** The packages that the contracts of a party need. More packages later are a moved fact, fewer are not. */
    record Packages(FactId id, ParticipantName participant, PartyId party, SortedSet<PackageId> needed)
            implements Fact {
        public Packages {
            needed = Collections.unmodifiableSortedSet(new TreeSet<>(needed));
        }

        @Override
        public Kind kind() {
            return Kind.PACKAGES;
        }
    }

    /** Packages that were vetted on a participant; they must still be, others may come and go. */
    record Vetted(FactId id, ParticipantName participant, SortedSet<PackageId> vetted) implements Fact {
        public Vetted {
            vetted = Collections.unmodifiableSortedSet(new TreeSet<>(vetted));
        }

        @Override
        public Kind kind() {
            return Kind.VETTED;
        }
    }

    /** The automatic pruning of a source: also that there is none. */
    record Pruning(FactId id, ParticipantName participant, Optional<PruningSchedule> schedule) implements Fact {
        @Override
        public Kind kind() {
            return Kind.PRUNING;
        }
    }

    /** The registrations of a participant that an isolation touches. */
    record Connections(FactId id, ParticipantName participant, List<PlannedConnection> connections) implements Fact {
        public Connections {
            connections = List.copyOf(connections);
        }

        @Override
        public Kind kind() {
            return Kind.CONNECTIONS;
        }
    }
}
