package io.partita.provider.sandbox.node;

import com.google.protobuf.Duration;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.sequencer.SequencerConnection;
import io.partita.proto.sequencer.SequencerConnectionPoolDelays;
import io.partita.proto.sequencer.SequencerConnections;
import io.partita.proto.sequencer.SubmissionRequestAmplification;
import io.partita.proto.time.SynchronizerTimeTrackerConfig;
import io.partita.proto.time.TimeProofRequestConfig;

/** How a node is registered with the synchronizer: the message that it keeps, unknown fields included. */
public final class Registration {

    /** The only address at which a sequencer answers here. */
    public static final String SEQUENCER = "http://sequencer1.sandbox:5001";

    private Registration() {}

    /** The registration that a node starts with. */
    public static SynchronizerConnectionConfig initial(String alias, String sequencerId, boolean manualConnect) {
        return SynchronizerConnectionConfig.newBuilder()
                .setSynchronizerAlias(alias)
                .setSequencerConnections(SequencerConnections.newBuilder()
                        .addSequencerConnections(SequencerConnection.newBuilder()
                                .setGrpc(SequencerConnection.Grpc.newBuilder().addConnections(SEQUENCER))
                                .setAlias("sequencer1")
                                .setSequencerId(sequencerId))
                        .setSequencerTrustThreshold(1)
                        .setSubmissionRequestAmplification(SubmissionRequestAmplification.newBuilder()
                                .setFactor(1)
                                .setPatience(millis(0)))
                        .setSequencerConnectionPoolDelays(SequencerConnectionPoolDelays.newBuilder()
                                .setMinRestartDelay(millis(10))
                                .setMaxRestartDelay(millis(10_000))
                                .setSubscriptionRequestDelay(millis(1_000))
                                .setWarnValidationDelay(millis(20_000))))
                .setTimeTracker(SynchronizerTimeTrackerConfig.newBuilder()
                        .setObservationLatency(millis(250))
                        .setPatienceDuration(millis(500))
                        .setMinObservationDuration(millis(86_400_000))
                        .setTimeProofRequest(TimeProofRequestConfig.newBuilder()
                                .setInitialRetryDelay(millis(200))
                                .setMaxRetryDelay(millis(5_000))
                                .setMaxSequencingDelay(millis(10_000))))
                .setManualConnect(manualConnect)
                .build();
    }

    /** Whether the sequencers of a registration answer. */
    public static boolean reachable(SynchronizerConnectionConfig config) {
        return config.getSequencerConnections().getSequencerConnectionsList().stream()
                .flatMap(connection -> connection.getGrpc().getConnectionsList().stream())
                .anyMatch(SEQUENCER::equals);
    }

    private static Duration millis(long millis) {
        return Duration.newBuilder()
                .setSeconds(millis / 1_000)
                .setNanos((int) (millis % 1_000) * 1_000_000)
                .build();
    }
}
