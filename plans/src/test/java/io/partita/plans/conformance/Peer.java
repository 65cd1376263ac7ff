package io.partita.plans.conformance;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.AbstractStub;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.topology.GetIdRequest;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.proto.vault.VaultServiceGrpc;
import io.partita.provider.canton.access.EndpointChannel;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.call.Api;
import io.partita.provider.canton.call.ApiChannel;
import io.partita.provider.canton.call.LocalFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One participant, as anybody reaches it: two channels, with TLS and tokens as its file says, and the stubs of the
 * services. Every call has a deadline.
 */
final class Peer implements AutoCloseable {

    /** Longer than any answer that is not waited for. What waits for the synchronizer is polled by whoever asks. */
    private static final long DEADLINE_SECONDS = 120;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Target.Node node;
    private final ApiChannel admin;
    private final ApiChannel ledger;
    private Optional<String> uid = Optional.empty();

    /** @param folder where commands that fetch a token start */
    Peer(Target.Node node, Path folder) {
        this.node = node;
        Environment surroundings = new Environment(folder, System.getenv());
        this.admin = EndpointChannel.to(Api.ADMIN, node.admin(), surroundings);
        this.ledger = EndpointChannel.to(Api.LEDGER, node.ledger(), surroundings);
    }

    Target.Node node() {
        return node;
    }

    String name() {
        return node.name();
    }

    /** {@code name::namespace}, asked for once. */
    synchronized String uid() {
        if (uid.isEmpty()) {
            uid = Optional.of(admin(IdentityInitializationServiceGrpc::newBlockingStub)
                    .getId(GetIdRequest.getDefaultInstance())
                    .getUniqueIdentifier());
        }
        return uid.orElseThrow();
    }

    /** The namespace of its own parties. */
    String namespace() {
        return uid().substring(uid().indexOf("::") + 2);
    }

    /** The user of commands. A token names its user itself; without one any name is taken. */
    String user() {
        return node.ledger().token().isPresent() ? "" : "partita-conformance";
    }

    PackageServiceGrpc.PackageServiceBlockingStub packages() {
        return admin(PackageServiceGrpc::newBlockingStub);
    }

    ParticipantStatusServiceGrpc.ParticipantStatusServiceBlockingStub status() {
        return admin(ParticipantStatusServiceGrpc::newBlockingStub);
    }

    PartyManagementServiceGrpc.PartyManagementServiceBlockingStub parties() {
        return admin(PartyManagementServiceGrpc::newBlockingStub);
    }

    PartyManagementServiceGrpc.PartyManagementServiceStub partyStreams() {
        return admin(PartyManagementServiceGrpc::newStub);
    }

    PruningServiceGrpc.PruningServiceBlockingStub pruning() {
        return admin(PruningServiceGrpc::newBlockingStub);
    }

    SynchronizerConnectivityServiceGrpc.SynchronizerConnectivityServiceBlockingStub connectivity() {
        return admin(SynchronizerConnectivityServiceGrpc::newBlockingStub);
    }

    TopologyManagerReadServiceGrpc.TopologyManagerReadServiceBlockingStub topology() {
        return admin(TopologyManagerReadServiceGrpc::newBlockingStub);
    }

    TopologyManagerWriteServiceGrpc.TopologyManagerWriteServiceBlockingStub proposals() {
        return admin(TopologyManagerWriteServiceGrpc::newBlockingStub);
    }

    VaultServiceGrpc.VaultServiceBlockingStub vault() {
        return admin(VaultServiceGrpc::newBlockingStub);
    }

    StateServiceGrpc.StateServiceBlockingStub state() {
        return ledger(StateServiceGrpc::newBlockingStub);
    }

    UpdateServiceGrpc.UpdateServiceBlockingStub updates() {
        return ledger(UpdateServiceGrpc::newBlockingStub);
    }

    CommandServiceGrpc.CommandServiceBlockingStub commands() {
        return ledger(CommandServiceGrpc::newBlockingStub);
    }

    <S extends AbstractStub<S>> S admin(Function<Channel, S> stub) {
        return on(admin, stub);
    }

    <S extends AbstractStub<S>> S ledger(Function<Channel, S> stub) {
        return on(ledger, stub);
    }

    private static <S extends AbstractStub<S>> S on(ApiChannel line, Function<Channel, S> stub) {
        return stub.apply(channel(line)).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The bare channel of the Admin API, for calls that no stub makes. */
    Channel adminChannel() {
        return channel(admin);
    }

    private static Channel channel(ApiChannel line) {
        try {
            return ClientInterceptors.intercept(line.grpc(), new Authorization(line));
        } catch (LocalFailure fault) {
            throw new IllegalStateException(line + " cannot be opened: " + fault.getMessage(), fault);
        }
    }

    @Override
    public void close() {
        admin.close();
        ledger.close();
    }

    @Override
    public String toString() {
        return name();
    }

    /** Sends the token that the file refers to, if it does. */
    private record Authorization(ApiChannel line) implements ClientInterceptor {
        @Override
        public <Q, S> ClientCall<Q, S> interceptCall(MethodDescriptor<Q, S> method, CallOptions options, Channel next) {
            return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<S> listener, Metadata headers) {
                    try {
                        line.token().value().ifPresent(token -> headers.put(AUTHORIZATION, "Bearer " + token));
                    } catch (LocalFailure fault) {
                        throw new IllegalStateException("no token for " + line + ": " + fault.getMessage(), fault);
                    }
                    super.start(listener, headers);
                }
            };
        }
    }
}
