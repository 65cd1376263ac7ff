package io.partita.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc.SynchronizerConnectivityServiceBlockingStub;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse.Result;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc.TopologyManagerReadServiceBlockingStub;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc.TopologyManagerWriteServiceBlockingStub;
import io.partita.provider.sandbox.node.HostingEvents;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/** A network without contracts, and short words for what tests do with it. */
final class Lab implements AutoCloseable {

    static final String P1 = "participant1";
    static final String P2 = "participant2";
    static final String P3 = "participant3";

    final IdleLedger ledger = new IdleLedger();
    final SandboxNetwork network;
    private final Map<String, ManagedChannel> channels = new HashMap<>();

    private Lab(World world, Optional<Path> folder) {
        this.network = folder.map(path -> SandboxNetwork.open(world, path, ledger))
                .orElseGet(() -> SandboxNetwork.inMemory(world, ledger));
    }

    /** Three participants, hurried times. */
    static World world() {
        return World.of(P1, P2, P3).withTimes(java.time.Duration.ofSeconds(2), java.time.Duration.ofMillis(30));
    }

    static Lab open() {
        return open(world());
    }

    static Lab open(World world) {
        return new Lab(world, Optional.empty());
    }

    static Lab open(World world, Path folder) {
        return new Lab(world, Optional.of(folder));
    }

    static World.Party party(String name, int threshold, World.Host... hosts) {
        return new World.Party(name, P1, List.of(hosts), threshold);
    }

    static World.Host hosted(String participant, Permission permission) {
        return new World.Host(participant, permission);
    }

    ManagedChannel admin(String participant) {
        return channels.computeIfAbsent(participant, name -> network.channel(name, Api.ADMIN));
    }

    TopologyManagerWriteServiceBlockingStub write(String participant) {
        return TopologyManagerWriteServiceGrpc.newBlockingStub(admin(participant));
    }

    TopologyManagerReadServiceBlockingStub read(String participant) {
        return TopologyManagerReadServiceGrpc.newBlockingStub(admin(participant));
    }

    SynchronizerConnectivityServiceBlockingStub connection(String participant) {
        return SynchronizerConnectivityServiceGrpc.newBlockingStub(admin(participant));
    }

    String uid(String participant) {
        return network.participants().stream()
                .filter(one -> one.name().equals(participant))
                .findFirst()
                .orElseThrow()
                .uid();
    }

    String namespace(String participant) {
        return uid(participant).substring(uid(participant).indexOf("::") + 2);
    }

    String partyOf(String participant, String name) {
        return name + "::" + namespace(participant);
    }

    StoreId store() {
        return StoreId.newBuilder()
                .setSynchronizer(Synchronizer.newBuilder().setId(network.synchronizerId()))
                .build();
    }

    HostingParticipant host(String participant, Permission permission) {
        return HostingParticipant.newBuilder()
                .setParticipantUid(uid(participant))
                .setPermissionValue(permission.number())
                .build();
    }

    HostingParticipant onboarding(String participant, Permission permission) {
        return host(participant, permission).toBuilder()
                .setOnboarding(HostingParticipant.Onboarding.getDefaultInstance())
                .build();
    }

    static TopologyMapping hosting(String party, int threshold, HostingParticipant... hosts) {
        return TopologyMapping.newBuilder()
                .setPartyToParticipant(PartyToParticipant.newBuilder()
                        .setParty(party)
                        .setThreshold(threshold)
                        .addAllParticipants(List.of(hosts)))
                .build();
    }

    AuthorizeRequest.Builder proposal(int serial, TopologyMapping mapping) {
        return AuthorizeRequest.newBuilder()
                .setProposal(AuthorizeRequest.Proposal.newBuilder()
                        .setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(mapping))
                .setStore(store())
                .setWaitToBecomeEffective(Duration.newBuilder().setSeconds(30));
    }

    AuthorizeRequest.Builder removal(int serial, TopologyMapping mapping) {
        AuthorizeRequest.Builder request = proposal(serial, mapping);
        request.getProposalBuilder().setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE);
        return request;
    }

    SignedTopologyTransaction propose(String participant, int serial, TopologyMapping mapping) {
        return write(participant).authorize(proposal(serial, mapping).build()).getTransaction();
    }

    AuthorizeRequest.Builder byHash(String hash) {
        return AuthorizeRequest.newBuilder().setTransactionHash(hash).setStore(store());
    }

    /** Hosts a party on participants whose signatures all come, and waits until that is effective everywhere. */
    void establish(String party, int serial, int threshold, HostingParticipant... hosts) {
        TopologyMapping mapping = hosting(party, threshold, hosts);
        for (String participant : List.of(P1, P2, P3)) {
            boolean involved = party.endsWith(namespace(participant))
                    || List.of(hosts).stream()
                            .anyMatch(host -> host.getParticipantUid().equals(uid(participant)));
            if (involved
                    && head(P1, party)
                                    .map(Result::getContext)
                                    .map(c -> c.getSerial())
                                    .orElse(0)
                            < serial) {
                propose(participant, serial, mapping);
            }
        }
        assertThat(head(P1, party).orElseThrow().getContext().getSerial()).isEqualTo(serial);
    }

    Optional<Result> head(String participant, String party) {
        return listed(participant, party, false).stream().findFirst();
    }

    List<Result> proposals(String participant, String party) {
        return listed(participant, party, true);
    }

    private List<Result> listed(String participant, String party, boolean proposals) {
        return read(participant)
                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                        .setBaseQuery(BaseQuery.newBuilder()
                                .setStore(store())
                                .setProposals(proposals)
                                .setHeadState(com.google.protobuf.Empty.getDefaultInstance()))
                        .setFilterParty(party)
                        .build())
                .getResultsList();
    }

    int serial(String participant, String party) {
        return head(participant, party)
                .map(result -> result.getContext().getSerial())
                .orElse(0);
    }

    void awaitSerial(String participant, String party, int serial) {
        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> serial(participant, party) == serial);
    }

    /** Events of the Ledger API about a party, as texts. */
    List<String> events(String participant, String party) {
        Node node = ledger.nodes.get(participant);
        return node.exclusive().read(() -> {
            List<String> events = new ArrayList<>();
            for (Update update : node.updates().range(1, node.updates().end())) {
                if (update.kind() == Update.Kind.TOPOLOGY) {
                    HostingEvents.decode(update.payload()).events().stream()
                            .filter(event -> event.party().equals(party))
                            .forEach(event -> events.add(event.change() + " "
                                    + event.participant()
                                            .substring(0, event.participant().indexOf("::"))));
                }
            }
            return events;
        });
    }

    /** The code of the error with which a call ends. */
    static String code(ThrowingCallable call) {
        ErrorInfo info = error(call);
        return info.getReason();
    }

    static ErrorInfo error(ThrowingCallable call) {
        StatusRuntimeException failure = failure(call);
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        assertThat(status).as("details of %s", failure).isNotNull();
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return detail.unpack(ErrorInfo.class);
                } catch (InvalidProtocolBufferException damaged) {
                    throw new AssertionError(damaged);
                }
            }
        }
        throw new AssertionError("no ErrorInfo in " + failure);
    }

    static StatusRuntimeException failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException failure) {
            return failure;
        } catch (Throwable other) {
            throw new AssertionError("not a gRPC status", other);
        }
        throw new AssertionError("the call succeeded");
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        network.close();
    }
}
