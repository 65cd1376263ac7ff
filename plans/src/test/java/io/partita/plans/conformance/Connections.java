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
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.awaitility.Awaitility;

/**
 * What a replication switches off for a while and has to leave as found: the connection, the automatic connection, the
 * pruning schedule.
 */
final class Connections {

    private final String alias;
    private final Facts facts;

    /**
     * A participant as found.
     *
     * @param connected aliases of the synchronizers that it is connected to
     * @param manual those that it does not connect to by itself at start
     * @param pruning the schedule
     */
    record Found(SortedSet<String> connected, SortedSet<String> manual, Optional<ParticipantPruningSchedule> pruning) {

        @Override
        public String toString() {
            return "connected to " + connected + ", by hand to " + manual + ", "
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
        SortedSet<String> manual = new TreeSet<>();
        registrations(peer).stream()
                .filter(SynchronizerConnectionConfig::getManualConnect)
                .forEach(config -> manual.add(config.getSynchronizerAlias()));
        return new Found(connected(peer), manual, pruning(peer));
    }

    private static SortedSet<String> connected(Peer peer) {
        SortedSet<String> aliases = new TreeSet<>();
        peer.connectivity()
                .listConnectedSynchronizers(ListConnectedSynchronizersRequest.getDefaultInstance())
                .getConnectedSynchronizersList()
                .forEach(each -> aliases.add(each.getSynchronizerAlias()));
        return aliases;
    }

    boolean isConnected(Peer peer) {
        return connected(peer).contains(alias);
    }

    private static List<SynchronizerConnectionConfig> registrations(Peer peer) {
        return peer
                .connectivity()
                .listRegisteredSynchronizers(ListRegisteredSynchronizersRequest.getDefaultInstance())
                .getResultsList()
                .stream()
                .map(ListRegisteredSynchronizersResponse.Result::getConfig)
                .toList();
    }

    /** The settings of our synchronizer. */
    SynchronizerConnectionConfig settings(Peer peer) {
        return registrations(peer).stream()
                .filter(config -> config.getSynchronizerAlias().equals(alias))
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
        disconnect(peer, alias);
    }

    private void disconnect(Peer peer, String from) {
        peer.connectivity()
                .disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(from)
                        .build());
        Awaitility.await(peer + " is disconnected from " + from)
                .atMost(facts.soon())
                .until(() -> !connected(peer).contains(from));
    }

    /** As an import needs it. */
    void disconnectAll(Peer peer) {
        connected(peer).forEach(each -> disconnect(peer, each));
    }

    void connect(Peer peer) {
        connect(peer, alias);
    }

    private void connect(Peer peer, String to) {
        peer.connectivity()
                .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                        .setSynchronizerAlias(to)
                        .setRetry(true)
                        .build());
        Awaitility.await(peer + " is connected to " + to)
                .atMost(facts.soon())
                .until(() -> connected(peer).contains(to));
    }

    /** Connects to everything that it was connected to. */
    void connectAs(Peer peer, Found found) {
        SortedSet<String> missing = new TreeSet<>(found.connected());
        missing.removeAll(connected(peer));
        missing.forEach(each -> connect(peer, each));
    }

    /** Puts a participant back to how it was found. */
    void restore(Peer peer, Found found) {
        registrations(peer).stream()
                .filter(config -> config.getManualConnect() != found.manual().contains(config.getSynchronizerAlias()))
                .forEach(config -> peer.connectivity()
                        .modifySynchronizer(ModifySynchronizerRequest.newBuilder()
                                .setNewConfig(config.toBuilder()
                                        .setManualConnect(found.manual().contains(config.getSynchronizerAlias())))
                                .setSequencerConnectionValidation(
                                        SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED)
                                .build()));
        if (!pruning(peer).equals(found.pruning())) {
            setPruning(peer, found.pruning());
        }
        connectAs(peer, found);
        connected(peer).stream()
                .filter(each -> !found.connected().contains(each))
                .forEach(each -> disconnect(peer, each));
    }
}
