package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static io.partita.provider.sandbox.Lab.P3;
import static io.partita.provider.sandbox.topology.Permission.OBSERVATION;
import static io.partita.provider.sandbox.topology.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.proto.participant.DisconnectAllSynchronizersRequest;
import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.GetSynchronizerIdRequest;
import io.partita.proto.participant.ListConnectedSynchronizersRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.LogoutRequest;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.ReconnectSynchronizersRequest;
import io.partita.proto.participant.RegisterSynchronizerRequest;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import io.partita.provider.sandbox.genesis.WorldChangedException;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of a node, its death and its restart, within a process and over several (semantics.md 13). */
class ConnectionTest {

    private static final String ALIAS = "mysynchronizer";

    @TempDir
    private Path folder;

    private static void disconnect(Lab lab, String participant) {
        lab.connection(participant)
                .disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(ALIAS)
                        .build());
    }

    private static boolean reconnect(Lab lab, String participant) {
        return lab.connection(participant)
                .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(ALIAS)
                        .setRetry(true)
                        .build())
                .getConnectedSuccessfully();
    }

    private static boolean connected(Lab lab, String participant) {
        return lab.connection(participant)
                        .listConnectedSynchronizers(ListConnectedSynchronizersRequest.getDefaultInstance())
                        .getConnectedSynchronizersCount()
                == 1;
    }

    private static SynchronizerConnectionConfig registration(Lab lab, String participant) {
        return lab.connection(participant)
                .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                .getResults(0)
                .getConfig();
    }

    private static void modify(Lab lab, String participant, SynchronizerConnectionConfig config) {
        lab.connection(participant)
                .modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                        .setNewConfig(config)
                        .setSequencerConnectionValidation(
                                SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_ALL)
                        .build());
    }

    private static void sequence(Lab lab, String text) {
        Node node = lab.ledger.nodes.get(P1);
        node.exclusive().run(() -> node.synchronizer().sequence(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> transactions(Lab lab, String participant) {
        Node node = lab.ledger.nodes.get(participant);
        return node.exclusive().read(() -> {
            List<String> texts = new ArrayList<>();
            node.updates().range(1, Long.MAX_VALUE).forEach(update -> {
                if (update.kind() == Update.Kind.TRANSACTION) {
                    texts.add(new String(update.payload(), StandardCharsets.UTF_8));
                }
            });
            return texts;
        });
    }

    @Test
    void aDisconnectedNodeKeepsWhatItKnewAndCannotWrite() {
        try (Lab lab = Lab.open()) {
            String alice = lab.partyOf(P1, "Alice");
            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
            disconnect(lab, P2);
            disconnect(lab, P2);
            lab.propose(P1, 2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)));

            assertThat(connected(lab, P2)).isFalse();
            assertThat(lab.proposals(P2, alice)).isEmpty();
            assertThat(lab.proposals(P3, alice)).hasSize(1);
            assertThat(Lab.code(() -> lab.propose(
                            P2, 2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)))))
                    .isEqualTo("TOPOLOGY_STORE_NOT_FOUND");

            assertThat(reconnect(lab, P2)).isTrue();
            assertThat(reconnect(lab, P2)).isTrue();
            assertThat(lab.proposals(P2, alice)).hasSize(1);
        }
    }

    @Test
    void transactionsMissedWhileDisconnectedComeInTheirOrder() {
        try (Lab lab = Lab.open()) {
            sequence(lab, "one");
            lab.connection(P2).disconnectAllSynchronizers(DisconnectAllSynchronizersRequest.getDefaultInstance());
            sequence(lab, "two");
            sequence(lab, "three");
            assertThat(transactions(lab, P2)).containsExactly("one");

            lab.connection(P2).reconnectSynchronizers(ReconnectSynchronizersRequest.getDefaultInstance());

            assertThat(transactions(lab, P2)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void theRegistrationKeepsWhatTheSandboxDoesNotKnow() {
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            SynchronizerConnectionConfig manual = registration(lab, P2).toBuilder()
                    .setManualConnect(true)
                    .setUnknownFields(UnknownFieldSet.newBuilder()
                            .addField(
                                    99,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addVarint(7)
                                            .build())
                            .build())
                    .build();
            modify(lab, P2, manual);
            assertThat(registration(lab, P2)).isEqualTo(manual);
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            assertThat(registration(lab, P2).getUnknownFields().getField(99).getVarintList())
                    .containsExactly(7L);
        }
    }

    @Test
    void onlyARestartOfTheNodeConnectsByItselfAndNotIfToBeConnectedByHand() {
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            disconnect(lab, P2);
            disconnect(lab, P3);
            modify(
                    lab,
                    P3,
                    registration(lab, P3).toBuilder().setManualConnect(true).build());
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            assertThat(connected(lab, P1)).isTrue();
            assertThat(connected(lab, P2)).isFalse();
            assertThat(connected(lab, P3)).isFalse();

            lab.network.restart(P2);
            lab.network.restart(P3);

            assertThat(connected(lab, P2)).isTrue();
            assertThat(connected(lab, P3)).isFalse();
            assertThat(reconnect(lab, P3)).isTrue();
        }
    }

    @Test
    void aFatalTransactionKillsTheNodeAtEveryStartUntilItsCauseIsGone() {
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            sequence(lab, "before");
            sequence(lab, "poison:" + P2);
            sequence(lab, "after");

            assertThat(unavailable(lab)).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(lab.network.causeOfDeath(P2)).contains("a contract is missing");
            assertThat(transactions(lab, P1)).containsExactly("before", "poison:" + P2, "after");
            lab.network.restart(P2);
            assertThat(unavailable(lab)).isEqualTo(Status.Code.UNAVAILABLE);
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            assertThat(unavailable(lab)).isEqualTo(Status.Code.UNAVAILABLE);
            lab.ledger.antidotes.add(P2);
            lab.network.restart(P2);

            assertThat(connected(lab, P2)).isTrue();
            assertThat(lab.network.causeOfDeath(P2)).isEmpty();
            assertThat(transactions(lab, P2)).isEqualTo(transactions(lab, P1));
        }
    }

    private static Status.Code unavailable(Lab lab) {
        return Lab.failure(() -> connected(lab, P2)).getStatus().getCode();
    }

    @Test
    void aNodeConnectedByHandSurvivesARestartWithAPoisonedLog() {
        try (Lab lab = Lab.open()) {
            modify(
                    lab,
                    P2,
                    registration(lab, P2).toBuilder().setManualConnect(true).build());
            sequence(lab, "poison:" + P2);
            lab.network.restart(P2);

            assertThat(connected(lab, P2)).isFalse();
            assertThatThrownBy(() -> reconnect(lab, P2))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageStartingWith("UNAVAILABLE");
        }
    }

    @Test
    void errorsOfConnections() {
        try (Lab lab = Lab.open()) {
            var connection = lab.connection(P2);
            SynchronizerConnectionConfig config = registration(lab, P2);
            SynchronizerConnectionConfig.Builder elsewhere = config.toBuilder();
            elsewhere
                    .getSequencerConnectionsBuilder()
                    .getSequencerConnectionsBuilder(0)
                    .getGrpcBuilder()
                    .setConnections(0, "http://127.0.0.1:1");

            assertThat(Lab.code(() -> connection.reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                            .setSynchronizerAlias("nosuch")
                            .build())))
                    .isEqualTo("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
            assertThat(Lab.code(() -> connection.disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                            .setSynchronizerAlias("nosuch")
                            .build())))
                    .isEqualTo("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
            assertThat(Lab.failure(() -> connection.logout(LogoutRequest.newBuilder()
                            .setSynchronizerAlias("no")
                            .build())))
                    .hasMessageContaining("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER(11,0): ");
            assertThat(Lab.error(() -> connection.getSynchronizerId(GetSynchronizerIdRequest.getDefaultInstance()))
                            .getMetadataMap())
                    .containsEntry("synchronizerAlias", "Synchronizer ''");
            assertThat(Lab.code(() -> modify(lab, P2, elsewhere.build()))).isEqualTo("SYNC_SERVICE_BAD_CONNECTIVITY");
            assertThat(Lab.code(() -> modify(
                            lab,
                            P2,
                            config.toBuilder().setSynchronizerAlias("nosuch").build())))
                    .isEqualTo("SYNC_SERVICE_ALIAS_RESOLUTION");
            assertThat(Lab.code(() -> connection.modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                            .setPhysicalSynchronizerId(lab.network.synchronizerId() + "::35-7")
                            .setNewConfig(config)
                            .setSequencerConnectionValidation(
                                    SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_ALL)
                            .build())))
                    .isEqualTo("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");
            assertThat(Lab.code(() -> connection.modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                            .setNewConfig(config)
                            .build())))
                    .isEqualTo("PROTO_DESERIALIZATION_FAILURE");
            assertThat(Lab.code(() -> connection.registerSynchronizer(RegisterSynchronizerRequest.newBuilder()
                            .setConfig(config)
                            .build())))
                    .isEqualTo("SYNCHRONIZER_REGISTRATION");
        }
    }

    @Test
    void unreachableSequencersAreAcceptedWithoutValidation() {
        try (Lab lab = Lab.open()) {
            SynchronizerConnectionConfig.Builder elsewhere = registration(lab, P2).toBuilder();
            elsewhere
                    .getSequencerConnectionsBuilder()
                    .getSequencerConnectionsBuilder(0)
                    .getGrpcBuilder()
                    .setConnections(0, "http://127.0.0.1:1");
            lab.connection(P2)
                    .modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                            .setNewConfig(elsewhere)
                            .setSequencerConnectionValidation(
                                    SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED)
                            .build());

            assertThat(registration(lab, P2)).isEqualTo(elsewhere.build());
            assertThat(connected(lab, P2)).isTrue();
            lab.network.restart(P2);
            assertThat(connected(lab, P2)).isFalse();
        }
    }

    @Test
    void everythingIsThereAfterReopening() {
        String alice;
        Object mapping;
        List<String> events;
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            alice = lab.partyOf(P1, "Alice");
            lab.establish(alice, 1, 1, lab.host(P1, SUBMISSION));
            lab.propose(P2, 2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)));
            mapping = lab.head(P1, alice);
            events = lab.events(P1, alice);
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            assertThat(lab.partyOf(P1, "Alice")).isEqualTo(alice);
            assertThat((Object) lab.head(P1, alice)).isEqualTo(mapping);
            assertThat(lab.events(P1, alice)).isEqualTo(events);
            assertThat(lab.proposals(P3, alice)).hasSize(1);
            lab.propose(P1, 2, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION), lab.host(P2, OBSERVATION)));
            assertThat(lab.serial(P3, alice)).isEqualTo(2);
        }
    }

    @Test
    void whatWasAcceptedWithoutWaitingIsThereAfterReopening() {
        String alice;
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            alice = lab.partyOf(P1, "Alice");
            lab.write(P1)
                    .authorize(lab.proposal(1, Lab.hosting(alice, 1, lab.host(P1, SUBMISSION)))
                            .clearWaitToBecomeEffective()
                            .build());
        }
        try (Lab lab = Lab.open(Lab.world(), folder)) {
            lab.awaitSerial(P1, alice, 1);
        }
    }

    @Test
    void anotherWorldIsRefused() {
        Lab.open(Lab.world(), folder).close();

        assertThatThrownBy(() -> Lab.open(Lab.world().withProtocolVersion(34), folder))
                .isInstanceOf(WorldChangedException.class)
                .hasMessageContaining("protocol version 35")
                .hasMessageContaining("protocol version 34");
        Lab.open(Lab.world(), folder).close();
    }
}
