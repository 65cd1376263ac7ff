package io.partita.core.plan;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.KeyName;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.topology.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Contents of plans for tests: what a planner would decide, written down by hand. */
public final class Contents {

    public static final String SYNCHRONIZER = "mysynchronizer";
    public static final PruningSchedule SCHEDULE = new PruningSchedule(
            "0 0 20 * * ?", Duration.ofHours(2), Duration.ofDays(30), PruningSchedule.Extent.INTERNALS_ONLY);
    public static final List<PlannedConnection> CONNECTIONS =
            List.of(new PlannedConnection(SYNCHRONIZER, Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC));

    private final SortedMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>();
    private final SortedMap<KeyName, PlannedKey> keys = new TreeMap<>();
    private final List<NamespaceFoundation> namespaces = new ArrayList<>();
    private final List<PartyChange> parties = new ArrayList<>();
    private final List<Vetting> vettings = new ArrayList<>();
    private final List<ExportSource> sources = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();

    /** A plan with participants t1 to tN and nothing to do. */
    public static Contents of(int count) {
        Contents contents = new Contents();
        for (int number = 1; number <= count; number++) {
            ParticipantName name = name(number);
            contents.participants.put(
                    name,
                    new PlannedParticipant(
                            name,
                            id(number),
                            "3.5.10",
                            List.of(34, 35),
                            new Access.Endpoints(endpoint(number * 2), endpoint(number * 2 + 1)),
                            Optional.empty(),
                            new Backup.Manual()));
        }
        return contents;
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint("localhost", 5000 + port, Optional.empty(), Optional.empty());
    }

    public static ParticipantName name(int number) {
        return new ParticipantName("t" + number);
    }

    public static ParticipantId id(int number) {
        return ParticipantId.of("t" + number + "::1220" + String.format("%064x", number));
    }

    /** A party in the namespace of a participant. */
    public static PartyId party(String name, int owner) {
        return PartyId.of(name + "::" + id(owner).uid().namespace());
    }

    public static Host host(int number, Permission permission) {
        return new Host(id(number), permission, Onboarding.CLEAR);
    }

    public static Host flagged(int number, Permission permission) {
        return new Host(id(number), permission, Onboarding.FLAGGED);
    }

    public static HostingMapping mapping(PartyId party, int serial, int threshold, Host... hosts) {
        return new HostingMapping(party, serial, threshold, List.of(hosts), Optional.empty());
    }

    /** A mapping with one more host at its end, as its next serial. */
    public static HostingMapping plus(HostingMapping mapping, Host host) {
        List<Host> hosts = new ArrayList<>(mapping.hosts());
        hosts.add(host);
        return new HostingMapping(
                mapping.party(), mapping.serial() + 1, mapping.threshold(), hosts, mapping.signingKeys());
    }

    /** Says whose a participant is. */
    public Contents operator(int number, String operator) {
        participants.computeIfPresent(
                name(number),
                (name, one) -> new PlannedParticipant(
                        name,
                        one.id(),
                        one.release(),
                        one.protocolVersions(),
                        one.access(),
                        Optional.of(operator),
                        one.backup()));
        return this;
    }

    public Contents founding(NamespaceFoundation foundation) {
        namespaces.add(foundation);
        return this;
    }

    public Contents key(PlannedKey key) {
        keys.put(key.name(), key);
        return this;
    }

    public Contents party(PartyChange change) {
        parties.add(change);
        return this;
    }

    /** A party that was used, in the namespace of its only host. */
    public static PartyChange offline(String name, int owner) {
        PartyId party = party(name, owner);
        return change(
                name,
                Optional.of(mapping(party, 1, 1, host(owner, Permission.SUBMISSION))),
                party,
                owner,
                Route.of(Route.Reason.USED));
    }

    /** A party that is proved unused and gets hosts at once. */
    public static PartyChange simple(String name, int owner, int... targets) {
        PartyId party = party(name, owner);
        HostingMapping before = mapping(party, 1, 1, host(owner, Permission.SUBMISSION));
        List<Host> hosts = new ArrayList<>(before.hosts());
        Arrays.stream(targets).forEach(target -> hosts.add(host(target, Permission.OBSERVATION)));
        PartyChange change = change(
                name,
                Optional.of(before),
                party,
                owner,
                new Route(Route.Reason.UNUSED, List.of(), List.of(new Usage.CompleteHost(name(owner), 7, 0))));
        return direct(change, new HostingMapping(party, 2, 1, hosts, Optional.empty()));
    }

    public static PartyChange change(
            String name, Optional<HostingMapping> before, PartyId party, int owner, Route route) {
        return new PartyChange(
                name,
                party,
                before,
                before.map(HostingMapping::serial).orElse(0),
                route,
                Authority.of(id(owner).uid().namespace(), name(owner)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>());
    }

    public static PartyChange direct(PartyChange change, HostingMapping mapping) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                Optional.of(mapping),
                change.last(),
                change.kept());
    }

    public static PartyChange last(PartyChange change, HostingMapping mapping) {
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct(),
                Optional.of(mapping),
                change.kept());
    }

    public Contents source(int number, Optional<PruningSchedule> pruning) {
        sources.add(new ExportSource(name(number), pruning));
        return this;
    }

    public Contents window(int round, int target, Transfer... transfers) {
        windows.add(new Window(round, name(target), CONNECTIONS, packages(List.of(transfers)), List.of(transfers)));
        return this;
    }

    /** What the contracts of transfers need. */
    public static SortedSet<PackageId> packages(List<Transfer> transfers) {
        return transfers.stream()
                .flatMap(transfer -> transfer.packages().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Contents window(Window window) {
        windows.add(window);
        return this;
    }

    public Contents vetting(Vetting vetting) {
        vettings.add(vetting);
        return this;
    }

    /** Of a party with one host and serial 1, to a target. */
    public static Transfer transfer(PartyChange change, int target) {
        HostingMapping before = change.before().orElseThrow();
        return transfer(before, target);
    }

    public static Transfer transfer(HostingMapping before, int target) {
        ParticipantId source = before.hosts().get(0).participant();
        return new Transfer(
                plus(before, flagged(target, Permission.OBSERVATION)),
                new ParticipantName(source.uid().identifier()),
                new TreeSet<>(List.of(new PackageId("aa"))),
                3);
    }

    public PlanContent content() {
        return new PlanContent(
                Home.BESIDE,
                Home.BESIDE,
                SYNCHRONIZER,
                PhysicalSynchronizerId.parse("da::1220" + "ab".repeat(32) + "::35-0")
                        .orElseThrow(),
                Duration.ofSeconds(10),
                participants,
                keys,
                namespaces,
                parties,
                List.of(),
                vettings,
                sources,
                windows);
    }

    public Plan plan() {
        return new Plan(content());
    }

    /** Alice, used on t1, gets t2 offline; t1 prunes by itself. */
    public static Contents quickstart() {
        PartyChange alice = offline("Alice", 1);
        return of(2).party(alice).source(1, Optional.of(SCHEDULE)).window(1, 2, transfer(alice, 2));
    }
}
