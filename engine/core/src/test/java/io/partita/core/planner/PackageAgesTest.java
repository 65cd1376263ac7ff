package io.partita.core.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.Plan;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.PackageVersion;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.TestDar;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** participant2 is to become a host of Alice beside participant1, and may have older packages. */
class PackageAgesTest {

    private final StubNetwork network = new StubNetwork("participant1", "participant2");
    private final PartyId alice = network.party("Alice", "participant1");

    @BeforeEach
    void hostedByOne() {
        network.host(alice, 1, "participant1 submission");
    }

    private void has(String participant, String word, String version) {
        PackageId id = TestDar.id(word);
        network.node(participant).vetted.add(id);
        network.node(participant).versions.put(id, new PackageVersion("iou", version));
    }

    private Checked<Plan> planned() {
        StubDeclaration declaration = new StubDeclaration()
                .sandboxes("participant1", "participant2")
                .party("Alice", "participant1", 1, "participant1 submission", "participant2 observation");
        return DeclarationChecks.check(declaration.build())
                .then(checked ->
                        new Planner(4, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network, Set.of()));
    }

    private List<OlderPackage> older() {
        Checked<Plan> plan = planned();
        assertThat(plan.isPresent()).as(plan.diagnostics().toString()).isTrue();
        return plan.value().content().parties().get(0).older();
    }

    @Test
    void anOlderVersionOnTheNewHostIsAPartOfThePlan() {
        has("participant1", "iou-1", "1.9.0");
        has("participant1", "iou-2", "1.10.0");
        has("participant2", "iou-1", "1.9.0");

        assertThat(older())
                .containsExactly(new OlderPackage(
                        new ParticipantName("participant2"),
                        new PackageVersion("iou", "1.9.0"),
                        new ParticipantName("participant1"),
                        new PackageVersion("iou", "1.10.0")));
    }

    @Test
    void theSameOrANewerVersionIsNot() {
        has("participant1", "iou-1", "1.9.0");
        has("participant2", "iou-2", "1.10.0");

        assertThat(older()).isEmpty();
    }

    /** What the plan vets there is not old when the party comes. */
    @Test
    void whatThePlanVetsIsThere() {
        has("participant1", "iou-1", "1.9.0");
        has("participant1", "iou-2", "1.10.0");
        has("participant2", "iou-1", "1.9.0");
        network.node("participant1").store("iou 1.10.0", "iou-2");
        network.node("participant1").hold(alice, TestDar.id("iou-2").id(), 1);
        network.node("participant1").transactions.put(alice, new TransactionEvidence("update", 3));

        assertThat(older()).isEmpty();
    }

    @Test
    void aReleaseThatTellsNoVersionsIsANote() {
        has("participant1", "iou-2", "1.10.0");
        network.node("participant2").fail("vettedVersions", CallFailure.Kind.UNSUPPORTED, "UNIMPLEMENTED");

        Checked<Plan> plan = planned();

        assertThat(plan.isPresent()).isTrue();
        assertThat(plan.diagnostics()).extracting(Diagnostic::code).contains("package-versions-unknown");
    }

    @Test
    void everyHostIsAskedOnce() {
        has("participant1", "iou-2", "1.10.0");

        planned();

        assertThat(network.node("participant1").calls("vettedVersions")).isEqualTo(1);
        assertThat(network.node("participant2").calls("vettedVersions")).isEqualTo(1);
    }
}
