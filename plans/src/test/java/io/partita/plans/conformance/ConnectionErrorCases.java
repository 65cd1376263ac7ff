package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.admin;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.GetSynchronizerIdRequest;
import io.partita.proto.participant.ListDarsRequest;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.proto.pruning.SetCronRequest;
import io.partita.proto.pruning.SetScheduleRequest;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.opentest4j.TestAbortedException;

/** What is refused about connections, pruning schedules and methods that do not exist. */
final class ConnectionErrorCases {

    private static final Refused UNKNOWN = Refused.by("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER", 11);
    private static final Refused UNREADABLE = Refused.by("PROTO_DESERIALIZATION_FAILURE", 8);
    private static final Refused NO_METHOD = Refused.plain(Status.Code.UNIMPLEMENTED, "Method not found");
    private static final int LONG_CRON = 400;

    /** A length without as many bytes behind it. */
    private static final byte[] UNDECODABLE = {0x0A, 0x7F, 0x01};

    List<Case> cases() {
        return List.of(
                admin(
                        "reconnect-unknown",
                        "connecting to an alias that nobody knows",
                        UNKNOWN,
                        g -> g.destination()
                                .connectivity()
                                .reconnectSynchronizer(ReconnectSynchronizerRequest.newBuilder()
                                        .setSynchronizerAlias(g.name("nosuch"))
                                        .build())),
                admin(
                        "disconnect-unknown",
                        "disconnecting from an alias that nobody knows",
                        UNKNOWN,
                        g -> g.destination()
                                .connectivity()
                                .disconnectSynchronizer(DisconnectSynchronizerRequest.newBuilder()
                                        .setSynchronizerAlias(g.name("nosuch"))
                                        .build())),
                admin(
                        "alias-unknown",
                        "the id of an alias that nobody knows",
                        UNKNOWN,
                        g -> g.destination()
                                .connectivity()
                                .getSynchronizerId(GetSynchronizerIdRequest.newBuilder()
                                        .setSynchronizerAlias(g.name("nosuch"))
                                        .build())),
                modify(
                        "modify-unknown",
                        "settings of an alias that nobody knows",
                        Refused.byAnyOf(11, "SYNC_SERVICE_ALIAS_RESOLUTION", "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER"),
                        request -> request.setNewConfig(
                                request.getNewConfig().toBuilder().setSynchronizerAlias("nosuch"))),
                modify(
                        "modify-no-validation",
                        "settings without a kind of validation",
                        UNREADABLE,
                        ModifySynchronizerRequest.Builder::clearSequencerConnectionValidation),
                modify("modify-nothing", "no settings", UNREADABLE, ModifySynchronizerRequest.Builder::clearNewConfig),
                modify(
                        "modify-other-physical",
                        "settings of a physical synchronizer that nobody knows",
                        UNKNOWN,
                        request -> request.setPhysicalSynchronizerId(request.getPhysicalSynchronizerId() + "7")),
                schedule("pruning-bad-cron", "a schedule that is none", request -> request.setCron("not a cron")),
                schedule("pruning-five-fields", "a cron of five fields", request -> request.setCron("0 8 * * *")),
                schedule("pruning-no-cron", "no cron", PruningSchedule.Builder::clearCron),
                schedule(
                        "pruning-long-cron",
                        "a cron that is too long",
                        request -> request.setCron("0 ".repeat(LONG_CRON))),
                schedule("pruning-no-duration", "no longest duration", PruningSchedule.Builder::clearMaxDuration),
                schedule(
                        "pruning-zero-duration",
                        "a longest duration of 0",
                        request -> request.setMaxDuration(Duration.getDefaultInstance())),
                schedule("pruning-no-retention", "no retention", PruningSchedule.Builder::clearRetention),
                schedule(
                        "pruning-negative-retention",
                        "a retention below 0",
                        request -> request.setRetention(Durations.fromSeconds(-1))),
                admin(
                        "pruning-change-nothing",
                        "a change of a schedule that is not set",
                        Refused.plain(Status.Code.INVALID_ARGUMENT, "has not been previously configured"),
                        ConnectionErrorCases::changeNothing),
                admin(
                        "method-unknown",
                        "a method that nobody knows of a service that there is",
                        NO_METHOD,
                        g -> call(
                                g,
                                "com.digitalasset.canton.admin.participant.v30.PartyManagementService/NoSuchMethod",
                                new byte[0])),
                admin(
                        "service-unknown",
                        "a service that nobody knows",
                        NO_METHOD,
                        g -> call(g, "com.digitalasset.canton.nosuch.v1.NoService/Nothing", new byte[0])),
                admin(
                        "ledger-on-admin",
                        "a method of the Ledger API on the port of the Admin API",
                        NO_METHOD,
                        g -> g.source()
                                .admin(StateServiceGrpc::newBlockingStub)
                                .getLedgerEnd(GetLedgerEndRequest.getDefaultInstance())),
                admin(
                        "admin-on-ledger",
                        "a method of the Admin API on the port of the Ledger API",
                        NO_METHOD,
                        g -> g.source()
                                .ledger(PackageServiceGrpc::newBlockingStub)
                                .listDars(ListDarsRequest.getDefaultInstance())),
                admin(
                        "bytes-undecodable",
                        "a request that is no message",
                        Refused.plain(Status.Code.UNKNOWN, "Application error processing RPC"),
                        g -> call(
                                g,
                                "com.digitalasset.canton.admin.participant.v30.PruningService/SetSchedule",
                                UNDECODABLE)));
    }

    /** Settings as they are, with something wrong: none of it changes anything. */
    private static Case modify(
            String name, String what, Refused refused, UnaryOperator<ModifySynchronizerRequest.Builder> wrong) {
        return admin(
                name,
                what,
                refused,
                g -> g.destination()
                        .connectivity()
                        .modifySynchronizer(wrong.apply(ModifySynchronizerRequest.newBuilder()
                                        .setPhysicalSynchronizerId(g.facts().physical())
                                        .setNewConfig(g.connections().settings(g.destination()))
                                        .setSequencerConnectionValidation(
                                                SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED))
                                .build()));
    }

    private static Case schedule(String name, String what, UnaryOperator<PruningSchedule.Builder> wrong) {
        return admin(
                name,
                "a pruning schedule: " + what,
                UNREADABLE,
                g -> g.source()
                        .pruning()
                        .setSchedule(SetScheduleRequest.newBuilder()
                                .setSchedule(wrong.apply(PruningSchedule.newBuilder()
                                        .setCron("0 0 8 ? * SAT")
                                        .setMaxDuration(Durations.fromHours(8))
                                        .setRetention(Durations.fromDays(90))))
                                .build()));
    }

    private static void changeNothing(Ground ground) {
        Peer without = ground.peers().stream()
                .filter(peer -> ground.connections().pruning(peer).isEmpty())
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("every participant has a schedule"));
        without.pruning()
                .setCron(SetCronRequest.newBuilder().setCron("0 0 12 * * ?").build());
    }

    private static void call(Ground ground, String method, byte[] request) {
        ClientCalls.blockingUnaryCall(
                ground.source().adminChannel(),
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method)
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build(),
                CallOptions.DEFAULT,
                request);
    }

    /** Messages as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
