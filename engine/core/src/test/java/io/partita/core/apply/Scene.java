package io.partita.core.apply;

import io.partita.core.hash.Sha256;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Authority;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.stub.OwnKeys;
import io.partita.core.stub.TestDar;
import io.partita.core.topology.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Parties on participant1 that are to be hosted on participant2 too, and what a planner decides for it. */
final class Scene {

    static final ParticipantName SOURCE = new ParticipantName("participant1");
    static final ParticipantName TARGET = new ParticipantName("participant2");
    static final PackageId PACKAGE = TestDar.id("examples");
    static final byte[] DAR = TestDar.of("examples", "base");
    static final PruningSchedule PRUNING = new PruningSchedule(
            "0 0 1 * * ?", Duration.ofHours(1), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING);
    static final List<PlannedConnection> CONNECTIONS = List.of(
            new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC));

    final VirtualTime time = new VirtualTime();
    final TinyNetwork network;
    final TinyParticipant source;
    final TinyParticipant target;
    final OwnKeys ownKeys = new OwnKeys();
    final List<PartyId> parties = new ArrayList<>();
    private final Map<PartyId, Authority> authorities = new HashMap<>();
    private final Map<PartyId, PartyKeys> partyKeys = new HashMap<>();
    final List<NamespaceFoundation> namespaces = new ArrayList<>();
    final List<KeyIntroduction> introductions = new ArrayList<>();
    final TreeMap<KeyName, PlannedKey> keys = new TreeMap<>();
    private final Map<ParticipantName, String> operators = new HashMap<>();
    /** The serial of the hosting that the plans start from. */
    int base = 1;

    private Backup backup = new Backup.Unattended();

    Scene(int protocolVersion) {
        network = new TinyNetwork(time, protocolVersion);
        source = network.add(SOURCE.name(), 'a');
        target = network.add(TARGET.name(), 'b');
        source.pruning = Optional.of(PRUNING);
        source.vetted.add(PACKAGE);
        source.dars.put(PACKAGE, DAR);
    }

    /** A party with so many contracts. */
    PartyId party(String name, int contracts) {
        return party(PartyId.of(name + "::" + source.id.uid().namespace()), contracts);
    }

    PartyId party(PartyId party, int contracts) {
        network.host(new HostingMapping(
                party,
                1,
                1,
                List.of(new HostingMapping.Host(source.id, permission(party), Onboarding.CLEAR)),
                Optional.ofNullable(partyKeys.get(party))));
        for (int i = 0; i < contracts; i++) {
            network.create(party);
        }
        network.settle();
        parties.add(party);
        return party;
    }

    /** A party with so many contracts whose key no participant holds. */
    PartyId external(String name, int contracts, KeySource keySource) {
        SigningKey key = ownKeys.key();
        PartyId party = PartyId.of(name + "::" + key.fingerprint());
        KeyName called = new KeyName("key-of-" + name);
        partyKeys.put(party, PartyKeys.of(key));
        keys.put(called, new PlannedKey(called, key, keySource));
        authority(
                party,
                new Authority(
                        key.fingerprint(),
                        new TreeSet<>(Set.of(key.fingerprint())),
                        1,
                        List.of(new Signer.WithKey(key.fingerprint(), called, SOURCE))));
        return party(party, contracts);
    }

    private Permission permission(PartyId party) {
        return partyKeys.containsKey(party) ? Permission.CONFIRMATION : Permission.SUBMISSION;
    }

    Scene backup(Backup other) {
        backup = other;
        return this;
    }

    HostingMapping after(PartyId party, Onboarding onboarding, int serial) {
        return new HostingMapping(
                party,
                serial,
                1,
                List.of(
                        new HostingMapping.Host(source.id, permission(party), Onboarding.CLEAR),
                        new HostingMapping.Host(target.id, Permission.OBSERVATION, onboarding)),
                Optional.ofNullable(partyKeys.get(party)));
    }

    KeySigning signing() {
        return new KeySigning(ownKeys, network.transactions);
    }

    // ---- plans ----

    /** All parties move to the target with their contracts, in one window. */
    PlanContent offline() {
        List<Transfer> transfers = parties.stream()
                .map(party -> new Transfer(
                        after(party, Onboarding.FLAGGED, base + 1), SOURCE, new TreeSet<>(Set.of(PACKAGE)), 3))
                .toList();
        return content(
                parties.stream()
                        .map(party -> change(party, Route.of(Route.Reason.USED), Optional.empty()))
                        .toList(),
                List.of(new Vetting(
                        TARGET,
                        new TreeSet<>(Set.of(PACKAGE)),
                        List.of(new DarSource.DarOfParticipant(
                                SOURCE,
                                PACKAGE,
                                "examples 1.0.0",
                                Sha256.of(DAR),
                                new TreeSet<>(Set.of(PACKAGE, TestDar.id("base"))))))),
                List.of(new ExportSource(SOURCE, source.pruning)),
                List.of(new Window(1, TARGET, CONNECTIONS, new TreeSet<>(target.vetted), transfers)));
    }

    /** All parties, which are proved unused, get the target as a host. */
    PlanContent simple() {
        long end = 10L + source.ledger.size();
        Route unused = new Route(Route.Reason.UNUSED, List.of(), List.of(new Usage.CompleteHost(SOURCE, end, 0)));
        return direct(unused, party -> after(party, Onboarding.CLEAR, base + 1));
    }

    /** All parties change at once, while everybody is connected. */
    PlanContent direct(Route route, Function<PartyId, HostingMapping> mapping) {
        return content(
                parties.stream()
                        .map(party -> change(party, route, Optional.of(mapping.apply(party))))
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    PartyChange change(PartyId party, Route route, Optional<HostingMapping> direct) {
        return new PartyChange(
                name(party),
                party,
                network.head(party, time.instant()).map(HostingState::mapping),
                network.lastSerial(party),
                route,
                authorities.getOrDefault(party, Authority.of(source.id.uid().namespace(), SOURCE)),
                Optional.of(SOURCE),
                List.of(),
                direct,
                Optional.empty(),
                new TreeSet<>());
    }

    PlanContent content(
            List<PartyChange> changes, List<Vetting> vettings, List<ExportSource> sources, List<Window> windows) {
        TreeMap<ParticipantName, PlannedParticipant> planned = new TreeMap<>();
        network.participants.forEach((name, participant) -> planned.put(name, planned(participant)));
        return new PlanContent(
                Home.BESIDE,
                Home.BESIDE,
                TinyNetwork.ALIAS,
                network.synchronizer,
                TinyNetwork.DECISION,
                planned,
                keys,
                namespaces,
                introductions,
                changes,
                List.of(),
                vettings,
                sources,
                windows,
                Optional.empty(),
                List.of());
    }

    /** The party signs by these from now on. */
    void authority(PartyId party, Authority authority) {
        authorities.put(party, authority);
    }

    /** Whose the participants are from now on; one that is not named is everybody's. */
    Scene operators(Map<ParticipantName, String> names) {
        operators.putAll(names);
        return this;
    }

    static SavedPlan saved(PlanContent content) {
        return new SavedPlan(new Plan(content), "0".repeat(64), () -> "the plan");
    }

    private PlannedParticipant planned(TinyParticipant participant) {
        return new PlannedParticipant(
                participant.name(),
                participant.id,
                participant.release,
                List.of(34, 35),
                new Access.Sandbox(),
                Optional.ofNullable(operators.get(participant.name())),
                backup);
    }

    static String name(PartyId party) {
        return party.uid().identifier();
    }
}
