package io.partita.core.planfile;

import static io.partita.core.plan.Contents.flagged;
import static io.partita.core.plan.Contents.host;
import static io.partita.core.plan.Contents.id;
import static io.partita.core.plan.Contents.name;
import static io.partita.core.plan.Contents.party;

import io.partita.core.hash.Sha256;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ExternalKeys;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.Secret;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Contents;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.LeftOver;
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
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.topology.Evidence;
import io.partita.core.topology.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A legal plan with every kind of change, step, fact, evidence, signer, access, backup, secret and DAR. */
public final class EveryKind {

    private static final SortedSet<PackageId> PACKAGES =
            new TreeSet<>(List.of(new PackageId("aa"), new PackageId("bb")));

    private EveryKind() {}

    public static Plan plan() {
        return new Plan(content());
    }

    private static PlanContent content() {
        PlanContent base = Contents.of(4).content();
        Transfer alice = new Transfer(
                Contents.plus(aliceBefore(), flagged(2, Permission.CONFIRMATION)),
                name(1),
                PACKAGES,
                3,
                Optional.of(new LeftOver(7, 5)));
        return new PlanContent(
                new Home("../hosting"),
                new Home("../networks/test"),
                base.synchronizerAlias(),
                base.synchronizer(),
                base.decisionTimeout(),
                new TreeMap<>(Map.of(
                        name(1), participant(1, endpoints(), new Backup.BackupCommand(List.of("pg_dump", "-Fc"))),
                        name(2), participant(2, new Access.Sandbox(), new Backup.Unattended()),
                        name(3), participant(3, new Access.Sandbox(), new Backup.Manual()),
                        name(4), participant(4, new Access.Sandbox(), new Backup.Unattended()))),
                keys(),
                List.of(foundation()),
                List.of(new KeyIntroduction(heldKey(), name(4))),
                List.of(used(), unused(), created(), staleFlag(), decentralized(), founded(), ownNamespace()),
                List.of("Bob"),
                List.of(new Vetting(
                        name(2),
                        PACKAGES,
                        List.of(
                                new DarSource.DarFile("dars/a.dar", "0f".repeat(32), new PackageId("aa"), PACKAGES),
                                new DarSource.DarOfParticipant(
                                        name(1), new PackageId("bb"), "examples 1.0.0", "1e".repeat(32), PACKAGES)))),
                List.of(
                        new ExportSource(name(1), Optional.of(Contents.SCHEDULE)),
                        new ExportSource(name(4), Optional.empty())),
                List.of(
                        new Window(
                                1,
                                name(2),
                                Contents.CONNECTIONS,
                                new TreeSet<>(List.of(new PackageId("cc"))),
                                List.of(alice)),
                        new Window(
                                2,
                                name(3),
                                List.of(
                                        Contents.CONNECTIONS.get(0),
                                        new PlannedConnection(
                                                "other", Registration.Connection.DISCONNECTED, ManualConnect.MANUAL)),
                                new TreeSet<>(List.of(new PackageId("aa"))),
                                List.of(Contents.transfer(decentralizedBefore(), 3)))),
                Optional.empty(),
                List.of());
    }

    private static PlannedParticipant participant(int number, Access access, Backup backup) {
        return new PlannedParticipant(
                name(number),
                id(number),
                "3.5.10",
                List.of(34, 35),
                access,
                Optional.of("bank \"" + number + "\" \u00fc \u2192"),
                backup);
    }

    private static Access endpoints() {
        Secret oidc = Secret.of("oidc")
                .with("tokenUrl", "https://issuer.example/token")
                .with("clientId", "partita")
                .with("clientSecret", Secret.of("command").with("words", List.of("pass", "show")));
        return new Access.Endpoints(
                new Endpoint(
                        "p1.example",
                        5002,
                        Optional.of(new Endpoint.Tls(
                                Optional.of("ca.pem"), Optional.empty(), Optional.empty(), Optional.of("p1"))),
                        Optional.of(oidc)),
                new Endpoint(
                        "p1.example",
                        5001,
                        Optional.empty(),
                        Optional.of(Secret.of("environment").with("variable", "TOKEN"))));
    }

    private static HostingMapping aliceBefore() {
        return new HostingMapping(
                party("Alice", 1), 1, 1, List.of(host(1, Permission.CONFIRMATION)), Optional.of(ExternalKeys.KEYS));
    }

    private static PartyChange used() {
        List<Evidence> evidence = Arrays.stream(Evidence.Finding.values())
                .map(finding -> new Evidence(name(1), finding, finding.ordinal(), 1L << 40, finding.word()))
                .toList();
        HostingMapping last = new HostingMapping(
                party("Alice", 1),
                4,
                2,
                List.of(host(1, Permission.CONFIRMATION), host(2, Permission.CONFIRMATION)),
                Optional.of(ExternalKeys.KEYS));
        return Contents.last(
                Contents.change(
                        "Alice",
                        Optional.of(aliceBefore()),
                        party("Alice", 1),
                        1,
                        new Route(Route.Reason.USED, evidence, List.of())),
                last);
    }

    private static PartyChange unused() {
        return Contents.simple("Unused", 1, 2);
    }

    private static PartyChange created() {
        return Contents.direct(
                Contents.change("New", Optional.empty(), party("New", 1), 1, Route.of(Route.Reason.NEW_PARTY)),
                Contents.mapping(party("New", 1), 1, 1, host(1, Permission.SUBMISSION)));
    }

    private static PartyChange staleFlag() {
        HostingMapping before = Contents.mapping(
                party("Stale", 1), 7, 1, host(1, Permission.SUBMISSION), flagged(4, Permission.OBSERVATION));
        PartyChange change =
                Contents.change("Stale", Optional.of(before), party("Stale", 1), 1, Route.of(Route.Reason.STALE_FLAG));
        return new PartyChange(
                change.name(),
                change.party(),
                change.before(),
                change.lastSerial(),
                change.route(),
                change.authority(),
                Optional.of(name(1)),
                List.of(name(4)),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>());
    }

    private static HostingMapping decentralizedBefore() {
        return Contents.mapping(
                party("Joint", 9), 3, 1, host(4, Permission.CONFIRMATION), host(8, Permission.OBSERVATION));
    }

    private static PartyChange decentralized() {
        Host kept = decentralizedBefore().hosts().get(1);
        return new PartyChange(
                "Joint",
                party("Joint", 9),
                Optional.of(decentralizedBefore()),
                3,
                new Route(
                        Route.Reason.UNANSWERED,
                        List.of(new Evidence(name(4), Evidence.Finding.NOT_ANSWERED, 0, 0, "UNAVAILABLE")),
                        List.<Usage.CompleteHost>of()),
                new Authority(
                        party("Joint", 9).namespace(),
                        new TreeSet<>(owners().stream().map(Signer::namespace).toList()),
                        6,
                        owners()),
                Optional.empty(),
                List.<ParticipantName>of(),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>(List.of(kept.participant())));
    }

    private static List<Signer> owners() {
        List<Signer> owners = new ArrayList<>(List.of(
                new Signer.Outside(id(7).uid().namespace(), name(4)),
                new Signer.AtParticipant(id(4).uid().namespace(), name(4))));
        keys().values().forEach(key -> owners.add(new Signer.WithKey(key.key().fingerprint(), key.name(), name(4))));
        return owners;
    }

    private static SortedMap<KeyName, PlannedKey> keys() {
        SortedMap<KeyName, PlannedKey> keys = new TreeMap<>();
        Secret pin = Secret.of("environment").with("variable", "PIN");
        List.of(
                        new KeySource.KeyFile("treasury.pem", Optional.of(pin)),
                        new KeySource.Pkcs11("/usr/lib/hsm.so", "bank", "treasury", Optional.of(pin)),
                        new KeySource.KeyCommand(List.of("./sign", "treasury")),
                        new KeySource.HandOver())
                .forEach(source -> {
                    KeyName name = new KeyName("k-" + source.kind().word());
                    keys.put(name, new PlannedKey(name, key(source), source));
                });
        return keys;
    }

    private static SigningKey key(KeySource source) {
        return new SigningKey(
                KeySpec.ED25519,
                "302a300506032b6570032100" + Sha256.of(source.kind().word()));
    }

    private static NamespaceFoundation foundation() {
        PlannedKey key = keys().get(new KeyName("k-hand-over"));
        Signer participant = new Signer.AtParticipant(id(4).uid().namespace(), name(4));
        Signer handedOver = new Signer.WithKey(key.key().fingerprint(), key.name(), name(4));
        SortedSet<Fingerprint> owners = new TreeSet<>(List.of(participant.namespace(), handedOver.namespace()));
        return new NamespaceFoundation(
                NamespaceDefinition.founded(owners, 1), List.of(participant, handedOver), List.of(key.name()));
    }

    private static PartyChange founded() {
        Fingerprint namespace = foundation().definition().namespace();
        PartyId party = PartyId.of("Fund::" + namespace);
        PartyChange change = Contents.change("Fund", Optional.empty(), party, 4, Route.of(Route.Reason.NEW_PARTY));
        return new PartyChange(
                change.name(),
                party,
                change.before(),
                change.lastSerial(),
                change.route(),
                new Authority(
                        namespace,
                        foundation().definition().owners(),
                        1,
                        List.of(foundation().signers().get(0))),
                change.source(),
                change.staleFlags(),
                Optional.of(Contents.mapping(party, 1, 1, host(4, Permission.CONFIRMATION))),
                change.last(),
                change.kept());
    }

    private static SigningKey heldKey() {
        return new SigningKey(KeySpec.ED25519, "302a300506032b6570032100" + Sha256.of("held"));
    }

    private static PartyChange ownNamespace() {
        Fingerprint namespace = heldKey().fingerprint();
        PartyId party = PartyId.of("Own::" + namespace);
        PartyChange change = Contents.change("Own", Optional.empty(), party, 4, Route.of(Route.Reason.NEW_PARTY));
        return new PartyChange(
                change.name(),
                party,
                change.before(),
                change.lastSerial(),
                change.route(),
                new Authority(
                        namespace,
                        new TreeSet<>(List.of(namespace)),
                        1,
                        List.of(new Signer.AtParticipant(namespace, name(4), Optional.of(namespace)))),
                change.source(),
                change.staleFlags(),
                Optional.of(Contents.mapping(party, 1, 1, host(4, Permission.CONFIRMATION))),
                change.last(),
                change.kept());
    }
}
