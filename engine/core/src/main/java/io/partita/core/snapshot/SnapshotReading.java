package io.partita.core.snapshot;

import io.partita.core.dar.DarArchive;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.provider.PackageVersion;
import io.partita.core.provider.Participant;
import io.partita.core.topology.Arrival;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.KeyHolder;
import io.partita.core.topology.KeyHolderReading;
import io.partita.core.topology.NamespaceReading;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import io.partita.core.topology.TopologyReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Makes a snapshot of the network of a declaration. Reads only; every failed call becomes a diagnostic. */
public final class SnapshotReading {

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** A plan is refused for one; what is more than this is not counted. */
    private static final int STALE_KEPT = 100;

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Listener {
        /** From several threads. @param parties how many of all parties have been looked at on all participants */
        void looked(int parties, int all);
    }

    private final Network network;
    private final Pause pause;
    private final Listener listener;

    /** @param pause how time passes between two reads of something that changes */
    public SnapshotReading(Network network, Pause pause, Listener listener) {
        this.network = Objects.requireNonNull(network, "network");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * @param declaration one that has passed the checks of the model
     * @param interest whose contracts are looked at
     * @param now the time that the snapshot says
     */
    public Checked<Snapshot> read(Declaration declaration, Interest interest, Instant now) {
        try (ParallelReads parallel = new ParallelReads()) {
            return new TopologyReading(network, parallel, pause)
                    .read(declaration)
                    .then(topology -> new Look(declaration, interest, parallel, topology).at(now));
        }
    }

    /** A participant with the offsets at which it is looked at. */
    private record At(CurrentParticipant current, Optional<Integer> inFlight, long end, long pruned) {
        ParticipantName name() {
            return current.name();
        }
    }

    /** A party with what the topology says of it. */
    private record Known(PartyId party, List<HostingState> history, List<HostingProposal> proposals) {
        Optional<HostingMapping> live() {
            return history.isEmpty()
                    ? Optional.empty()
                    : Optional.of(history.get(history.size() - 1).mapping());
        }
    }

    private final class Look {
        private final Declaration declaration;
        private final Interest interest;
        private final ParallelReads parallel;
        private final CurrentTopology topology;
        private final SortedSet<Fingerprint> own = new TreeSet<>();
        private final SortedSet<ParticipantId> ids = new TreeSet<>();

        Look(Declaration declaration, Interest interest, ParallelReads parallel, CurrentTopology topology) {
            this.declaration = declaration;
            this.interest = interest;
            this.parallel = parallel;
            this.topology = topology;
            topology.participants().values().forEach(participant -> {
                own.add(participant.id().namespace());
                ids.add(participant.id());
            });
        }

        Checked<Snapshot> at(Instant now) {
            return known().then(parties -> unknownNames(parties)
                    .map(Checked::<Snapshot>failed)
                    .orElseGet(() -> namespaces(parties)
                            .then(namespaces -> heldKeys(namespaces)
                                    .then(held -> participants()
                                            .then(at -> recorded(parties, at)
                                                    .then(recorded -> stores(at, recorded, held)
                                                            .map(participants -> new Snapshot(
                                                                    now,
                                                                    synchronizer(),
                                                                    participants,
                                                                    namespaces,
                                                                    own,
                                                                    recorded))))))));
        }

        private Snapshot.RecordedSynchronizer synchronizer() {
            return new Snapshot.RecordedSynchronizer(
                    declaration.synchronizer().value(), topology.synchronizer(), topology.decisionTimeout());
        }

        private Optional<List<Diagnostic>> unknownNames(List<Known> parties) {
            SortedSet<String> unknown =
                    interest.unknownAmong(parties.stream().map(Known::party).collect(Collectors.toSet()));
            return unknown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(unknown.stream()
                            .map(name -> Diagnostic.error(
                                            "party-unknown", "no party that would be recorded is called '" + name + "'")
                                    .because("recorded are the parties of the declaration, those that its participants"
                                            + " host or hosted, and those of their namespaces")
                                    .fix("name the party by its full id, or leave it out"))
                            .toList());
        }

        // ---- topology ----

        private Checked<List<Known>> known() {
            CurrentParticipant reader = topology.participant(topology.reader());
            Participant participant = network.participant(reader.name());
            return CallDiagnostics.read(
                            reader.declared(), () -> participant.allHostingHistories(topology.synchronizer()))
                    .then(histories -> CallDiagnostics.read(
                                    reader.declared(), () -> participant.allProposals(topology.synchronizer()))
                            .map(proposals -> known(histories, proposals)));
        }

        private List<Known> known(SortedMap<PartyId, List<HostingState>> histories, List<HostingProposal> proposals) {
            SortedSet<PartyId> parties = new TreeSet<>(interest.ids());
            declaration.parties().forEach(party -> parties.add(topology.idOf(party)));
            histories.forEach((party, history) -> {
                if (history.stream().anyMatch(state -> concerns(state.mapping()))) {
                    parties.add(party);
                }
            });
            proposals.stream()
                    .map(HostingProposal::mapping)
                    .filter(this::concerns)
                    .forEach(mapping -> parties.add(mapping.party()));
            Map<PartyId, List<HostingProposal>> byParty = proposals.stream()
                    .collect(
                            Collectors.groupingBy(proposal -> proposal.mapping().party()));
            return parties.stream()
                    .map(party -> new Known(
                            party, histories.getOrDefault(party, List.of()), byParty.getOrDefault(party, List.of())))
                    .toList();
        }

        private boolean concerns(HostingMapping mapping) {
            return own.contains(mapping.party().namespace())
                    || mapping.hosts().stream().anyMatch(host -> ids.contains(host.participant()));
        }

        private Checked<SortedMap<Fingerprint, NamespaceState>> namespaces(List<Known> parties) {
            SortedSet<Fingerprint> namespaces = new TreeSet<>(own);
            parties.forEach(known -> namespaces.add(known.party().namespace()));
            return new NamespaceReading(network, topology, parallel).read(namespaces);
        }

        /** A preview may be of a declaration that knows other keys, so all are asked for that nobody owns by its id. */
        private Checked<List<KeyHolder>> heldKeys(SortedMap<Fingerprint, NamespaceState> namespaces) {
            return new KeyHolderReading(network, topology, parallel)
                    .read(namespaces.values().stream()
                            .filter(state -> state.decentralized().isEmpty() && !own.contains(state.namespace()))
                            .toList())
                    .map(held -> held.values().stream().flatMap(List::stream).toList());
        }

        // ---- ledger ----

        private Checked<List<At>> participants() {
            return parallel.all(
                    topology.participants().values(),
                    current -> CallDiagnostics.read(current.declared(), () -> offsets(current)));
        }

        /** In flight first: what is not in flight any more then lies before the ledger end. */
        private At offsets(CurrentParticipant current) throws CallFailed {
            Participant participant = network.participant(current.name());
            Optional<Integer> inFlight = Optional.empty();
            if (current.isConnectedTo(declaration.synchronizer().value())) {
                int flying = participant.inFlight(topology.synchronizer().logical());
                for (int attempt = 1; attempt < ATTEMPTS && flying > 0; attempt++) {
                    pause.orStop(BETWEEN);
                    flying = participant.inFlight(topology.synchronizer().logical());
                }
                inFlight = Optional.of(flying);
            }
            return new At(current, inFlight, participant.ledgerEnd(), participant.prunedUpTo());
        }

        private Checked<SortedMap<PartyId, RecordedParty>> recorded(List<Known> parties, List<At> at) {
            AtomicInteger done = new AtomicInteger();
            return parallel.all(parties, known -> {
                        Checked<RecordedParty> party = party(known, at);
                        listener.looked(done.incrementAndGet(), parties.size());
                        return party;
                    })
                    .map(recorded -> {
                        SortedMap<PartyId, RecordedParty> byId = new TreeMap<>();
                        recorded.forEach(party -> byId.put(party.party(), party));
                        return byId;
                    });
        }

        private Checked<RecordedParty> party(Known known, List<At> at) {
            SortedMap<ParticipantName, RecordedParty.Use> hosts = new TreeMap<>();
            SortedMap<ParticipantName, RecordedParty.Rest> others = new TreeMap<>();
            List<Diagnostic> diagnostics = new ArrayList<>();
            boolean hosted =
                    known.live().map(mapping -> !mapping.hosts().isEmpty()).orElse(false);
            if (hosted && interest.covers(known.party())) {
                Optional<At> source = at.stream()
                        .filter(each -> each.inFlight().isPresent() && isHost(known, each))
                        .min(Comparator.comparing(each -> Arrival.isInDoubt(
                                known.history(), each.current().id())));
                for (At each : at) {
                    if (each.inFlight().isPresent()) {
                        Checked<Boolean> looked =
                                CallDiagnostics.read(each.current().declared(), () -> {
                                    if (isHost(known, each)) {
                                        hosts.put(each.name(), use(known.party(), each));
                                    } else if (!isFlagged(known, each)) {
                                        others.put(each.name(), rest(known.party(), each, source));
                                    }
                                    return true;
                                });
                        diagnostics.addAll(looked.diagnostics());
                    }
                }
            }
            return Checked.of(
                    new RecordedParty(known.party(), known.history(), known.proposals(), hosts, others), diagnostics);
        }

        private boolean isHost(Known known, At at) {
            return known.live()
                    .flatMap(mapping -> mapping.host(at.current().id()))
                    .filter(host -> !host.isOnboarding())
                    .isPresent();
        }

        private boolean isFlagged(Known known, At at) {
            return known.live()
                    .map(mapping -> mapping.isOnboarding(at.current().id()))
                    .orElse(false);
        }

        private RecordedParty.Use use(PartyId party, At at) throws CallFailed {
            Participant participant = network.participant(at.name());
            return new RecordedParty.Use(
                    at.end() == 0 ? Optional.empty() : participant.anyActiveContract(party, at.end()),
                    at.end() <= at.pruned()
                            ? Optional.empty()
                            : participant.anyTransaction(party, at.pruned(), at.end()),
                    at.pruned() == 0 || at.end() <= at.pruned()
                            ? List.of()
                            : participant.activations(
                                    party,
                                    topology.synchronizer().logical(),
                                    at.current().id(),
                                    at.pruned(),
                                    at.end()),
                    at.end() == 0
                            ? new ContractSummary(0, new TreeMap<>())
                            : participant.contractSummary(
                                    party, topology.synchronizer().logical(), at.end()));
        }

        private RecordedParty.Rest rest(PartyId party, At at, Optional<At> source) throws CallFailed {
            Participant participant = network.participant(at.name());
            Optional<ContractEvidence> contract =
                    at.end() == 0 ? Optional.empty() : participant.anyActiveContract(party, at.end());
            SortedSet<String> stale = new TreeSet<>();
            if (contract.isPresent() && source.isPresent()) {
                new ContractComparison(party, topology.synchronizer().logical(), pause)
                        .eachStale(participant, network.participant(source.get().name()), id -> {
                            stale.add(id);
                            if (stale.size() > STALE_KEPT) {
                                stale.remove(stale.last());
                            }
                        });
            }
            return new RecordedParty.Rest(contract, stale);
        }

        // ---- packages ----

        private Checked<SortedMap<ParticipantName, RecordedParticipant>> stores(
                List<At> at, SortedMap<PartyId, RecordedParty> parties, List<KeyHolder> held) {
            return parallel.all(
                            at,
                            each -> CallDiagnostics.read(
                                    each.current().declared(),
                                    () -> store(each, needed(each.name(), parties.values()), keys(each, held))))
                    .map(recorded -> {
                        SortedMap<ParticipantName, RecordedParticipant> byName = new TreeMap<>();
                        recorded.forEach(participant -> byName.put(participant.name(), participant));
                        return byName;
                    });
        }

        private static Set<PackageId> needed(ParticipantName host, Collection<RecordedParty> parties) {
            SortedSet<PackageId> needed = new TreeSet<>();
            for (RecordedParty party : parties) {
                RecordedParty.Use use = party.hosts().get(host);
                if (use != null) {
                    needed.addAll(use.contracts().packages().keySet());
                }
            }
            return needed;
        }

        private static List<SigningKey> keys(At at, List<KeyHolder> held) {
            return held.stream()
                    .filter(holder -> holder.participant().equals(at.name()))
                    .map(KeyHolder::key)
                    .toList();
        }

        private RecordedParticipant store(At at, Set<PackageId> needed, List<SigningKey> held) throws CallFailed {
            SortedMap<PackageId, RecordedDar> stored = new TreeMap<>();
            SortedMap<PackageId, PackageId> providers = new TreeMap<>();
            SortedSet<PackageId> unprovided = new TreeSet<>();
            Participant participant = network.participant(at.name());
            for (PackageId each : needed) {
                Optional<DarContents> dar = participant.darWith(each);
                if (dar.isEmpty()) {
                    unprovided.add(each);
                    continue;
                }
                PackageId main = dar.get().mainPackage();
                providers.put(each, main);
                if (!stored.containsKey(main)) {
                    stored.put(main, new RecordedDar(dar.get(), archive(participant, main)));
                }
            }
            CurrentParticipant current = at.current();
            return new RecordedParticipant(
                    at.name(),
                    current.status(),
                    current.replication(),
                    current.registrations(),
                    current.vetted(),
                    versions(participant, current.id()),
                    current.pruning(),
                    at.inFlight(),
                    at.end(),
                    at.pruned(),
                    stored,
                    providers,
                    unprovided,
                    lastSeen(participant, current),
                    held);
        }

        /** What others show of one that is away is judged by what it hosted then. */
        private List<HostingState> lastSeen(Participant participant, CurrentParticipant current) throws CallFailed {
            if (current.isConnectedTo(declaration.synchronizer().value())) {
                return List.of();
            }
            return participant.allHostings(topology.synchronizer()).values().stream()
                    .filter(state -> state.mapping().host(current.id()).isPresent())
                    .toList();
        }

        /** Empty when its release does not tell them. */
        private Optional<SortedMap<PackageId, PackageVersion>> versions(Participant participant, ParticipantId of)
                throws CallFailed {
            try {
                return Optional.of(
                        participant.vettedVersions(topology.synchronizer().logical(), of));
            } catch (CallFailed failed) {
                if (failed.failure().kind() == CallFailure.Kind.UNSUPPORTED) {
                    return Optional.empty();
                }
                throw failed;
            }
        }

        /** Empty when the participant hands out something that is no DAR: a preview says so where it needs it. */
        private static Optional<DarArchive> archive(Participant participant, PackageId main) throws CallFailed {
            try {
                return Optional.of(participant.storedDar(main).archive());
            } catch (IOException noDar) {
                return Optional.empty();
            }
        }
    }
}
