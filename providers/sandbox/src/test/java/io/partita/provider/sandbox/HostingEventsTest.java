package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.Lab.P3;
import static io.partita.provider.sandbox.topology.Permission.CONFIRMATION;
import static io.partita.provider.sandbox.topology.Permission.OBSERVATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events of the Ledger API a change of hosting makes (semantics.md 6.1). */
class HostingEventsTest {

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void everyTransitionHasItsEvents(int protocolVersion) {
        boolean flagVisible = protocolVersion == 35;
        try (Lab lab = Lab.open(Lab.world().withProtocolVersion(protocolVersion))) {
            String alice = lab.partyOf(P1, "Alice");
            List<String> expected = new ArrayList<>();

            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
            expected.add("ADDED participant1");
            lab.establish(alice, 2, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, OBSERVATION));
            expected.add(flagVisible ? "ONBOARDING participant2" : "ADDED participant2");
            lab.propose(P2, 3, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)));
            if (flagVisible) {
                expected.add("ADDED participant2");
            }
            lab.establish(alice, 4, 1, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION));
            expected.add("CHANGED participant2");
            lab.propose(P1, 5, Lab.hosting(alice, 2, lab.host(P1, SUBMISSION), lab.host(P2, CONFIRMATION)));
            lab.propose(P1, 6, Lab.hosting(alice, 2, lab.host(P2, CONFIRMATION), lab.host(P1, SUBMISSION)));
            lab.propose(P1, 7, Lab.hosting(alice, 1, lab.onboarding(P2, CONFIRMATION), lab.host(P1, SUBMISSION)));
            lab.propose(P2, 8, Lab.hosting(alice, 1, lab.host(P2, OBSERVATION), lab.host(P1, SUBMISSION)));
            if (flagVisible) {
                expected.add("ADDED participant2");
            }
            expected.add("CHANGED participant2");
            lab.propose(P1, 9, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)));
            expected.add("REVOKED participant2");
            lab.write(P1)
                    .authorize(lab.removal(10, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)))
                            .build());
            expected.add("REVOKED participant1");
            lab.establish(alice, 11, 1, lab.host(P1, SUBMISSION));
            expected.add("ADDED participant1");

            assertThat(lab.events(P1, alice)).isEqualTo(expected);
            assertThat(lab.events(P3, alice)).isEqualTo(expected);
        }
    }

    @Test
    void joiningMakesTheAdminParty() {
        try (Lab lab = Lab.open()) {
            assertThat(lab.events(P1, lab.uid(P2))).containsExactly("ADDED participant2");
        }
    }

    @Test
    void aReplayMakesTheSameEventsWithTheSameTimes() {
        try (Lab lab = Lab.open()) {
            String alice = lab.partyOf(P1, "Alice");
            lab.connection(P3)
                    .disconnectSynchronizer(io.partita.proto.participant.DisconnectSynchronizerRequest.newBuilder()
                            .setSynchronizerAlias("mysynchronizer")
                            .build());
            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
            lab.establish(alice, 2, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, OBSERVATION));
            assertThat(lab.events(P3, alice)).isEmpty();

            lab.connection(P3)
                    .reconnectSynchronizer(io.partita.proto.participant.ReconnectSynchronizerRequest.newBuilder()
                            .setSynchronizerAlias("mysynchronizer")
                            .build());

            assertThat(lab.events(P3, alice)).isEqualTo(lab.events(P1, alice));
            assertThat(recordTimes(lab, P3)).isEqualTo(recordTimes(lab, P1));
        }
    }

    private static List<Long> recordTimes(Lab lab, String participant) {
        Node node = lab.ledger.nodes.get(participant);
        return node.exclusive().read(() -> {
            List<Long> times = new ArrayList<>();
            node.updates().range(1, node.updates().end()).forEach(update -> {
                if (update.kind() == Update.Kind.TOPOLOGY) {
                    times.add(update.recordTime());
                }
            });
            return times;
        });
    }

    @Test
    void offsetsHaveNoGaps() {
        try (Lab lab = Lab.open()) {
            lab.establish(lab.partyOf(P1, "Alice"), 1, 1, lab.host(P1, SUBMISSION));
            Node node = lab.ledger.nodes.get(P1);

            node.exclusive().run(() -> {
                long next = 1;
                for (Update update : node.updates().range(1, Long.MAX_VALUE)) {
                    assertThat(update.offset()).isEqualTo(next++);
                }
                assertThat(node.updates().end()).isEqualTo(next - 1).isPositive();
                assertThat(node.updates().offsetAt(node.updates().endTime())).hasValue(next - 1);
                assertThat(node.updates().offsetAt(0)).isEmpty();
            });
        }
    }
}
