package io.partita.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.Consequence.Kind;
import io.partita.cli.unit.Plans;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.Authority;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.PackageVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a lawful change brings about is said, and only where it does. */
class ConsequencesTest {

    private static final Path PLANS = Path.of("src/test/resources/io/partita/cli/view");

    private final PlanContent ground =
            Plans.read(PLANS.resolve("every-kind.plan.json")).value().plan().content();
    private final List<ParticipantName> participants =
            List.copyOf(ground.participants().keySet());
    private final PartyId alice =
            PartyId.of("Alice::" + ground.participant(participants.get(0)).id().namespace());

    private Host host(int participant, Permission permission) {
        return new Host(ground.participant(participants.get(participant)).id(), permission, Onboarding.CLEAR);
    }

    private HostingMapping mapping(int serial, int threshold, Host... hosts) {
        return new HostingMapping(alice, serial, threshold, List.of(hosts), Optional.empty());
    }

    private List<Consequence> of(Optional<HostingMapping> before, HostingMapping after, HostingProposal... proposals) {
        return of(before, after, List.of(), proposals);
    }

    private List<Consequence> of(
            Optional<HostingMapping> before,
            HostingMapping after,
            List<OlderPackage> older,
            HostingProposal... proposals) {
        PartyChange change = new PartyChange(
                "Alice",
                alice,
                before,
                before.map(HostingMapping::serial).orElse(0),
                Route.of(before.isEmpty() ? Route.Reason.NEW_PARTY : Route.Reason.HOSTS_CHANGE),
                Authority.of(alice.namespace(), participants.get(0)),
                Optional.empty(),
                List.of(),
                Optional.of(after),
                Optional.empty(),
                new TreeSet<>(),
                List.of(proposals),
                new TreeSet<>(before.isEmpty() ? Set.of(PartyId.of("Alcie::" + alice.namespace())) : Set.of()),
                older);
        PlanContent content = new PlanContent(
                ground.home(),
                ground.network(),
                ground.synchronizerAlias(),
                ground.synchronizer(),
                ground.decisionTimeout(),
                ground.participants(),
                ground.keys(),
                List.of(),
                List.of(change),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Plan plan = new Plan(content);
        return Consequences.of(plan, HostNames.of(plan));
    }

    @Test
    void nobodyCanSubmitAnyMoreAndNobodyIsToSpare() {
        List<Consequence> said = of(
                Optional.of(mapping(1, 1, host(0, Permission.SUBMISSION), host(1, Permission.CONFIRMATION))),
                mapping(2, 2, host(0, Permission.CONFIRMATION), host(1, Permission.CONFIRMATION)));

        assertThat(said).extracting(Consequence::kind).containsExactly(Kind.NOBODY_SUBMITS, Kind.NO_SPARE_HOST);
        assertThat(said).allSatisfy(each -> assertThat(each.subjects()).containsExactly("Alice"));
        assertThat(said.get(0).sentence())
                .startsWith("nobody can submit any more: " + participants.get(0) + " loses submission");
        assertThat(said.get(1).sentence()).contains("every one of " + participants.get(0) + ", " + participants.get(1));
    }

    @Test
    void aChangeAfterWhichEverythingIsPossibleSaysNothing() {
        assertThat(of(
                        Optional.of(mapping(1, 1, host(0, Permission.SUBMISSION))),
                        mapping(2, 1, host(0, Permission.SUBMISSION), host(1, Permission.CONFIRMATION))))
                .isEmpty();
    }

    private OlderPackage older(String name) {
        return new OlderPackage(
                participants.get(1),
                new PackageVersion(name, "1.9.0"),
                participants.get(0),
                new PackageVersion(name, "1.10.0"));
    }

    @Test
    void olderPackagesOfANewHostAreADanger() {
        List<Consequence> said = of(
                Optional.of(mapping(1, 1, host(0, Permission.SUBMISSION))),
                mapping(2, 1, host(0, Permission.SUBMISSION), host(1, Permission.CONFIRMATION)),
                List.of(older("a"), older("b"), older("c"), older("d"), older("e")));

        assertThat(said).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.OLDER_PACKAGES);
            assertThat(each.subjects()).containsExactly("Alice");
            assertThat(each.sentence())
                    .startsWith(participants.get(1) + " has vetted no newer version than a 1.9.0 ("
                            + participants.get(0) + " has 1.10.0), b 1.9.0")
                    .contains(" and 2 more: transactions of the party");
        });
    }

    @Test
    void whatWasSoBeforeIsNoConsequence() {
        assertThat(of(
                        Optional.of(mapping(1, 2, host(0, Permission.CONFIRMATION), host(1, Permission.CONFIRMATION))),
                        mapping(
                                2,
                                2,
                                host(0, Permission.CONFIRMATION),
                                host(1, Permission.CONFIRMATION),
                                host(2, Permission.OBSERVATION))))
                .isEmpty();
    }

    @Test
    void aNewPartyIsADangerOfItsOwnAndIsToldFromALiveOne() {
        List<Consequence> said = of(Optional.empty(), mapping(1, 1, host(0, Permission.SUBMISSION)));

        assertThat(said).extracting(Consequence::kind).containsExactly(Kind.RESEMBLES, Kind.CREATED);
        assertThat(said.get(0).sentence()).contains("Alcie::" + alice.namespace());
    }

    @Test
    void aProposalThatWouldAddAHostWithoutContractsIsADanger() {
        HostingMapping before = mapping(1, 1, host(0, Permission.SUBMISSION));
        HostingMapping after = mapping(2, 1, host(0, Permission.CONFIRMATION));
        HostingMapping accident = mapping(2, 1, host(0, Permission.SUBMISSION), host(1, Permission.OBSERVATION));
        Set<Fingerprint> signers =
                Set.of(ground.participant(participants.get(1)).id().namespace());

        List<Consequence> said = of(
                Optional.of(before),
                after,
                new HostingProposal(accident, "1220aa", new TreeSet<>(signers)),
                new HostingProposal(after, "1220bb", new TreeSet<>()));

        assertThat(said)
                .extracting(Consequence::kind)
                .containsExactly(Kind.NOBODY_SUBMITS, Kind.DANGEROUS_PROPOSAL, Kind.PROPOSED);
        assertThat(said.get(1).sentence())
                .contains("serial 2", "signed by " + signers.iterator().next().abbreviated(), "overtakes");
        assertThat(said.get(2).sentence()).contains("joins");
    }

    @Test
    void aProposalThatTakesThePartyFromAHostIsADanger() {
        HostingMapping before = mapping(1, 1, host(0, Permission.SUBMISSION));
        HostingMapping after = mapping(2, 1, host(0, Permission.SUBMISSION), host(1, Permission.CONFIRMATION));

        List<Consequence> said =
                of(Optional.of(before), after, new HostingProposal(mapping(2, 1), "1220aa", new TreeSet<>()));

        assertThat(said).extracting(Consequence::kind).containsExactly(Kind.DANGEROUS_PROPOSAL);
        assertThat(said.get(0).sentence())
                .contains("no hosts", "nobody must sign it: it takes the party from " + participants.get(0));
    }

    /** Before it is approved, since a run says it only once it has begun. */
    @Test
    void whatPeopleMustNotDoMeanwhileIsSaidOfEverySourceAndTarget() {
        Plan plan = new Plan(ground);
        List<Consequence> said = Consequences.of(plan, HostNames.of(plan));

        assertThat(said)
                .filteredOn(each -> each.kind() == Kind.NOT_TO_PRUNE)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.subjects())
                            .containsExactlyElementsOf(ground.sources().stream()
                                    .map(source -> source.participant().name())
                                    .toList());
                    assertThat(each.sentence()).startsWith("nobody may prune there by hand");
                });
        assertThat(said)
                .filteredOn(each -> each.kind() == Kind.COMMITMENTS_DIFFER)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.subjects())
                            .containsExactlyElementsOf(ground.windows().stream()
                                    .map(window -> window.target().name())
                                    .distinct()
                                    .toList());
                    assertThat(each.sentence()).contains("ACS_COMMITMENT_MISMATCH");
                });
    }

    @Test
    void fewNamesAndHowManyMore() {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            names.add("party" + number);
        }

        assertThat(new Consequence(Kind.CREATED, names, "to be created").who())
                .isEqualTo("party0, party1, party2, party3, party4 and 295 more");
    }
}
