package io.partita.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.apply.step.PlanFacts;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.Secret;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.PlanFile;
import io.partita.core.planner.Planner;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Registration;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.TestDar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One snapshot serves the declarations of many pull requests; what it does not have is said. */
class SnapshotTest {

    private static final PackageId PACKAGE = TestDar.id("pkg");
    private static final Path FOLDER = Path.of(".");

    private final StubNetwork network = new StubNetwork("participant1", "participant2", "participant3");
    private final PartyId alice = network.party("Alice", "participant1");

    private static StubDeclaration declare() {
        return new StubDeclaration().sandboxes("participant1", "participant2", "participant3");
    }

    private static CheckedDeclaration checked(StubDeclaration declaration) {
        return DeclarationChecks.check(declaration.build()).value();
    }

    private Snapshot record(StubDeclaration declaration, String... parties) {
        return recording(declaration, parties).value();
    }

    private Checked<Snapshot> recording(StubDeclaration declaration, String... parties) {
        return new SnapshotReading(network, duration -> {}, (done, all) -> {})
                .read(
                        checked(declaration).declaration(),
                        parties.length == 0 ? Interest.EVERYTHING : Interest.in(new TreeSet<>(Set.of(parties))),
                        StubNetwork.START);
    }

    private static Checked<Plan> preview(Snapshot snapshot, StubDeclaration declaration) {
        return new SnapshotPlanner(snapshot).plan(checked(declaration), FOLDER, Home.BESIDE);
    }

    private void assertSameAsLive(Snapshot snapshot, StubDeclaration declaration) {
        Checked<Plan> live = new Planner(duration -> {}).plan(checked(declaration), FOLDER, Home.BESIDE, network);
        Checked<Plan> preview = preview(snapshot, declaration);

        assertThat(preview.diagnostics()).isEqualTo(live.diagnostics());
        assertThat(preview.optional().map(Plan::content))
                .isEqualTo(live.optional().map(plan -> plan.content().from(SnapshotFile.preview(snapshot))));
    }

    private static List<String> errors(Checked<Plan> plan) {
        return plan.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .distinct()
                .toList();
    }

    /** On participant1, with contracts of a package that a DAR there holds. */
    private void inUse() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant1").hold(alice, PACKAGE.id(), 3);
        network.node("participant1").store("Examples 1.0.0", "pkg");
    }

    private static StubDeclaration asItIs() {
        return declare().party("Alice", "participant1", 1, "participant1 submission");
    }

    private static StubDeclaration moved() {
        return declare().party("Alice", "participant1", 1, "participant1 submission", "participant2 observation");
    }

    @Test
    void aHostIsAddedFromTheSnapshotOfADeclarationThatDoesNotHaveIt() {
        inUse();

        Snapshot snapshot = record(asItIs());

        assertSameAsLive(snapshot, moved());
        assertThat(preview(snapshot, moved()).value().content().vettings()).hasSize(1);
    }

    /** Of their contracts nothing is recorded but what other participants need to be compared with. */
    @Test
    void hostsThatMayLackContractsAreNotTakenForAlike() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation", "participant3 observation");
        network.host(alice, 1, "participant2 confirmation", "participant3 confirmation");
        network.node("participant2").hold(alice, PACKAGE.id(), 3);
        network.node("participant3").hold(alice, PACKAGE.id(), 3);
        StubDeclaration declaration = declare()
                .party(
                        "Alice",
                        "participant1",
                        1,
                        "participant1 submission",
                        "participant2 confirmation",
                        "participant3 confirmation");

        Checked<Plan> preview = preview(record(declaration), declaration);

        assertThat(preview.isPresent()).isFalse();
        assertThat(preview.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("not-in-snapshot");
            assertThat(said.summary()).contains("whether the hosts of " + alice + " have the same contracts");
        });
    }

    /** What participant3 shares with the hosts is not left over because participant1 lacks it. */
    @Test
    void whatAnotherParticipantHasIsComparedWithAHostBeyondDoubt() {
        network.host(alice, 1, "participant2 confirmation");
        network.host(alice, 1, "participant1 submission", "participant2 confirmation");
        network.node("participant1").hold(alice, PACKAGE.id(), 1);
        network.node("participant2").hold(alice, PACKAGE.id(), 2);
        network.node("participant3").hold(alice, PACKAGE.id(), 2);
        network.node("participant2").store("Examples 1.0.0", "pkg");
        StubDeclaration declaration = declare()
                .party(
                        "Alice",
                        "participant1",
                        1,
                        "participant1 submission",
                        "participant2 confirmation",
                        "participant3 observation");

        Snapshot snapshot = record(declaration);

        assertSameAsLive(snapshot, declaration);
        assertThat(preview(snapshot, declaration).isPresent()).isTrue();
    }

    /** Nothing told is not the same as nothing there. */
    @Test
    void versionsOfPackagesThatAreNotToldAreNotTakenForNone() {
        inUse();
        network.node("participant2").fail("vettedVersions", CallFailure.Kind.UNSUPPORTED, "UNIMPLEMENTED");
        Snapshot snapshot = record(asItIs());

        assertThat(preview(snapshot, moved()).diagnostics())
                .extracting(Diagnostic::code)
                .contains("package-versions-unknown");
    }

    @Test
    void aPartyIsAddedFromTheSnapshotOfADeclarationThatDoesNotHaveIt() {
        inUse();

        Snapshot snapshot = record(asItIs());

        assertSameAsLive(
                snapshot,
                asItIs().party("Carol", "participant2", 1, "participant2 submission", "participant3 confirmation"));
    }

    @Test
    void aNameThatWasUsedBeforeIsKnownAlthoughNoDeclarationHasIt() {
        PartyId former = network.party("Carol", "participant2");
        network.host(former, 1, "participant2 submission");
        network.authorize(new HostingMapping(former, 2, 1, List.of(), Optional.empty()));

        Snapshot snapshot = record(asItIs());

        assertThat(errors(preview(snapshot, asItIs().party("Carol", "participant2", 1, "participant2 submission"))))
                .containsExactly("party-was-removed");
    }

    @Test
    void aProposalForANewPartyIsKnown() {
        PartyId carol = network.party("Carol", "participant2");
        network.propose(new HostingProposal(
                new HostingMapping(
                        carol,
                        1,
                        1,
                        List.of(new Host(network.node("participant3").id(), Permission.SUBMISSION, Onboarding.CLEAR)),
                        Optional.empty()),
                "1220ab",
                new TreeSet<>()));

        assertSameAsLive(record(asItIs()), asItIs().party("Carol", "participant2", 1, "participant2 submission"));
    }

    @Test
    void aParticipantThatWasNotRecordedIsSaidWithItsPlace() {
        inUse();
        Snapshot snapshot = record(new StubDeclaration()
                .sandboxes("participant1", "participant2")
                .party("Alice", "participant1", 1, "participant1 submission"));

        Checked<Plan> preview = preview(snapshot, moved());

        assertThat(errors(preview)).containsExactly("not-in-snapshot");
        assertThat(preview.diagnostics()).singleElement().satisfies(found -> {
            assertThat(found.summary()).isEqualTo("participant3 is not in the snapshot");
            assertThat(found.range()).isPresent();
        });
    }

    @Test
    void aPartyOfAnotherNamespaceIsNotTakenForOneThatIsHostedNowhere() {
        StubNetwork elsewhere = new StubNetwork("elsewhere");
        PartyId foreign = elsewhere.party("Dora", "elsewhere");
        StubDeclaration declaration = asItIs().known(foreign, 1, "participant1 submission");

        assertThat(errors(preview(record(asItIs()), declaration))).containsExactly("not-in-snapshot");
        assertThat(errors(preview(record(asItIs(), foreign.toString()), declaration)))
                .containsExactly("no-owner");
    }

    @Test
    void contractsThatNobodyLookedAtAreNotTakenForNone() {
        inUse();
        PartyId bob = network.party("Bob", "participant1");
        network.host(bob, 1, "participant1 submission");

        Snapshot onlyBob = record(asItIs(), "Bob");
        Checked<Plan> preview = preview(onlyBob, moved());

        assertThat(errors(preview)).containsExactly("not-in-snapshot");
        assertThat(preview.diagnostics())
                .anySatisfy(found -> assertThat(found.hint()).contains("--party " + alice));
        assertSameAsLive(record(asItIs(), "Alice"), moved());
    }

    @Test
    void anInterestInNobodyLooksAtNoContracts() {
        inUse();

        Snapshot snapshot = new SnapshotReading(network, duration -> {}, (done, all) -> {})
                .read(checked(asItIs()).declaration(), Interest.in(new TreeSet<>()), StubNetwork.START)
                .value();

        assertThat(snapshot.parties().get(alice).hosts()).isEmpty();
        assertThat(record(asItIs()).parties().get(alice).hosts()).isNotEmpty();
    }

    @Test
    void aPlanIsHeldAgainstWhatWasRecordedBeforeAndAfterItMoved() {
        network.host(alice, 1, "participant1 submission");
        PartyId former = network.party("Former", "participant2");
        network.host(former, 1, "participant2 submission");
        network.authorize(new HostingMapping(former, 2, 1, List.of(), Optional.empty()));
        Snapshot before = record(asItIs());
        Plan plan = new Planner(duration -> {})
                .plan(checked(moved()), FOLDER, Home.BESIDE, network)
                .value();
        assertThat(plan.facts()).anyMatch(fact -> fact.kind() == Fact.Kind.UNUSED);
        network.node("participant1").hold(alice, PACKAGE.id(), 1);
        Snapshot after = record(asItIs());

        assertThat(against(plan, before)).isEmpty();
        assertThat(against(plan, after)).containsExactly("fact-moved");
        assertThat(against(plan, record(asItIs(), "Former"))).containsExactly("local-failure");
        try (SnapshotNetwork recorded = new SnapshotNetwork(before)) {
            assertThat(recorded.participant(new ParticipantName("participant2"))
                            .hosting(before.synchronizer().id(), former))
                    .isEmpty();
        } catch (CallFailed unread) {
            throw new AssertionError(unread);
        }
    }

    private static List<String> against(Plan plan, Snapshot snapshot) {
        try (SnapshotNetwork recorded = new SnapshotNetwork(snapshot)) {
            List<String> codes = new PlanFacts(plan, recorded)
                    .against().stream().map(Diagnostic::code).distinct().toList();
            assertThat(recorded.unanswered().isEmpty()).isEqualTo(codes.stream().noneMatch("local-failure"::equals));
            return codes;
        }
    }

    @Test
    void aNameThatFitsNoPartyIsSaid() {
        assertThat(recording(asItIs(), "Nobody").diagnostics())
                .singleElement()
                .satisfies(found -> assertThat(found.code()).isEqualTo("party-unknown"));
    }

    @Test
    void contractsThatWereLeftOnATargetAreFoundFromTheSnapshotToo() {
        inUse();
        network.node("participant2").hold(alice, "0b", 2);

        Snapshot snapshot = record(asItIs());

        assertSameAsLive(snapshot, moved());
        assertThat(errors(preview(snapshot, moved()))).containsExactly("stale-contracts");
    }

    @Test
    void aHostingThatIsHalfDoneNeedsTheNetwork() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant1").hold(alice, PACKAGE.id(), 3);
        network.host(alice, 1, "participant1 submission", "participant2 observation flagged");

        assertThat(errors(preview(record(moved()), moved()))).containsExactly("not-in-snapshot");
    }

    @Test
    void whoWasNotConnectedIsRecordedWithoutWhatItCannotKnow() {
        inUse();
        network.node("participant2").connection = Registration.Connection.DISCONNECTED;

        Snapshot snapshot = record(asItIs());

        assertThat(snapshot.participants()
                        .get(new ParticipantName("participant2"))
                        .inFlight())
                .isEmpty();
        assertSameAsLive(snapshot, moved());
    }

    /** Whether it has what the party had when it became its host, only the participants show. */
    @Test
    void aHostWithoutTheFlagThatIsAwayNeedsTheNetwork() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant1").hold(alice, PACKAGE.id(), 3);
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.node("participant2").connection = Registration.Connection.DISCONNECTED;

        assertThat(errors(preview(record(moved()), moved()))).containsExactly("not-in-snapshot");
    }

    @Test
    void aParticipantThatDoesNotAnswerIsNotLeftOut() {
        inUse();
        network.node("participant1").fail("contractSummary", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");

        assertThat(recording(asItIs()).diagnostics())
                .singleElement()
                .satisfies(found -> assertThat(found.code()).isEqualTo("participant-unreachable"));
    }

    @Test
    void twoNightsDifferInTheLineOfTheTimeWhenNothingHappened() {
        inUse();
        List<String> one = lines(record(asItIs()));
        List<String> other = lines(new SnapshotReading(network, duration -> {}, (done, all) -> {})
                .read(checked(asItIs()).declaration(), Interest.EVERYTHING, Instant.parse("2026-01-02T02:00:00Z"))
                .value());

        List<String> changed = new ArrayList<>(other);
        changed.removeAll(one);
        assertThat(changed).containsExactly("  \"recorded\": \"2026-01-02T02:00:00Z\",");
        assertThat(other).hasSameSizeAs(one);
    }

    private static List<String> lines(Snapshot snapshot) {
        return new String(SnapshotFile.write(snapshot), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void neitherEndpointsNorSecretsAreRecorded() {
        Optional<Secret> token = Optional.of(Secret.of("environment").with("variable", "BANK_TOKEN"));
        Endpoint admin = new Endpoint("localhost", 5002, Optional.empty(), token);
        Endpoint ledger = new Endpoint("localhost", 5001, Optional.empty(), token);
        network.host(alice, 1, "participant1 submission");

        Snapshot snapshot = record(new StubDeclaration()
                .participant("participant1", new Access.Endpoints(admin, ledger), new Backup.Manual())
                .party("Alice", "participant1", 1, "participant1 submission"));

        assertThat(new String(SnapshotFile.write(snapshot), StandardCharsets.UTF_8))
                .doesNotContain("localhost", "500", "BANK_TOKEN");
    }

    @Test
    void aPreviewIsKeptInAPlanFileThatSaysSo() {
        inUse();
        Snapshot snapshot = record(asItIs());
        Plan preview = preview(snapshot, moved()).value();

        Checked<Plan> read = PlanFile.read(PlanFile.write(preview).text(), "plan.json");

        assertThat(read.value()).isEqualTo(preview);
        assertThat(read.value().content().preview()).contains(SnapshotFile.preview(snapshot));
    }

    @Test
    void aSnapshotChangesNothing() {
        Participant participant =
                new SnapshotNetwork(record(asItIs())).participant(new ParticipantName("participant1"));

        assertThatThrownBy(() -> participant.setManualConnect(StubNetwork.ALIAS, ManualConnect.MANUAL))
                .isInstanceOf(CallFailed.class);
        assertThatThrownBy(() -> participant.disconnect(StubNetwork.ALIAS)).isInstanceOf(CallFailed.class);
        assertThatThrownBy(participant::clearPruningSchedule).isInstanceOf(CallFailed.class);
        assertThatThrownBy(() -> participant.sign(network.synchronizer, "ab", Optional.empty()))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void anotherKindOfFileIsSaid() {
        for (String text :
                List.of("{}", "[]", "{\"format\": \"partita.plan/2\"}", "{\"format\": \"partita.snapshot/2\"}")) {
            assertThat(SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8), "a.json")
                            .diagnostics())
                    .as(text)
                    .singleElement()
                    .satisfies(found -> assertThat(found.code()).isEqualTo("not-a-snapshot"));
        }
    }

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void thePublishedSchemaIsMadeFromTheTables() throws IOException {
        Path file = Path.of("src/main/resources/io/partita/core/snapshot/snapshot.schema.json");
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, SnapshotFile.schema());
        }

        assertThat(Files.readString(file)).isEqualTo(SnapshotFile.schema());
    }
}
