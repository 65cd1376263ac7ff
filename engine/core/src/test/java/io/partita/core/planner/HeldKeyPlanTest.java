package io.partita.core.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ExternalKeys;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeySource;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SigningKey;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.law.Breach;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planfile.PlanFile;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.TestDar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who signs for a party in a namespace of its own, whose key a participant holds. */
class HeldKeyPlanTest {

    private static final String PACKAGE = TestDar.id("pkg").id();
    private static final SigningKey KEY = ExternalKeys.KEY;
    private static final Fingerprint NAMESPACE = KEY.fingerprint();
    private static final PartyId ALICE = PartyId.of("Alice::" + NAMESPACE);
    private static final String LABEL = NAMESPACE.hex().substring(4, 16);

    private final StubNetwork network = new StubNetwork("participant1", "participant2", "participant3");

    private static StubDeclaration declare() {
        return new StubDeclaration().sandboxes("participant1", "participant2", "participant3");
    }

    private Checked<Plan> planned(StubDeclaration declaration) {
        return DeclarationChecks.check(declaration.build())
                .then(checked -> new Planner(4, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network));
    }

    private Plan plan(StubDeclaration declaration) {
        Checked<Plan> planned = planned(declaration);
        assertThat(planned.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        Plan plan = planned.value();
        assertThat(PlanLaws.breaches(plan.content())).isEmpty();
        return plan;
    }

    private Diagnostic refused(StubDeclaration declaration) {
        List<Diagnostic> errors = planned(declaration).diagnostics().stream()
                .filter(Diagnostic::isError)
                .toList();
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    private void hosted(String... hosts) {
        network.introduce(NAMESPACE);
        network.host(ALICE, 1, hosts);
    }

    private void used(String... hosts) {
        hosted(hosts);
        for (String host : hosts) {
            network.node(host.split(" ")[0]).hold(ALICE, PACKAGE, 3);
        }
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
    }

    private static Signer holder(String name) {
        return new Signer.AtParticipant(NAMESPACE, new ParticipantName(name), Optional.of(NAMESPACE));
    }

    private static List<String> ids(Plan plan) {
        return plan.steps().map(step -> step.id().id()).toList();
    }

    @Test
    void theParticipantThatHoldsTheKeySignsLast() {
        used("participant1 confirmation");
        network.node("participant3").hold(KEY);

        Plan plan = plan(declare().known(ALICE, 1, "participant1 confirmation", "participant2 observation"));

        assertThat(plan.content().parties().get(0).route().path()).isEqualTo(Route.Path.OFFLINE);
        assertThat(plan.content().parties().get(0).authority().signers()).containsExactly(holder("participant3"));
        assertThat(plan.content().introductions()).isEmpty();
        assertThat(ids(plan))
                .containsSubsequence(
                        "propose/participant2/Alice/2", "isolate/participant2", "sign/participant3/Alice/2");
        Step last = plan.steps()
                .filter(step -> step.id().id().equals("sign/participant3/Alice/2"))
                .findFirst()
                .orElseThrow();
        assertThat(last.why()).contains(NAMESPACE.abbreviated());
        assertThat(last.head().facts()).extracting(fact -> fact.id()).contains("key/participant3/Alice");
    }

    @Test
    void ofSeveralTheOneThatHasToAgreeAnywaySigns() {
        hosted("participant1 confirmation");
        network.node("participant2").hold(KEY);
        network.node("participant1").hold(KEY);

        Plan plan = plan(declare().known(ALICE, 1, "participant1 confirmation", "participant2 observation"));

        assertThat(plan.content().parties().get(0).authority().signers()).containsExactly(holder("participant2"));
        assertThat(ids(plan)).contains("propose/participant2/Alice/2").doesNotContain("sign/participant2/Alice/2");
    }

    @Test
    void nobodyHoldsTheKey() {
        hosted("participant1 confirmation");

        Diagnostic error = refused(declare().known(ALICE, 1, "participant1 confirmation", "participant2 observation"));

        assertThat(error.code()).isEqualTo("no-owner");
        assertThat(error.detail()).contains(NAMESPACE.hex(), "participant1, participant2, participant3");
        assertThat(error.hint()).contains("holds the key", "`keys`", "hands the signature over");
    }

    @Test
    void aHolderCannotGetTheContractsOffline() {
        used("participant1 confirmation");
        network.node("participant2").hold(KEY);

        assertThat(refused(declare().known(ALICE, 1, "participant1 confirmation", "participant2 observation"))
                        .code())
                .isEqualTo("owner-cannot-be-target");
    }

    @Test
    void aDeclaredKeySignsAndNobodyIsAsked() {
        hosted("participant1 confirmation");
        network.node("participant1").hold(KEY);

        Plan plan = plan(declare()
                .key("treasury", KEY, new KeySource.HandOver())
                .known(ALICE, 1, "participant1 confirmation", "participant2 observation"));

        assertThat(plan.content().parties().get(0).authority().signers())
                .extracting(Signer::kind)
                .containsExactly(Signer.Kind.KEY);
        assertThat(network.node("participant1").calls("heldKey")).isZero();
    }

    @Test
    void aKeyThatTheTopologyForgotSignsForNobody() {
        network.host(ALICE, 1, "participant1 confirmation");
        network.node("participant1").hold(KEY);

        Diagnostic error = refused(declare().known(ALICE, 1, "participant1 confirmation", "participant2 observation"));

        assertThat(error.code()).isEqualTo("no-owner");
        assertThat(error.detail()).contains("revoked, or never introduced");
    }

    @Test
    void aNewPartyWaitsForItsKeyToBeIntroduced() {
        network.node("participant1").hold(KEY);

        Plan plan = plan(declare()
                .own("Alice", "participant1", NAMESPACE, "participant1 submission", "participant2 observation"));

        assertThat(plan.content().introductions())
                .containsExactly(new KeyIntroduction(KEY, new ParticipantName("participant1")));
        assertThat(ids(plan))
                .containsSubsequence(
                        "introduce-key/participant1/" + LABEL,
                        "propose/participant2/Alice/1",
                        "sign/participant1/Alice/1");
        assertThat(plan.steps()
                        .filter(step -> step instanceof Step.Signature)
                        .allMatch(step -> step.head().after().stream()
                                .anyMatch(id -> id.id().equals("introduce-key/participant1/" + LABEL))))
                .isTrue();
        assertThat(PlanFile.read(PlanFile.write(plan).text(), "plan.json")
                        .value()
                        .content())
                .isEqualTo(plan.content());
    }

    @Test
    void aKeyThatIsKnownIsNotIntroduced() {
        network.introduce(NAMESPACE);
        network.node("participant1").hold(KEY);

        Plan plan = plan(declare().own("Alice", "participant1", NAMESPACE, "participant2 confirmation"));

        assertThat(plan.content().introductions()).isEmpty();
        assertThat(ids(plan)).contains("sign/participant1/Alice/1");
    }

    @Test
    void aNewPartyNeedsTheKeyAtTheParticipantThatIsDeclared() {
        network.node("participant2").hold(KEY);

        Diagnostic error = refused(declare().own("Alice", "participant1", NAMESPACE, "participant1 submission"));

        assertThat(error.code()).isEqualTo("namespace-key-missing");
        assertThat(error.detail()).contains(NAMESPACE.hex());
        assertThat(error.hint()).contains("keys.secret.generate_signing_key(\"Alice\", SigningKeyUsage.NamespaceOnly)");
    }

    @Test
    void theNamespaceOfAnotherParticipantIsNoNamespaceOfItsOwn() {
        Fingerprint other = network.node("participant2").id().namespace();

        Diagnostic error = refused(declare().own("Alice", "participant1", other, "participant1 submission"));

        assertThat(error.code()).isEqualTo("namespace-key-missing");
        assertThat(error.hint()).contains("local on: participant2");
    }

    @Test
    void aPlanThatIntroducesAKeyForNobodyOrAtAnotherHolderIsIllegal() {
        network.node("participant1").hold(KEY);
        PlanContent content = plan(declare().own("Alice", "participant1", NAMESPACE, "participant2 confirmation"))
                .content();

        assertThat(breaches(content, content.parties(), new KeyIntroduction(KEY, new ParticipantName("participant2"))))
                .contains("parties/Alice");
        assertThat(breaches(content, List.of(), new KeyIntroduction(KEY, new ParticipantName("participant1"))))
                .contains("introductions/" + NAMESPACE);
    }

    private static List<String> breaches(PlanContent content, List<PartyChange> parties, KeyIntroduction introduction) {
        PlanContent forged = new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                content.participants(),
                content.keys(),
                content.namespaces(),
                List.of(introduction),
                parties,
                content.unchanged(),
                content.vettings(),
                content.sources(),
                content.windows(),
                content.preview(),
                content.settled());
        return PlanLaws.breaches(forged).stream().map(Breach::part).toList();
    }
}
