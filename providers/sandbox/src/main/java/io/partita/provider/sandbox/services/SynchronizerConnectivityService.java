package io.partita.provider.sandbox.services;

import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ConnectSynchronizerRequest;
import io.partita.proto.participant.ConnectSynchronizerResponse;
import io.partita.proto.participant.DisconnectAllSynchronizersRequest;
import io.partita.proto.participant.DisconnectAllSynchronizersResponse;
import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.DisconnectSynchronizerResponse;
import io.partita.proto.participant.GetSynchronizerIdRequest;
import io.partita.proto.participant.GetSynchronizerIdResponse;
import io.partita.proto.participant.ListConnectedSynchronizersRequest;
import io.partita.proto.participant.ListConnectedSynchronizersResponse;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse;
import io.partita.proto.participant.LogoutRequest;
import io.partita.proto.participant.LogoutResponse;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.ModifySynchronizerResponse;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.ReconnectSynchronizerResponse;
import io.partita.proto.participant.ReconnectSynchronizersRequest;
import io.partita.proto.participant.ReconnectSynchronizersResponse;
import io.partita.proto.participant.RegisterSynchronizerRequest;
import io.partita.proto.participant.RegisterSynchronizerResponse;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.ConnectionLost;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.node.Registration;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The connection of a node to the synchronizer (procedure.md 3.2). */
final class SynchronizerConnectivityService
        extends SynchronizerConnectivityServiceGrpc.SynchronizerConnectivityServiceImplBase {

    /** How long a real node tries to reach sequencers before it gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Before 3.4 the health has the number that the physical id got later. */
    private static final UnknownFieldSet HEALTHY_BEFORE_PHYSICAL_IDS = UnknownFieldSet.newBuilder()
            .addField(3, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();

    private final ParticipantNode node;
    private final Calls calls;

    SynchronizerConnectivityService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void listConnectedSynchronizers(
            ListConnectedSynchronizersRequest request, StreamObserver<ListConnectedSynchronizersResponse> answer) {
        calls.answer(answer, () -> {
            ListConnectedSynchronizersResponse.Builder response = ListConnectedSynchronizersResponse.newBuilder();
            if (node.connected()) {
                ListConnectedSynchronizersResponse.Result.Builder result =
                        ListConnectedSynchronizersResponse.Result.newBuilder()
                                .setSynchronizerAlias(node.alias())
                                .setSynchronizerId(node.synchronizer().logicalId());
                response.addConnectedSynchronizers(
                        node.release().knowsPhysicalIds()
                                ? result.setPhysicalSynchronizerId(node.physicalSynchronizer())
                                        .setHealthy(true)
                                : result.setUnknownFields(HEALTHY_BEFORE_PHYSICAL_IDS));
            }
            return response.build();
        });
    }

    @Override
    public void listRegisteredSynchronizers(
            ListRegisteredSynchronizersRequest request, StreamObserver<ListRegisteredSynchronizersResponse> answer) {
        calls.answer(answer, () -> {
            ListRegisteredSynchronizersResponse.Result.Builder result =
                    ListRegisteredSynchronizersResponse.Result.newBuilder()
                            .setConfig(node.registration())
                            .setConnected(node.connected());
            if (node.release().knowsPhysicalIds()) {
                result.setPhysicalSynchronizerId(node.physicalSynchronizer());
            }
            if (node.release().atLeast(3, 5)) {
                result.setStatus(ListRegisteredSynchronizersResponse.Status.STATUS_ACTIVE);
            }
            return ListRegisteredSynchronizersResponse.newBuilder()
                    .addResults(result)
                    .build();
        });
    }

    @Override
    public void getSynchronizerId(GetSynchronizerIdRequest request, StreamObserver<GetSynchronizerIdResponse> answer) {
        calls.answer(answer, () -> {
            requireAlias(request.getSynchronizerAlias());
            if (!node.release().knowsPhysicalIds()) {
                // Before 3.4 the logical id has the number that the physical one got later.
                return GetSynchronizerIdResponse.newBuilder()
                        .setPhysicalSynchronizerId(node.synchronizer().logicalId())
                        .build();
            }
            return GetSynchronizerIdResponse.newBuilder()
                    .setSynchronizerId(node.synchronizer().logicalId())
                    .setPhysicalSynchronizerId(node.physicalSynchronizer())
                    .build();
        });
    }

    @Override
    public void connectSynchronizer(
            ConnectSynchronizerRequest request, StreamObserver<ConnectSynchronizerResponse> answer) {
        calls.answer(answer, () -> {
            requireRegistered(request.getConfig());
            connect();
            return ConnectSynchronizerResponse.newBuilder()
                    .setConnectedSuccessfully(true)
                    .build();
        });
    }

    @Override
    public void registerSynchronizer(
            RegisterSynchronizerRequest request, StreamObserver<RegisterSynchronizerResponse> answer) {
        calls.answer(answer, () -> {
            requireRegistered(request.getConfig());
            throw CantonError.of(
                            "SYNCHRONIZER_REGISTRATION",
                            10,
                            "The synchronizer with alias " + request.getConfig().getSynchronizerAlias()
                                    + " has already been registered.")
                    .with("synchronizerAlias", shown(request.getConfig().getSynchronizerAlias()))
                    .exception();
        });
    }

    /** There is one synchronizer here: another alias, or other sequencers, lead nowhere. */
    private void requireRegistered(SynchronizerConnectionConfig config) {
        boolean known = config.getSynchronizerAlias().equals(node.alias());
        if (!known || !Registration.reachable(config)) {
            throw badConnectivity(config).exception();
        }
    }

    @Override
    public void reconnectSynchronizer(
            ReconnectSynchronizerRequest request, StreamObserver<ReconnectSynchronizerResponse> answer) {
        calls.answerLater(answer, () -> {
            requireAlias(request.getSynchronizerAlias());
            if (node.connected() || node.sequencersReachable()) {
                connect();
                return CompletableFuture.completedFuture(reconnected(true));
            }
            return afterPatience(() -> {
                if (request.getRetry()) {
                    return reconnected(false);
                }
                throw notAvailable().exception();
            });
        });
    }

    private static ReconnectSynchronizerResponse reconnected(boolean successfully) {
        return ReconnectSynchronizerResponse.newBuilder()
                .setConnectedSuccessfully(successfully)
                .build();
    }

    private <T> CompletableFuture<T> afterPatience(Supplier<T> outcome) {
        CompletableFuture<T> future = new CompletableFuture<>();
        node.synchronizer().after(PATIENCE, () -> {
            try {
                future.complete(outcome.get());
            } catch (CantonException refused) {
                future.completeExceptionally(refused);
            }
        });
        return future;
    }

    @Override
    public void reconnectSynchronizers(
            ReconnectSynchronizersRequest request, StreamObserver<ReconnectSynchronizersResponse> answer) {
        calls.answerLater(answer, () -> {
            ReconnectSynchronizersResponse done = ReconnectSynchronizersResponse.getDefaultInstance();
            if (node.connected() || node.sequencersReachable()) {
                connect();
                return CompletableFuture.completedFuture(done);
            }
            return afterPatience(() -> {
                if (request.getIgnoreFailures()) {
                    return done;
                }
                throw notAvailable().exception();
            });
        });
    }

    private void connect() {
        try {
            node.connect();
        } catch (ConnectionLost lost) {
            throw CantonException.plain(Status.Code.INTERNAL, lost.getMessage());
        }
    }

    private CantonError notAvailable() {
        String alias = node.alias();
        return CantonError.of(
                        "SYNCHRONIZER_IS_NOT_AVAILABLE",
                        1,
                        "Cannot connect to synchronizer Synchronizer '" + alias + "'")
                .with("synchronizer", alias)
                .with("alias", shown(alias))
                .with("reason", "TimeoutError(Connection pool failed to initialize within 30 seconds)");
    }

    @Override
    public void modifySynchronizer(
            ModifySynchronizerRequest request, StreamObserver<ModifySynchronizerResponse> answer) {
        calls.answer(answer, () -> {
            if (!request.hasNewConfig()) {
                throw CantonError.undecodable("FieldNotSet(new_config)").exception();
            }
            if (request.getSequencerConnectionValidation()
                    == SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_UNSPECIFIED) {
                throw CantonError.undecodable(
                                "ValueConversionError(sequencer_connection_validation,Unknown value: SEQUENCER_CONNECTION_VALIDATION_UNSPECIFIED)")
                        .exception();
            }
            SynchronizerConnectionConfig config = request.getNewConfig();
            requireKnown(request, config);
            boolean validated = request.getSequencerConnectionValidation()
                    != SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED;
            if (validated && !Registration.reachable(config)) {
                throw badConnectivity(config).exception();
            }
            node.register(config);
            return ModifySynchronizerResponse.getDefaultInstance();
        });
    }

    private void requireKnown(ModifySynchronizerRequest request, SynchronizerConnectionConfig config) {
        String physicalId = request.getPhysicalSynchronizerId();
        if (request.hasPhysicalSynchronizerId() && !physicalId.equals(node.physicalSynchronizer())) {
            throw CantonError.of(
                            "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER",
                            11,
                            "The synchronizer with physical synchronizer id " + Uid.shortenedPhysical(physicalId)
                                    + " is unknown.")
                    .with("psid", Uid.shortenedPhysical(physicalId))
                    .exception();
        }
        String alias = config.getSynchronizerAlias();
        if (!alias.equals(node.alias())) {
            String why =
                    "Synchronizer with alias `" + shown(alias) + "` is unknown. Has the synchronizer been registered?";
            throw CantonError.of(
                            "SYNC_SERVICE_ALIAS_RESOLUTION",
                            11,
                            "Unable to find single active synchronizer connection for " + alias + ": " + why)
                    .with("synchronizerAlias", shown(alias))
                    .with("error", why)
                    .exception();
        }
    }

    private static CantonError badConnectivity(SynchronizerConnectionConfig config) {
        String why = "no sequencer of synchronizer " + config.getSynchronizerAlias() + " can be reached";
        return CantonError.of(
                        "SYNC_SERVICE_BAD_CONNECTIVITY",
                        9,
                        "The provided sequencer connections are inconsistent: " + why + ".")
                .with("errors", why);
    }

    @Override
    public void disconnectSynchronizer(
            DisconnectSynchronizerRequest request, StreamObserver<DisconnectSynchronizerResponse> answer) {
        calls.answer(answer, () -> {
            requireAlias(request.getSynchronizerAlias());
            node.disconnect();
            return DisconnectSynchronizerResponse.getDefaultInstance();
        });
    }

    @Override
    public void disconnectAllSynchronizers(
            DisconnectAllSynchronizersRequest request, StreamObserver<DisconnectAllSynchronizersResponse> answer) {
        calls.answer(answer, () -> {
            node.disconnect();
            return DisconnectAllSynchronizersResponse.getDefaultInstance();
        });
    }

    @Override
    public void logout(LogoutRequest request, StreamObserver<LogoutResponse> answer) {
        calls.answer(answer, () -> {
            if (!request.getSynchronizerAlias().equals(node.alias())) {
                // This one call has the error in its text only.
                CantonError unknown = unknownAlias(request.getSynchronizerAlias());
                throw CantonException.plain(Status.Code.NOT_FOUND, unknown.text("0"));
            }
            return LogoutResponse.getDefaultInstance();
        });
    }

    private void requireAlias(String alias) {
        if (!alias.equals(node.alias()) || node.isStillStarting()) {
            throw unknownAlias(alias).exception();
        }
    }

    private static CantonError unknownAlias(String alias) {
        return CantonError.of(
                        "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER",
                        11,
                        "The synchronizer with alias " + alias + " is unknown.")
                .with("synchronizerAlias", shown(alias));
    }

    private static String shown(String alias) {
        return "Synchronizer '" + alias + "'";
    }
}
