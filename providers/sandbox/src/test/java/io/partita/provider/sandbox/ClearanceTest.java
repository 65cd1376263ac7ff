package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.topology.Permission.CONFIRMATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.partita.proto.topology.ListPartyToParticipantResponse.Result;
import io.partita.provider.sandbox.node.Clearances.Recorded;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clearing of the onboarding flag by the node itself (procedure.md 4.3, experiments.md 9.1). */
class ClearanceTest {

    private static final Duration DECISION = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private static World world() {
        return Lab.world().withTimes(DECISION, Duration.ofMillis(30));
    }

    private static void addFlagged(Lab lab, String alice) {
        lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
        lab.establish(alice, 2, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, CONFIRMATION));
    }

    private static boolean flagged(Lab lab, String alice) {
        return lab.head(P2, alice).orElseThrow().getItem().getParticipants(1).hasOnboarding();
    }

    private static long micros(Lab lab, String alice) {
        return Times.micros(lab.head(P2, alice).orElseThrow().getContext().getValidFrom());
    }

    private static void schedule(Lab lab, String alice) {
        Node node = lab.ledger.nodes.get(P2);
        long activation = micros(lab, alice);
        node.exclusive()
                .run(() -> node.clearances().schedule(alice, node.topology().safeTime(activation)));
    }

    @Test
    void theSafeTimeIsTheActivationPlusTheDecisionTimeout() {
        try (Lab lab = Lab.open(world())) {
            String alice = lab.partyOf(P1, "Alice");
            addFlagged(lab, alice);
            Node node = lab.ledger.nodes.get(P2);
            long activation = micros(lab, alice);

            long safe = node.exclusive().read(() -> node.topology().safeTime(activation));

            assertThat(safe).isEqualTo(activation + DECISION.toNanos() / 1_000);
        }
    }

    @Test
    void theFlagIsClearedSoonAfterTheSafeTimeAndNotBefore() {
        try (Lab lab = Lab.open(world())) {
            String alice = lab.partyOf(P1, "Alice");
            addFlagged(lab, alice);
            long activation = micros(lab, alice);
            schedule(lab, alice);
            schedule(lab, alice);

            await().pollInterval(Duration.ofMillis(5)).until(() -> !flagged(lab, alice));

            Result cleared = lab.head(P2, alice).orElseThrow();
            assertThat(cleared.getContext().getSerial()).isEqualTo(3);
            assertThat(cleared.getContext().getSignedByFingerprintsList()).containsExactly(lab.namespace(P2));
            assertThat(Times.micros(cleared.getContext().getSequenced()))
                    .isBetween(
                            activation + DECISION.toNanos() / 1_000, activation + DECISION.toNanos() / 1_000 + 400_000);
        }
    }

    @Test
    void aRecordOfAnImportIsFilledInByTheActivationAndGoesWithTheFlag() {
        try (Lab lab = Lab.open(world())) {
            String alice = lab.partyOf(P1, "Alice");
            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
            Node node = lab.ledger.nodes.get(P2);
            assertThat(record(node, alice, OptionalLong.empty())).isEqualTo(Recorded.NEW);
            assertThat(record(node, alice, OptionalLong.empty())).isEqualTo(Recorded.SAME);

            lab.establish(alice, 2, 1, lab.host(P1, SUBMISSION), lab.onboarding(P2, CONFIRMATION));
            long activation = micros(lab, alice);
            assertThat(record(node, alice, OptionalLong.of(activation))).isEqualTo(Recorded.SAME);
            assertThat(record(node, alice, OptionalLong.empty())).isEqualTo(Recorded.CONFLICT);
            await().pollInterval(Duration.ofMillis(5)).until(() -> !flagged(lab, alice));

            assertThat(record(node, alice, OptionalLong.of(activation))).isEqualTo(Recorded.NEW);
            assertThat(record(node, alice, OptionalLong.empty())).isEqualTo(Recorded.CONFLICT);
        }
    }

    private static Recorded record(Node node, String party, OptionalLong activation) {
        return node.exclusive().write(() -> node.clearances().record(party, activation));
    }

    @Test
    void whatWasDueWhileTheProcessWasAwayHasHappenedWhenTheNetworkIsOpenAgain() throws InterruptedException {
        String alice;
        long activation;
        try (Lab lab = Lab.open(Lab.world().withTimes(Duration.ofMillis(1_200), Duration.ofMillis(30)), folder)) {
            alice = lab.partyOf(P1, "Alice");
            addFlagged(lab, alice);
            activation = micros(lab, alice);
            schedule(lab, alice);
        }
        long dueAgain = activation + 1_200_000 + 1_100_000;
        await().until(() -> Times.micros(now()) > dueAgain);
        try (Lab lab = Lab.open(Lab.world().withTimes(Duration.ofMillis(1_200), Duration.ofMillis(30)), folder)) {
            assertThat(flagged(lab, alice)).isFalse();
            assertThat(micros(lab, alice)).isBetween(activation + 1_200_000, activation + 1_300_000);
        }
    }

    private static com.google.protobuf.Timestamp now() {
        java.time.Instant now = java.time.Instant.now();
        return com.google.protobuf.Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    @Test
    void aDisconnectedNodeClearsAfterItsReconnect() {
        try (Lab lab = Lab.open(world())) {
            String alice = lab.partyOf(P1, "Alice");
            addFlagged(lab, alice);
            schedule(lab, alice);
            Node node = lab.ledger.nodes.get(P2);
            lab.connection(P2)
                    .disconnectAllSynchronizers(
                            io.partita.proto.participant.DisconnectAllSynchronizersRequest.getDefaultInstance());
            long safe = micros(lab, alice) + DECISION.toNanos() / 1_000;
            await().until(() -> Times.micros(now()) > safe + 100_000);
            assertThat(lab.serial(P1, alice)).isEqualTo(2);
            assertThat(node.exclusive().read(node::connected)).isFalse();

            lab.connection(P2)
                    .reconnectSynchronizers(
                            io.partita.proto.participant.ReconnectSynchronizersRequest.getDefaultInstance());

            lab.awaitSerial(P1, alice, 3);
        }
    }
}
