package io.partita.cli.rehearsal;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.DeclaredParty.Identity.Owner;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.snapshot.RecordedParticipant;
import io.partita.core.snapshot.RecordedParty;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.topology.PartyResolution;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.world.Namespace;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From what was read of a network to one that looks like it: the same participants, releases, schedules, hostings,
 * thresholds and numbers of contracts. Identities are others, since the keys behind them are not here; contracts are of
 * a template of partita's own, since what is in theirs is nobody's business.
 */
final class Staging {

    /** More contracts show nothing new; how long they take is computed. */
    static final int MOST_CONTRACTS = 2_000;

    private static final Duration DECISION = Duration.ofSeconds(1);
    private static final Duration TOPOLOGY_CHANGE = Duration.ofMillis(50);
    private static final String TEMPLATE = "Examples:Note";
    private static final String PACKAGE = "partita-examples";
    private static final String STRANGER = "elsewhere-";

    private final Snapshot snapshot;
    private final Declaration declared;
    private final Mending mending;
    private final StandInKeys keys;
    private final Path dar;
    private final Map<Fingerprint, ParticipantName> owners = new HashMap<>();
    private final Map<ParticipantId, String> names = new HashMap<>();
    private final SortedMap<ParticipantName, SortedSet<PackageId>> lacking = new TreeMap<>();
    private final SortedSet<String> using = new TreeSet<>();
    private final SortedMap<ParticipantName, SortedSet<String>> held = new TreeMap<>();
    private final SortedSet<String> unnamed = new TreeSet<>();
    private final SortedMap<String, String> left = new TreeMap<>();
    private final List<World.Party> parties = new ArrayList<>();
    private final List<World.Contracts> contracts = new ArrayList<>();
    private final List<DeclaredParty> standIns = new ArrayList<>();

    /**
     * @param mending what the plan repairs, which only the plan knows
     * @param dar the file with the template of the contracts
     */
    Staging(Snapshot snapshot, Declaration declared, Mending mending, StandInKeys keys, Path dar) {
        this.snapshot = snapshot;
        this.declared = declared;
        this.mending = mending;
        this.keys = keys;
        this.dar = dar;
        snapshot.participants().forEach((name, participant) -> {
            owners.putIfAbsent(participant.status().id().namespace(), name);
            names.put(participant.status().id(), name.name());
        });
    }

    /** Where a party lives, in the world and in the declaration. */
    private record Home(Namespace namespace, Identity identity) {}

    Stage stage() {
        Set<String> taken = new HashSet<>();
        for (DeclaredParty party : declared.parties()) {
            PartyId id = PartyResolution.find(
                            party,
                            name -> Optional.ofNullable(snapshot.participants().get(name))
                                    .map(known -> known.status().id()))
                    .orElseThrow();
            String name = id.uid().identifier();
            Optional<RecordedParty> recorded = Optional.ofNullable(
                            snapshot.parties().get(id))
                    .filter(known -> live(known).isPresent());
            Optional<Home> home =
                    home(party, id).or(() -> recorded.flatMap(known -> held(id).or(() -> unsigned(known))));
            if (home.isEmpty()) {
                left.put(party.name().value(), "nobody here could sign for its namespace");
            } else if (!taken.add(name)) {
                left.put(party.name().value(), "another party has the same name");
            } else {
                recorded.ifPresent(known -> live(party, name, home.get(), known));
                standIns.add(standIn(party, name, home.get()));
            }
        }
        return new Stage(world(), declaration(), unnamed, left);
    }

    private static Optional<HostingMapping> live(RecordedParty recorded) {
        return recorded.head()
                .map(HostingState::mapping)
                .filter(mapping -> !mapping.hosts().isEmpty());
    }

    private void live(DeclaredParty party, String name, Home home, RecordedParty recorded) {
        HostingMapping mapping = live(recorded).orElseThrow();
        SortedMap<ParticipantName, Long> leftOver = mending.leftOver(recorded.party());
        List<World.Host> hosts = new ArrayList<>();
        mapping.hosts().forEach(host -> hosts.add(host(host)));
        leftOver.keySet()
                .forEach(former ->
                        hosts.add(new World.Host(former.name(), Permission.OBSERVATION, World.Arrival.REMOVED)));
        parties.add(new World.Party(name, home.namespace(), hosts, mapping.threshold()));
        contracts(name, party, mapping, recorded, leftOver);
    }

    private DeclaredParty standIn(DeclaredParty party, String name, Home home) {
        return new DeclaredParty(
                new Declared<>(name, party.name().range()),
                home.identity(),
                party.hosts(),
                party.threshold(),
                party.dars(),
                party.path(),
                party.keep().stream().map(this::kept).toList(),
                party.range());
    }

    /** A repair signs nothing for a party, so it does not matter whose key that would be. */
    private Optional<Home> unsigned(RecordedParty recorded) {
        return mending.isRepaired(recorded.party())
                ? recorded.hosts().keySet().stream().findFirst().map(host -> withKeyAt(host, recorded.party()))
                : Optional.empty();
    }

    /** In the namespace of another key that a participant holds. */
    private Optional<Home> held(PartyId id) {
        return snapshot.participants().values().stream()
                .filter(participant -> participant.heldKeys().stream()
                        .anyMatch(key -> key.fingerprint().equals(id.namespace())))
                .findFirst()
                .map(holder -> withKeyAt(holder.name(), id));
    }

    /** The id follows from a key that the sandbox makes. */
    private Home withKeyAt(ParticipantName holder, PartyId id) {
        String key = "key-" + id.namespace().label();
        held.computeIfAbsent(holder, each -> new TreeSet<>()).add(key);
        unnamed.add(id.uid().identifier());
        return new Home(
                new Namespace.OfParticipant(holder.name(), Optional.of(key)),
                new Identity.Known(new Declared<>(id, declared.synchronizer().range())));
    }

    /** Of the contracts of one with the flag none is there: which ones it lacks nobody else can tell. */
    private World.Host host(HostingMapping.Host host) {
        String name = called(host.participant());
        World.Arrival arrival = mending.away().containsKey(new ParticipantName(name))
                ? World.Arrival.ISOLATED
                : World.Arrival.ONBOARDING;
        return new World.Host(
                name,
                Permission.valueOf(host.permission().name()),
                host.isOnboarding() ? arrival : World.Arrival.FIRST);
    }

    /** A participant that nobody declared gets a name. */
    private String called(ParticipantId participant) {
        return names.computeIfAbsent(
                participant,
                unknown -> STRANGER
                        + (1
                                + names.values().stream()
                                        .filter(name -> name.startsWith(STRANGER))
                                        .count()));
    }

    private Declared<String> kept(Declared<String> kept) {
        return ParticipantId.parse(kept.value())
                .map(id -> new Declared<>(called(id), kept.range()))
                .orElse(kept);
    }

    /**
     * As many as were counted, up to a number; of one that was only used, one that is archived; and what hosts of earlier
     * still have and is archived.
     */
    private void contracts(
            String name,
            DeclaredParty party,
            HostingMapping live,
            RecordedParty recorded,
            SortedMap<ParticipantName, Long> leftOver) {
        long most = 0;
        boolean used = false;
        SortedSet<PackageId> needed = new TreeSet<>();
        for (RecordedParty.Use use : recorded.hosts().values()) {
            most = Math.max(most, use.contracts().contracts());
            used |= use.contract().isPresent() || use.transaction().isPresent();
            needed.addAll(use.contracts().packages().keySet());
        }
        long stale = leftOver.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most == 0 && !used && stale == 0) {
            return;
        }
        int active = (int) Math.min(MOST_CONTRACTS, most);
        int archived = (int) Math.min(MOST_CONTRACTS, active == 0 ? Math.max(1, stale) : stale);
        contracts.add(new World.Contracts(TEMPLATE, PACKAGE, active + archived, archived, List.of(name), List.of()));
        live.hosts().stream()
                .filter(host -> !host.isOnboarding())
                .forEach(host -> using.add(called(host.participant())));
        leftOver.keySet().forEach(former -> using.add(former.name()));
        party.hosts()
                .forEach(host -> lacking.computeIfAbsent(host.participant().value(), each -> new TreeSet<>())
                        .addAll(missing(host.participant().value(), needed)));
    }

    private SortedSet<PackageId> missing(ParticipantName host, SortedSet<PackageId> needed) {
        SortedSet<PackageId> missing = new TreeSet<>(needed);
        missing.removeAll(snapshot.participants().get(host).vetted());
        return missing;
    }

    private Optional<Home> home(DeclaredParty party, PartyId id) {
        Fingerprint namespace = id.namespace();
        Optional<Home> own = Optional.ofNullable(owners.get(namespace))
                .map(owner -> new Home(
                        new Namespace.OfParticipant(owner.name(), Optional.empty()),
                        new Identity.Local(new Declared<>(owner, party.range()))));
        return own.or(() -> key(namespace)
                        .map(key -> new Home(
                                new Namespace.OfKey(keys.of(key.name().value())),
                                new Identity.External(
                                        key.name(), keys.of(key.name().value())))))
                .or(() -> party.identity()
                        .match(
                                local -> Optional.empty(),
                                known -> shared(namespace, party),
                                external -> Optional.empty(),
                                decentralized -> Optional.of(founded(decentralized, namespace))));
    }

    private Optional<DeclaredKey> key(Fingerprint namespace) {
        return declared.keys().values().stream()
                .filter(key -> key.key().fingerprint().equals(namespace))
                .findFirst();
    }

    /** A namespace whose owners are all known here. */
    private Optional<Home> shared(Fingerprint namespace, DeclaredParty party) {
        Optional<NamespaceState.Decentralized> state =
                Optional.ofNullable(snapshot.namespaces().get(namespace)).flatMap(NamespaceState::decentralized);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        List<Owner> all = new ArrayList<>();
        for (Fingerprint owner : state.get().owners()) {
            Optional.ofNullable(owners.get(owner))
                    .<Owner>map(name -> new Owner.OfParticipant(new Declared<>(name, party.range())))
                    .or(() -> key(owner)
                            .map(key -> new Owner.OfKey(
                                    key.name(), keys.of(key.name().value()))))
                    .ifPresent(all::add);
        }
        Declared<Integer> threshold = new Declared<>(state.get().threshold(), party.range());
        return all.size() == state.get().owners().size()
                ? Optional.of(founded(new Identity.Decentralized(all, Optional.of(threshold)), namespace))
                : Optional.empty();
    }

    private Home founded(Identity.Decentralized declaredOwners, Fingerprint namespace) {
        SortedSet<String> participants = new TreeSet<>();
        List<SigningKey> signing = new ArrayList<>();
        List<Owner> all = new ArrayList<>();
        for (Owner owner : declaredOwners.owners()) {
            all.add(owner.<Owner>match(
                    participant -> {
                        participants.add(participant.participant().value().name());
                        return participant;
                    },
                    key -> {
                        SigningKey standIn = keys.of(key.key().value());
                        signing.add(standIn);
                        return new Owner.OfKey(key.key(), standIn);
                    }));
        }
        int quorum = Optional.ofNullable(snapshot.namespaces().get(namespace))
                .flatMap(NamespaceState::decentralized)
                .map(NamespaceState.Decentralized::threshold)
                .or(() -> declaredOwners.threshold().map(Declared::value))
                .orElse(all.size());
        return new Home(
                new Namespace.OfOwners(participants, signing, quorum),
                new Identity.Decentralized(all, declaredOwners.threshold()));
    }

    private World world() {
        SortedMap<String, World.Participant> participants = new TreeMap<>();
        snapshot.participants().forEach((name, participant) -> participants.put(name.name(), participant(participant)));
        Release release = participants.values().iterator().next().release();
        names.values().stream()
                .filter(name -> !participants.containsKey(name))
                .toList()
                .forEach(name -> participants.put(
                        name, World.Participant.DEFAULT.withRelease(release).withDars(dars(name, new TreeSet<>()))));
        return new World(
                declared.synchronizer().value(),
                snapshot.synchronizer().id().protocolVersion(),
                DECISION,
                TOPOLOGY_CHANGE,
                "rehearsal",
                participants,
                parties,
                contracts,
                dar.getParent());
    }

    private World.Participant participant(RecordedParticipant recorded) {
        return new World.Participant(
                Release.parse(recorded.status().releaseText()).orElse(Release.DEFAULT),
                dars(recorded.name().name(), lacking.getOrDefault(recorded.name(), new TreeSet<>())),
                recorded.pruning().map(Staging::pruning),
                mending.away().getOrDefault(recorded.name(), ManualConnect.AUTOMATIC) == ManualConnect.AUTOMATIC
                        ? World.Connecting.AUTOMATIC
                        : World.Connecting.MANUAL,
                recorded.status().storage() == ParticipantStatus.Storage.MEMORY
                        ? World.Storage.MEMORY
                        : World.Storage.DATABASE,
                List.copyOf(held.getOrDefault(recorded.name(), new TreeSet<>())));
    }

    /** A host of contracts has their packages; a target has them where it lacks none of the real ones. */
    private List<String> dars(String participant, SortedSet<PackageId> missing) {
        boolean target = lacking.containsKey(new ParticipantName(participant)) && missing.isEmpty();
        return using.contains(participant) || target ? List.of(dar.toString()) : List.of();
    }

    private static World.Pruning pruning(PruningSchedule schedule) {
        return new World.Pruning(
                schedule.cron(),
                schedule.maxDuration(),
                schedule.retention(),
                schedule.extent() == PruningSchedule.Extent.INTERNALS_ONLY);
    }

    private Declaration declaration() {
        SortedMap<ParticipantName, DeclaredParticipant> participants = new TreeMap<>();
        declared.participants().forEach((name, participant) -> participants.put(name, embedded(participant)));
        names.values().stream()
                .map(ParticipantName::new)
                .filter(name -> !participants.containsKey(name))
                .forEach(name -> participants.put(name, stranger(name)));
        return new Declaration(declared.synchronizer(), participants, keys.all(), standIns);
    }

    /** Whoever is backed up in the plan is backed up in the rehearsal, by being said to be. */
    private static DeclaredParticipant embedded(DeclaredParticipant participant) {
        Backup backup = participant.backup().match(none -> none, manual -> manual, command -> new Backup.Manual());
        return new DeclaredParticipant(participant.name(), new Access.Sandbox(), participant.operator(), backup);
    }

    private DeclaredParticipant stranger(ParticipantName name) {
        return new DeclaredParticipant(
                new Declared<>(name, declared.synchronizer().range()),
                new Access.Sandbox(),
                Optional.empty(),
                new Backup.Unattended());
    }
}
