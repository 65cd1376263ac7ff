package io.partita.provider.sandbox.ledger;

import static io.partita.provider.sandbox.ledger.LedgerLab.P1;
import static io.partita.provider.sandbox.ledger.LedgerLab.P2;
import static io.partita.provider.sandbox.ledger.LedgerLab.P3;
import static io.partita.provider.sandbox.ledger.LedgerLab.hosting;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.topology.Permission;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented procedure, over raw stubs. */
class OfflinePathTest {

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void replicatesAPartyCompletely(int protocolVersion) {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world().withProtocolVersion(protocolVersion))) {
            lab.upload("partita-examples-1.1.0", P1, P2, P3);
            String alice = lab.allocate(P1, "Alice");
            String bob = lab.allocate(P3, "Bob");
            String first = lab.note(P1, alice, "note 1");
            lab.note(P1, alice, "note 2");
            lab.deal(P1, alice, bob, 100);
            SortedSet<String> exported = lab.ids(P1, alice);

            TopologyMapping mapping =
                    hosting(alice, 1, lab.host(P1, Permission.SUBMISSION), lab.onboarding(P2, Permission.OBSERVATION));
            lab.propose(P2, 2, mapping);
            lab.disconnect(P2);
            long begin = lab.end(P1);
            lab.propose(P1, 2, mapping);
            lab.awaitSerial(P1, alice, 2);
            lab.note(P1, alice, "after the activation");
            lab.finish(P1, alice, first);

            ByteString file = lab.export(P1, alice, P2, begin);
            assertThat(lab.export(P1, alice, P2, begin)).isEqualTo(file);
            long before = lab.end(P2);
            lab.importAcs(P2, alice, file);

            assertThat(lab.ids(P2, alice)).isEqualTo(exported);
            assertThat(lab.end(P2)).isEqualTo(before + 3 + 1);
            List<GetUpdatesResponse> repairs =
                    lab.history(P2, alice, before, TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS);
            assertThat(repairs)
                    .extracting(update -> update.getTransaction().getWorkflowId())
                    .containsExactly("import-test-1", "import-test-2", "import-test-3");
            lab.importAcs(P2, alice, file);
            assertThat(lab.end(P2)).isEqualTo(before + 3 + 2);

            long target = lab.end(P2);
            lab.reconnect(P2);
            lab.awaitSerial(P2, alice, 2);
            if (protocolVersion == 34) {
                ClearPartyOnboardingFlagResponse response = lab.clear(P2, alice, target);
                assertThat(response.getOnboarded()).isFalse();
                assertThat(response.hasEarliestRetryTimestamp()).isTrue();
            }
            lab.awaitNoFlag(P2, alice);
            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice)).hasSize(3);

            String late = lab.note(P1, alice, "used again");
            assertThat(lab.ids(P2, alice)).contains(late);
            new TreeSet<>(lab.ids(P1, alice)).forEach(id -> {
                if (!lab.active(P3, bob).isEmpty() && lab.ids(P3, bob).contains(id)) {
                    return;
                }
                lab.finish(P1, alice, id);
            });
            assertThat(lab.ids(P2, alice)).isEqualTo(lab.ids(P1, alice)).hasSize(1);
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
        }
    }

    @Test
    void withoutAnyCallTheFlagStaysAtProtocolVersion34() {
        try (LedgerLab lab = LedgerLab.open(LedgerLab.world()
                .withProtocolVersion(34)
                .withTimes(java.time.Duration.ofMillis(400), java.time.Duration.ofMillis(20)))) {
            lab.upload("partita-examples-1.1.0", P1, P2);
            String alice = lab.allocate(P1, "Alice");
            TopologyMapping mapping =
                    hosting(alice, 1, lab.host(P1, Permission.SUBMISSION), lab.onboarding(P2, Permission.OBSERVATION));
            lab.propose(P2, 2, mapping);
            lab.disconnect(P2);
            long begin = lab.end(P1);
            lab.propose(P1, 2, mapping);
            lab.importAcs(P2, alice, lab.export(P1, alice, P2, begin));
            lab.reconnect(P2);
            lab.awaitSerial(P2, alice, 2);

            org.awaitility.Awaitility.await()
                    .during(java.time.Duration.ofMillis(1200))
                    .atMost(java.time.Duration.ofSeconds(3))
                    .until(() -> lab.head(P2, alice).orElseThrow().getContext().getSerial() == 2);
        }
    }
}
