package io.partita.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.planner.Planner;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In which points the topology is not as expected, and since when. */
class DriftReadingTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RunSummary RUN = new RunSummary(
            new RunId("20260102-030405-1f3a9c"),
            "ab".repeat(32),
            NOW,
            Optional.of(NOW),
            Optional.of(ExitStatus.DONE),
            Optional.empty(),
            Optional.empty());

    private final StubNetwork network = new StubNetwork("p1", "p2", "p3");
    private final PartyId alice = network.party("Alice", "p1");
    private final AppliedHostings applied = new AppliedHostings();

    private static StubDeclaration declaration() {
        return new StubDeclaration().sandboxes("p1", "p2", "p3");
    }

    private PartyDrift read(StubDeclaration declaration) {
        Drift drift = new DriftReading(network, duration -> {})
                .read(declaration.build(), applied)
                .value();
        assertThat(drift.parties()).hasSize(1);
        return drift.parties().get(0);
    }

    @Test
    void whatIsAsDeclaredHasNotDrifted() {
        network.host(alice, 1, "p1 submission", "p2 observation");

        PartyDrift party = read(declaration().party("Alice", "p1", 1, "p1 submission", "p2 observation"));
        assertThat(party.isDrifted()).isFalse();
        assertThat(party.live()).isPresent();
    }

    @Test
    void everyPointThatIsOtherwise() {
        network.host(alice, 1, "p1 confirmation", "p3 observation");
        network.host(alice, 2, "p1 confirmation", "p3 observation", "p2 observation *");

        PartyDrift party = read(declaration().party("Alice", "p1", 1, "p1 submission", "p2 observation"));
        assertThat(party.points())
                .extracting(
                        DriftPoint::kind,
                        point -> point.since().orElseThrow().mapping().serial())
                .containsExactly(
                        tuple(DriftPoint.Kind.PERMISSION, 1),
                        tuple(DriftPoint.Kind.ONBOARDING, 2),
                        tuple(DriftPoint.Kind.EXTRA_HOST, 1),
                        tuple(DriftPoint.Kind.THRESHOLD, 2));
    }

    /** What was put right in between began anew. */
    @Test
    void sinceWhenIsTheLastTimeThatItBegan() {
        network.host(alice, 1, "p1 confirmation");
        network.host(alice, 1, "p1 submission");
        network.host(alice, 1, "p1 confirmation");
        network.host(alice, 2, "p1 confirmation");

        PartyDrift party = read(declaration().party("Alice", "p1", 2, "p1 submission"));
        assertThat(party.points()).singleElement().satisfies(point -> {
            assertThat(point.expected()).contains("submission");
            assertThat(point.found()).contains("confirmation");
            assertThat(point.since().orElseThrow().mapping().serial()).isEqualTo(3);
        });
    }

    @Test
    void aRemovedPartySaysWithWhichSerial() {
        network.host(alice, 1, "p1 submission");
        network.authorize(new HostingMapping(alice, 2, 1, List.of(), Optional.empty()));

        PartyDrift party = read(declaration().party("Alice", "p1", 1, "p1 submission"));
        assertThat(party.live()).isEmpty();
        assertThat(party.points()).singleElement().satisfies(point -> {
            assertThat(point.kind()).isEqualTo(DriftPoint.Kind.NOT_HOSTED);
            assertThat(point.since().orElseThrow().mapping().serial()).isEqualTo(2);
        });
    }

    @Test
    void aPartyThatNeverWasHasNoSince() {
        assertThat(read(declaration().party("Alice", "p1", 1, "p1 submission")).points())
                .singleElement()
                .satisfies(point -> assertThat(point.since()).isEmpty());
    }

    @Test
    void aHostThatIsLeftAloneAndAThresholdThatIsNotDeclaredAreNoDrift() {
        network.host(alice, 2, "p1 submission", "p3 observation");

        assertThat(read(declaration()
                                .party("Alice", "p1", null, "p1 submission")
                                .with(List.of(), HostingPath.AUTO, List.of("p3")))
                        .points())
                .isEmpty();
    }

    @Test
    void whatWasAppliedCountsAndTheDeclarationAtHandDoesNot() {
        StubDeclaration former = declaration().party("Alice", "p1", 1, "p1 submission");
        applied.add(RUN, plan(former));
        network.host(alice, 1, "p1 submission");

        PartyDrift party = read(declaration().party("Alice", "p1", 1, "p1 submission", "p2 observation"));
        assertThat(party.isDrifted()).isFalse();
        assertThat(party.expected().applied()).contains(RUN);
        assertThat(party.declaration()).isEqualTo(PartyDrift.DeclarationAtHand.OTHERWISE);
    }

    @Test
    void keysThatAPartyGotSinceItWasApplied() {
        applied.add(RUN, plan(declaration().party("Alice", "p1", 1, "p1 submission")));
        HostingMapping first = network.host(alice, 1, "p1 submission");
        network.authorize(new HostingMapping(
                alice,
                2,
                1,
                first.hosts(),
                Optional.of(new PartyKeys(
                        List.of(new PartyKeys.PartyKey("raw", "abcd", "", List.of(), "ec-curve25519")), 1))));

        assertThat(read(declaration().party("Alice", "p1", 1, "p1 submission")).points())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.kind()).isEqualTo(DriftPoint.Kind.SIGNING_KEYS);
                    assertThat(point.expected()).contains("none");
                    assertThat(point.found()).contains("1 of ec-curve25519 abcd");
                });
    }

    @Test
    void whoSignsIsNamedWhereTheKeyIsThatOfAParticipant() {
        Fingerprint namespace = alice.namespace();
        network.host(alice, 1, "p1 submission");

        Drift drift = new DriftReading(network, duration -> {})
                .read(declaration().party("Alice", "p1", 1, "p1 submission").build(), applied)
                .value();
        assertThat(drift.signers()).containsEntry(namespace, "p1");
    }

    private Plan plan(StubDeclaration declaration) {
        return DeclarationChecks.check(declaration.build())
                .then(checked -> new Planner(2, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network))
                .value();
    }
}
