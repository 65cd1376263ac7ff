package io.partita.core.planfile;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Secret;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan, sensible or not, with every kind of fact, step, access, backup, secret and DAR. */
final class EveryKind {

    private static final String NAMESPACE = "1220" + "ab".repeat(32);
    private static final PartyId ALICE = PartyId.of("Alice::" + NAMESPACE);
    private static final ParticipantName P1 = new ParticipantName("participant1");
    private static final ParticipantId ID1 = ParticipantId.of("participant1::" + NAMESPACE);
    private static final PhysicalSynchronizerId SYNCHRONIZER =
            PhysicalSynchronizerId.parse("da::" + NAMESPACE + "::35-0").orElseThrow();
    private static final HostingMapping MAPPING = new HostingMapping(
            ALICE, 2, 1, List.of(new Host(ID1, Permission.SUBMISSION, Onboarding.FLAGGED)), Optional.of("CgQ="));
    private static final PruningSchedule SCHEDULE = new PruningSchedule(
            "0 0 20 * * ?", Duration.ofHours(2), Duration.ofDays(30), PruningSchedule.Extent.INTERNALS_ONLY);
    private static final List<PlannedConnection> CONNECTIONS = List.of(
            new PlannedConnection("mysynchronizer", Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC));
    private static final SortedSet<PackageId> PACKAGES =
            new TreeSet<>(List.of(new PackageId("aa"), new PackageId("bb")));
    private static final SortedSet<ParticipantName> TARGETS = new TreeSet<>(List.of(P1));

    private EveryKind() {}

    static Plan plan() {
        return new Plan(
                "mysynchronizer",
                SYNCHRONIZER,
                Duration.ofSeconds(10),
                new TreeMap<>(Map.of(
                        P1,
                        participant(P1, endpoints(), new Backup.BackupCommand(List.of("pg_dump", "-Fc"))),
                        new ParticipantName("p2"),
                        participant(new ParticipantName("p2"), new Access.Sandbox(), new Backup.Manual()),
                        new ParticipantName("p3"),
                        participant(new ParticipantName("p3"), new Access.Sandbox(), new Backup.Unattended()))),
                List.of(new PartyChange(
                        "Alice \"the first\" \u00fc \u2192",
                        Optional.of(MAPPING),
                        MAPPING.hosting(),
                        PartyChange.Path.OFFLINE,
                        "because",
                        List.of("a line"))),
                List.of("Bob"),
                facts(),
                List.of(new Wave(0, "everything", steps())));
    }

    private static PlannedParticipant participant(ParticipantName name, Access access, Backup backup) {
        return new PlannedParticipant(name, ID1, "3.5.10", List.of(34, 35), access, Optional.of("bank-b"), backup);
    }

    private static Access endpoints() {
        Secret oidc = Secret.of("oidc")
                .with("tokenUrl", "https://issuer.example/token")
                .with("clientId", "partita")
                .with("clientSecret", Secret.of("file").with("path", "secret"))
                .with("audience", "audience")
                .with("ca", "issuer-ca.pem");
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

    private static List<Fact> facts() {
        return List.of(
                new Fact.IdentityFact(new FactId("a"), P1, ID1, "3.5.10", SYNCHRONIZER),
                new Fact.HostingFact(new FactId("b"), P1, ALICE, Optional.of(MAPPING), 2),
                new Fact.HostingFact(new FactId("c"), P1, ALICE, Optional.empty(), 0),
                new Fact.NoProposalFact(new FactId("d"), P1, ALICE),
                new Fact.UnusedFact(new FactId("e"), P1, ALICE, 1L << 40, 3),
                new Fact.PackagesFact(new FactId("f"), P1, ALICE, PACKAGES),
                new Fact.VettedFact(new FactId("g"), P1, PACKAGES),
                new Fact.PruningFact(new FactId("h"), P1, Optional.of(SCHEDULE)),
                new Fact.PruningFact(new FactId("i"), P1, Optional.empty()),
                new Fact.ConnectionsFact(new FactId("j"), P1, CONNECTIONS));
    }

    private static List<Step> steps() {
        StepId other = new StepId("s01");
        return List.of(
                new Step.CheckReady(head("s01")),
                new Step.VetPackages(
                        head("s02"),
                        PACKAGES,
                        List.of(
                                new DarSource.DarFile("dars/x.dar", "ab".repeat(32), new PackageId("aa")),
                                new DarSource.DarOfParticipant(P1, new PackageId("bb"), "x 1.0.0"))),
                new Step.SuspendPruning(head("s03"), SCHEDULE),
                new Step.ConsentAsHost(head("s04"), MAPPING, P1),
                new Step.Isolate(head("s05"), CONNECTIONS),
                new Step.NoteLedgerEnd(head("s06"), ALICE, P1),
                new Step.ConsentAsParty(head("s07"), MAPPING, TARGETS),
                new Step.ExportAcs(head("s08"), ALICE, P1, other, other),
                new Step.RestorePruning(head("s09"), SCHEDULE),
                new Step.BackUp(head("s10"), new Backup.Manual()),
                new Step.ImportAcs(head("s11"), ALICE, P1, other, other, other),
                new Step.Reconnect(head("s12"), CONNECTIONS, new TreeSet<>(List.of(other))),
                new Step.RestoreAutoConnect(head("s13"), CONNECTIONS),
                new Step.ClearOnboarding(head("s14"), ALICE, MAPPING, Optional.of(other), Optional.of(other)),
                new Step.ClearOnboarding(head("s15"), ALICE, MAPPING, Optional.empty(), Optional.empty()),
                new Step.CheckUnused(head("s16"), ALICE, TARGETS),
                new Step.ConfirmUnused(head("s17"), ALICE, TARGETS, other, other),
                new Step.VerifyHosting(head("s18"), MAPPING.hosting()),
                new Step.VerifyContracts(head("s19"), ALICE, P1));
    }

    private static Step.Head head(String id) {
        return new Step.Head(
                new StepId(id),
                P1,
                id.equals("s01") ? Optional.empty() : Optional.of("bank-b"),
                id.equals("s01") ? new TreeSet<>() : new TreeSet<>(List.of(new StepId("s01"))),
                new TreeSet<>(List.of(new FactId("a"))),
                Step.Reversal.UNDONE_BY_RUN,
                "why " + id);
    }
}
