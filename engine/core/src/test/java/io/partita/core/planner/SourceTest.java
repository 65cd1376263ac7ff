package io.partita.core.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Registration;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who the contracts of Alice come from when participant4 becomes her host. No host of hers owns her namespace. */
class SourceTest {

    private static final String PACKAGE = "pkg";
    private static final String[] ALL = {"owner", "participant1", "participant2", "participant3", "participant4"};

    private final StubNetwork network = new StubNetwork(ALL);
    private final PartyId alice = network.party("Alice", "owner");

    @BeforeEach
    void vetted() {
        List.of(ALL).forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
    }

    private void hold(int count, String... names) {
        for (String name : names) {
            network.node(name).contracts.remove(alice);
            network.node(name).hold(alice, PACKAGE, count);
        }
    }

    private void away(String name) {
        network.node(name).connection = Registration.Connection.DISCONNECTED;
    }

    private Checked<Plan> planned(String... hosts) {
        StubDeclaration declaration = new StubDeclaration().sandboxes(ALL).party("Alice", "owner", 1, hosts);
        return DeclarationChecks.check(declaration.build())
                .then(checked ->
                        new Planner(4, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network, Set.of()));
    }

    private static String source(Checked<Plan> plan) {
        assertThat(plan.diagnostics()).isEmpty();
        return sourceOf(plan);
    }

    private static String sourceOf(Checked<Plan> plan) {
        return plan.value()
                .content()
                .windows()
                .get(0)
                .transfers()
                .get(0)
                .source()
                .name();
    }

    /** Somebody added participant1 without the flag, and it lacks a contract. */
    private void addedByHand() {
        network.host(alice, 1, "participant2 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 confirmation");
        hold(2, "participant2");
        hold(1, "participant1");
    }

    @Test
    void whoeverCameWithThePartyIsTheSourceAndNobodyIsCompared() {
        addedByHand();

        Checked<Plan> plan =
                planned("participant1 confirmation", "participant2 confirmation", "participant4 confirmation");

        assertThat(source(plan)).isEqualTo("participant2");
        assertThat(network.node("participant1").calls("activeContractIds")).isZero();
        assertThat(network.node("participant2").calls("activeContractIds")).isZero();
    }

    @Test
    void whoeverCameWithTheFlagIsASourceWithoutBeingCompared() {
        network.host(alice, 1, "participant2 confirmation");
        network.host(alice, 1, "participant1 confirmation flagged", "participant2 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 confirmation", "participant3 confirmation");
        hold(2, "participant1", "participant2", "participant3");
        away("participant2");

        Checked<Plan> plan = planned(
                "participant1 confirmation",
                "participant2 confirmation",
                "participant3 confirmation",
                "participant4 confirmation");

        assertThat(source(plan)).isEqualTo("participant1");
        assertThat(network.node("participant1").calls("activeContractIds")).isZero();
    }

    @Test
    void whoeverMayLackContractsIsNoSourceWhileAnotherHostIsOnlyToBeConnected() {
        addedByHand();
        away("participant2");
        hold(1, "participant2");

        Checked<Plan> plan =
                planned("participant1 confirmation", "participant2 confirmation", "participant4 confirmation");

        assertThat(plan.isPresent()).isFalse();
        assertThat(plan.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("source-in-doubt");
            assertThat(said.summary()).startsWith("participant1 may lack contracts of Alice");
            assertThat(said.hint()).startsWith("connect participant2");
        });
    }

    /** Both came after participant3, which is no host any more. */
    private void inDoubt(int first, int second) {
        network.host(alice, 1, "participant3 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 confirmation", "participant3 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 confirmation");
        hold(first, "participant1");
        hold(second, "participant2");
    }

    private Checked<Plan> third() {
        return planned("participant1 confirmation", "participant2 confirmation", "participant4 confirmation");
    }

    @Test
    void hostsThatMayLackContractsAreComparedWithEachOther() {
        inDoubt(2, 2);

        assertThat(source(third())).isEqualTo("participant1");

        hold(1, "participant2");

        assertThat(third().diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("source-in-doubt");
            assertThat(said.isError()).isTrue();
            assertThat(said.summary()).startsWith("participant1 and participant2 do not have the same contracts");
        });
    }

    @Test
    void whoDoesNotAnswerIsNotTakenForAlike() {
        inDoubt(2, 2);
        network.node("participant2").fail("activeContractIds", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");

        assertThat(third().isPresent()).isFalse();
    }

    @Test
    void whereNobodyIsLeftToCompareWithItIsSaid() {
        network.host(alice, 1, "participant3 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant3 confirmation");
        network.host(alice, 1, "participant1 confirmation");
        hold(2, "participant1");

        Checked<Plan> plan = planned("participant1 confirmation", "participant4 confirmation");

        assertThat(sourceOf(plan)).isEqualTo("participant1");
        assertThat(plan.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("source-in-doubt");
            assertThat(said.isError()).isFalse();
        });
    }

    @Test
    void whoeverConfirmsIsTheSourceBeforeAnObserver() {
        network.host(alice, 1, "participant1 observation", "participant2 confirmation");
        hold(2, "participant1", "participant2");

        assertThat(source(
                        planned("participant1 observation", "participant2 confirmation", "participant4 confirmation")))
                .isEqualTo("participant2");
    }

    @Test
    void anObserverBeyondDoubtIsTheSourceBeforeWhoeverMayLackContracts() {
        network.host(alice, 1, "participant2 confirmation");
        network.host(alice, 1, "participant1 confirmation", "participant2 observation");
        hold(2, "participant2");
        hold(1, "participant1");

        assertThat(source(
                        planned("participant1 confirmation", "participant2 observation", "participant4 confirmation")))
                .isEqualTo("participant2");
    }

    /** It has the same contracts as participant1, which lacks one. */
    @Test
    void aFlagIsNotTakenForStaleByAHostThatLacksTheSame() {
        addedByHand();
        network.host(
                alice,
                1,
                "participant1 confirmation",
                "participant2 confirmation",
                "participant4 confirmation flagged");
        hold(1, "participant4");

        assertThat(third().diagnostics())
                .filteredOn(Diagnostic::isError)
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.code()).isEqualTo("half-done-hosting");
                    assertThat(said.summary()).endsWith("not with the same contracts as participant2");
                });
    }
}
