package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.Lab.P3;
import static io.partita.provider.sandbox.topology.Permission.CONFIRMATION;
import static io.partita.provider.sandbox.topology.Permission.OBSERVATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.proto.protocol.TopologyMapping;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who must sign which change of a party's hosting (semantics.md 2.1); the party lives on participant1. */
class SigningRulesTest {

    private final Lab lab = Lab.open();
    private final String alice = lab.partyOf(P1, "Alice");

    @AfterEach
    void close() {
        lab.close();
    }

    /** Proposes on these participants, one after the other; only the last one completes the change. */
    private void completes(int serial, TopologyMapping mapping, String... participants) {
        for (String participant : participants) {
            assertThat(lab.serial(P1, alice)).isEqualTo(serial - 1);
            lab.propose(participant, serial, mapping);
        }
        assertThat(lab.serial(P1, alice)).isEqualTo(serial);
    }

    private void cannotSign(int serial, TopologyMapping mapping, String participant) {
        assertThat(Lab.code(() -> lab.propose(participant, serial, mapping)))
                .isEqualTo("TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE");
    }

    @Test
    void theFirstDefinitionIsSignedByThePartyAndEveryHost() {
        TopologyMapping mapping = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION));

        cannotSign(0, mapping, P3);
        completes(1, mapping, P2, P1);
    }

    @Test
    void aThresholdIsThePartysMatter() {
        lab.establish(alice, 1, 1, lab.host(P1, CONFIRMATION), lab.host(P2, CONFIRMATION));
        TopologyMapping mapping = Lab.hosting(alice, 2, lab.host(P1, CONFIRMATION), lab.host(P2, CONFIRMATION));

        cannotSign(2, mapping, P2);
        completes(2, mapping, P1);
    }

    @Test
    void anAddedHostSignsToo() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
        TopologyMapping mapping = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        cannotSign(2, mapping, P3);
        completes(2, mapping, P1, P2);
    }

    @Test
    void aHostMayRemoveItself() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        completes(2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)), P2);
    }

    @Test
    void thePartyMayRemoveAHost() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        completes(2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)), P1);
    }

    @Test
    void aRaisedPermissionIsSignedByPartyAndHost() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        completes(2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION)), P2, P1);
    }

    @Test
    void aLoweredPermissionIsSignedByEither() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, SUBMISSION));

        completes(2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION)), P2);
        completes(3, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)), P1);
    }

    @Test
    void onlyTheHostClearsItsFlagAndOnlyThePartySetsItAgain() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, CONFIRMATION));
        TopologyMapping cleared = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION));
        TopologyMapping flagged = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, CONFIRMATION));

        cannotSign(2, cleared, P1);
        completes(2, cleared, P2);
        cannotSign(3, flagged, P2);
        completes(3, flagged, P1);
    }

    @Test
    void anotherOrderOfTheHostsIsAChangeOfTheParty() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        completes(2, Lab.hosting(alice, 1, lab.host(P2, OBSERVATION), lab.host(P1, SUBMISSION)), P1);
    }

    @Test
    void removalOfTheMappingIsThePartysMatterAndKeepsTheSerials() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));
        TopologyMapping mapping = Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION));

        assertThat(Lab.code(
                        () -> lab.write(P2).authorize(lab.removal(2, mapping).build())))
                .isEqualTo("TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE");
        lab.write(P1).authorize(lab.removal(2, mapping).build());

        assertThat(lab.head(P1, alice).orElseThrow().getContext().getOperationValue())
                .isEqualTo(2);
        assertThat(Lab.code(() -> lab.propose(P1, 1, mapping))).isEqualTo("TOPOLOGY_SERIAL_MISMATCH");
        completes(3, mapping, P1, P2);
    }

    @Test
    void aCarriedFlagNeedsNobodysConsentButADroppedOneDoes() {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, OBSERVATION));
        TopologyMapping dropped = Lab.hosting(
                alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION), lab.onboarding(P3, OBSERVATION));
        TopologyMapping carried = Lab.hosting(
                alice, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, OBSERVATION), lab.onboarding(P3, OBSERVATION));

        List.of(P1, P3).forEach(participant -> lab.propose(participant, 2, dropped));
        assertThat(lab.serial(P1, alice)).isEqualTo(1);

        completes(2, carried, P1, P3);
    }
}
