package io.partita.plans.conformance;

import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.ListConnectedSynchronizersRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.pruning.ClearScheduleRequest;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.pruning.GetParticipantScheduleResponse;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.SetParticipantScheduleRequest;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What a replication switches off for a while and has to leave as found: the connection, the automatic connection, the pruning schedule. */
final class Connections {

    private final String alias;
    private final Facts facts;

    /**
     * A participant as found.
     *
     * @param connected to our synchronizer
     * @param manual not connecting by itself at start
     * @param pruning the schedule
     */
    record Found(boolean connected, boolean manual, Optional<ParticipantPruningSchedule> pruning) {

        @Override
        public String toString() {
            return (connected ? "connected" : "disconnected") + ", connects "
                    + (manual ? "by hand" : "by itself") + ", "
                    + pruning.map(schedule ->
                                    "pruning " + schedule.getSchedule().getCron())
                            .orElse("no pruning");
        }
    }

    Connections(String alias, Facts facts) {
        this.alias = alias;
        this.facts = facts;
    }

    Found of(Peer peer) {
        return new Found(isConnected(peer), registration(peer).getConfig().getManualConnect(), pruning(peer));
    }

    boolean isConnected(Peer peer) {
        return peer
                .connectivity()
                .listConnectedSynchronizers(ListConnectedSynchronizersRequest.getDefaultInstance())
                .getConnectedSynchronizersList()
                .stream()
                .anyMatch(each -> each.getSynchronizerAlias().equals(alias));
    }

    private ListRegisteredSynchronizersResponse.Result registration(Peer peer) {
        return peer
                .connectivity()
                .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                .getResultsList()
                .stream()
                .filter(each -> each.getConfig().getSynchronizerAlias().equals(alias))
                .findFirst()
                .orElseThrow(() -> new AssertionError(peer + " has no registration for " + alias));
    }

    Optional<ParticipantPruningSchedule> pruning(Peer peer) {
        GetParticipantScheduleResponse response =
                peer.pruning().getParticipantSchedule(GetParticipantScheduleRequest.getDefaultInstance());
        return response.hasSchedule() ? Optional.of(response.getSchedule()) : Optional.empty();
    }

    void setPruning(Peer peer, Optional<ParticipantPruningSchedule> schedule) {
        if (schedule.isPresent()) {
            peer.pruning()
                    .setParticipantSchedule(SetParticipantScheduleRequest.newBuilder()
                            .setSchedule(schedule.get())
                            .build());
        } else {
            peer.pruning().clearSchedule(ClearScheduleRequest.getDefaultInstance());
        }
    }

    void disconnect(Peer peer) {
        peer.connectivity()
                .disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(alias)
                        .build());
        Awaitility.await(peer + " is disconnected").atMost(facts.soon()).until(() -> !isConnected(peer));
    }

    void connect(Peer peer) {
        peer.connectivity()
                .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(alias)
                        .setRetry(true)
                        .build());
        Awaitility.await(peer + " is connected").atMost(facts.soon()).until(() -> isConnected(peer));
    }

    /** Puts a participant back to how it was found. */
    void restore(Peer peer, Found found) {
        SynchronizerConnectionConfig config = registration(peer).getConfig();
        if (config.getManualConnect() != found.manual()) {
            peer.connectivity()
                    .modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                            .setNewConfig(config.toBuilder().setManualConnect(found.manual()))
                            .setSequencerConnectionValidation(
                                    SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED)
                            .build());
        }
        if (!pruning(peer).equals(found.pruning())) {
            setPruning(peer, found.pruning());
        }
        if (isConnected(peer) != found.connected()) {
            if (found.connected()) {
                connect(peer);
            } else {
                disconnect(peer);
            }
        }
    }
}
