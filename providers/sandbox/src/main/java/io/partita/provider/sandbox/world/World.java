package io.partita.provider.sandbox.world;

import io.partita.provider.sandbox.topology.Permission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a network is started with. It is applied once, when the network is opened for the first time; afterwards only
 * the network's own state counts.
 *
 * @param synchronizer alias under which the participants register the synchronizer
 * @param protocolVersion 33, 34 or 35
 * @param decisionTimeout confirmation response timeout plus mediator reaction timeout
 * @param topologyChangeDelay between the sequencing of a topology transaction and its effect
 * @param seed source of all keys: the same seed gives the same identities
 * @param participants by name, sorted
 * @param parties in the order in which they are created
 * @param contracts in the order in which they are created
 * @param folder what the names of DARs are relative to
 * @param demands what its loopback ports demand of their clients; may be another one at every opening
 */
public record World(
        String synchronizer,
        int protocolVersion,
        Duration decisionTimeout,
        Duration topologyChangeDelay,
        String seed,
        SortedMap<String, Participant> participants,
        List<Party> parties,
        List<Contracts> contracts,
        Path folder,
        Demands demands) {

    /** Canton's default of the decision timeout. */
    public static final Duration DEFAULT_DECISION_TIMEOUT = Duration.ofMinutes(1);
    /** Canton's default of the topology change delay. */
    public static final Duration DEFAULT_TOPOLOGY_CHANGE_DELAY = Duration.ofMillis(250);

    public World {
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        parties = List.copyOf(parties);
        contracts = List.copyOf(contracts);
    }

    /** A world whose ports demand nothing. */
    public World(
            String synchronizer,
            int protocolVersion,
            Duration decisionTimeout,
            Duration topologyChangeDelay,
            String seed,
            SortedMap<String, Participant> participants,
            List<Party> parties,
            List<Contracts> contracts,
            Path folder) {
        this(
                synchronizer,
                protocolVersion,
                decisionTimeout,
                topologyChangeDelay,
                seed,
                participants,
                parties,
                contracts,
                folder,
                Demands.NONE);
    }

    /** A world with defaults and the given participants: no party, no package. */
    public static World of(String... participants) {
        SortedMap<String, Participant> named = new TreeMap<>();
        for (String name : participants) {
            named.put(name, Participant.DEFAULT);
        }
        return new World(
                "mysynchronizer",
                35,
                DEFAULT_DECISION_TIMEOUT,
                DEFAULT_TOPOLOGY_CHANGE_DELAY,
                "world",
                named,
                List.of(),
                List.of(),
                Path.of(""));
    }

    /** The same world with another protocol version. */
    public World withProtocolVersion(int version) {
        return new World(
                synchronizer,
                version,
                decisionTimeout,
                topologyChangeDelay,
                seed,
                participants,
                parties,
                contracts,
                folder,
                demands);
    }

    /** The same world with other times. */
    public World withTimes(Duration decision, Duration topologyChange) {
        return new World(
                synchronizer,
                protocolVersion,
                decision,
                topologyChange,
                seed,
                participants,
                parties,
                contracts,
                folder,
                demands);
    }

    /** The same world with other participants. */
    public World withParticipants(Map<String, Participant> others) {
        return new World(
                synchronizer,
                protocolVersion,
                decisionTimeout,
                topologyChangeDelay,
                seed,
                new TreeMap<>(others),
                parties,
                contracts,
                folder,
                demands);
    }

    /** The same world with other parties and contracts. */
    public World withParties(List<Party> otherParties, List<Contracts> otherContracts) {
        return new World(
                synchronizer,
                protocolVersion,
                decisionTimeout,
                topologyChangeDelay,
                seed,
                participants,
                otherParties,
                otherContracts,
                folder,
                demands);
    }

    /** Where a participant keeps its data: imports need a database. */
    public enum Storage {
        DATABASE,
        MEMORY
    }

    /** Whether a participant connects by itself when it starts. */
    public enum Connecting {
        AUTOMATIC,
        MANUAL
    }

    /**
     * A participant.
     *
     * @param release what it reports, and the dialect that it speaks
     * @param dars files to upload and vet at the start, as written in the file
     * @param pruning the schedule it starts with
     * @param connecting {@code manual_connect} of its registration
     * @param storage what imports need to know
     * @param namespaceKeys names of keys that it holds for namespaces beside its own, which nothing has introduced to
     *     the topology yet unless a party of the world is in one
     * @param alias under which it registers the synchronizer; absent: the world's
     */
    public record Participant(
            Release release,
            List<String> dars,
            Optional<Pruning> pruning,
            Connecting connecting,
            Storage storage,
            List<String> namespaceKeys,
            Optional<String> alias) {

        /** A participant that a world names without saying more. */
        public static final Participant DEFAULT =
                new Participant(Release.DEFAULT, List.of(), Optional.empty(), Connecting.AUTOMATIC, Storage.DATABASE);

        public Participant {
            dars = List.copyOf(dars);
            namespaceKeys = List.copyOf(namespaceKeys);
        }

        /** A participant that registers the synchronizer under the world's alias. */
        public Participant(
                Release release,
                List<String> dars,
                Optional<Pruning> pruning,
                Connecting connecting,
                Storage storage,
                List<String> namespaceKeys) {
            this(release, dars, pruning, connecting, storage, namespaceKeys, Optional.empty());
        }

        /** A participant that holds no key but its own. */
        public Participant(
                Release release, List<String> dars, Optional<Pruning> pruning, Connecting connecting, Storage storage) {
            this(release, dars, pruning, connecting, storage, List.of());
        }

        /** The same participant with another release. */
        public Participant withRelease(Release other) {
            return new Participant(other, dars, pruning, connecting, storage, namespaceKeys, alias);
        }

        /** The same participant with other packages at the start. */
        public Participant withDars(List<String> others) {
            return new Participant(release, others, pruning, connecting, storage, namespaceKeys, alias);
        }
    }

    /**
     * A pruning schedule as in wire.md 5.4.
     *
     * @param cron Quartz expression, evaluated in GMT
     * @param maxDuration how long one run may take
     * @param retention what stays
     * @param pruneInternallyOnly the flag of a participant schedule
     */
    public record Pruning(String cron, Duration maxDuration, Duration retention, boolean pruneInternallyOnly) {}

    /**
     * A party that exists from the start.
     *
     * @param name identifier of the party, without namespace
     * @param namespace whose it is
     * @param hosts at least one
     * @param threshold confirmations needed
     */
    public record Party(String name, Namespace namespace, List<Host> hosts, int threshold) {
        public Party {
            hosts = List.copyOf(hosts);
        }

        /** The hosts that are there before any contract. */
        public List<Host> firstHosts() {
            return hosts.stream().filter(Host::isBeforeContracts).toList();
        }

        /** Those of them that stay. */
        public List<Host> lastingHosts() {
            return firstHosts().stream().filter(host -> !host.isRemoved()).toList();
        }

        /** The hosts when the network has begun. */
        public List<Host> hostsAtTheEnd() {
            return hosts.stream().filter(host -> !host.isRemoved()).toList();
        }

        /** Whether a host is taken away. */
        public boolean losesHost() {
            return hosts.stream().anyMatch(Host::isRemoved);
        }

        /** Whether a host comes when all contracts are there. */
        public boolean getsHost() {
            return hosts.stream().anyMatch(host -> host.arrival().isAfterContracts());
        }

        /** A party in the namespace of a participant. @param on name of the participant */
        public Party(String name, String on, List<Host> hosts, int threshold) {
            this(name, new Namespace.OfParticipant(on, Optional.empty()), hosts, threshold);
        }
    }

    /** When a host comes to a party. */
    public enum Arrival {
        /** Before any contract. */
        FIRST,
        /**
         * After all contracts, with the onboarding flag, while it is connected, and without any contract: what a
         * replication leaves that somebody began and nobody finished.
         */
        ONBOARDING,
        /** As {@link #ONBOARDING}, but disconnected before that, when it has consented, and left so. */
        ISOLATED,
        /**
         * Before any contract, and taken away after them, before any of them is archived: it keeps what it had, and is
         * not told what is archived.
         */
        REMOVED;

        /** Whether it was there when the contracts were made. */
        boolean isBeforeContracts() {
            return this == FIRST || this == REMOVED;
        }

        /** Whether it comes when all contracts are there. */
        public boolean isAfterContracts() {
            return !isBeforeContracts();
        }
    }

    /** A host of a party that exists from the start. */
    public record Host(String participant, Permission permission, Arrival arrival) {

        /** One that is there before any contract. */
        public Host(String participant, Permission permission) {
            this(participant, permission, Arrival.FIRST);
        }

        boolean isBeforeContracts() {
            return arrival.isBeforeContracts();
        }

        /** Whether it is away when it becomes a host, and afterwards. */
        public boolean isIsolated() {
            return arrival == Arrival.ISOLATED;
        }

        /** Whether it hosts the party until all contracts are there, and no longer. */
        public boolean isRemoved() {
            return arrival == Arrival.REMOVED;
        }
    }

    /**
     * Contracts that exist from the start.
     *
     * @param template {@code Module:Entity}
     * @param packageName name of the package that defines it
     * @param count how many are created
     * @param archived how many of them are archived again, the first ones; where a stakeholder loses a host, when that
     *     is gone
     * @param signatories names of parties of this world
     * @param observers names of parties of this world
     */
    public record Contracts(
            String template,
            String packageName,
            int count,
            int archived,
            List<String> signatories,
            List<String> observers) {
        public Contracts {
            signatories = List.copyOf(signatories);
            observers = List.copyOf(observers);
        }
    }
}
