package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.admin;
import static io.partita.plans.conformance.Wanted.CONFIRMATION;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.partita.proto.protocol.Enums;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AddTransactionsRequest;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the topology managers refuse. The party of these cases is hosted on the source alone, with serial 1, and stays
 * so.
 */
final class TopologyErrorCases {

    private static final Refused UNREADABLE = Refused.by("PROTO_DESERIALIZATION_FAILURE", 8);
    private static final Refused NO_KEY = Refused.by("TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE", 11);
    private static final Refused NO_STORE = Refused.by("TOPOLOGY_STORE_NOT_FOUND", 11);
    private static final Refused SERIAL = Refused.by("TOPOLOGY_SERIAL_MISMATCH", 9);
    private static final Refused EXISTS = Refused.by("TOPOLOGY_MAPPING_ALREADY_EXISTS", 10);

    private Optional<String> party = Optional.empty();

    private String party(Ground ground) {
        if (party.isEmpty()) {
            party = Optional.of(ground.allocate(ground.name("Refused")));
        }
        return party.get();
    }

    List<Case> cases() {
        return List.of(
                admin(
                        "topology-serial",
                        "a serial that is not the next",
                        SERIAL,
                        g -> propose(g, g.destination(), both(g), 7)),
                admin(
                        "topology-first-serial",
                        "a first definition with serial 5",
                        SERIAL,
                        g -> propose(g, g.source(), Topology.mapping(g.id(g.name("Fresh")), 1, submitting(g)), 5)),
                admin(
                        "topology-same",
                        "the mapping in force, serial left to the node",
                        EXISTS,
                        g -> propose(g, g.source(), alone(g), 0)),
                admin(
                        "topology-same-next",
                        "the mapping in force with the next serial",
                        EXISTS,
                        g -> propose(g, g.source(), alone(g), 2)),
                admin(
                        "topology-unknown-store",
                        "a synchronizer that nobody knows",
                        NO_STORE,
                        g -> change(
                                g,
                                g.destination(),
                                request -> request.setStore(
                                        Facts.store("nosuch::" + g.source().namespace())))),
                admin(
                        "topology-unknown-physical",
                        "a physical synchronizer that nobody knows",
                        NO_STORE,
                        g -> change(
                                g,
                                g.destination(),
                                request -> request.setStore(StoreId.newBuilder()
                                        .setSynchronizer(Synchronizer.newBuilder()
                                                .setPhysicalId(g.facts().physical() + "7"))))),
                admin(
                        "topology-physical-as-logical",
                        "a physical id where a logical one belongs",
                        UNREADABLE,
                        g -> change(
                                g,
                                g.destination(),
                                request ->
                                        request.setStore(Facts.store(g.facts().physical())))),
                admin(
                        "topology-no-store",
                        "no store",
                        UNREADABLE,
                        g -> change(g, g.destination(), AuthorizeRequest.Builder::clearStore)),
                admin(
                        "topology-not-full",
                        "the party's signature is missing and asked for",
                        Refused.redacted(Status.Code.INVALID_ARGUMENT),
                        g -> change(g, g.destination(), request -> request.setMustFullyAuthorize(true))),
                admin(
                        "topology-nothing-to-sign",
                        "a participant that the change does not concern",
                        NO_KEY,
                        g -> propose(
                                g,
                                g.destination(),
                                Topology.mapping(party(g), 1, Topology.host(g.source(), CONFIRMATION)),
                                2)),
                admin(
                        "topology-foreign-key",
                        "signed by a key that is not the node's",
                        NO_KEY,
                        g -> change(
                                g,
                                g.source(),
                                request -> request.addSignedBy(g.destination().namespace()))),
                admin(
                        "topology-threshold-over-hosts",
                        "threshold 3 with two hosts",
                        Refused.by("TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED", 10),
                        g -> propose(
                                g,
                                g.source(),
                                both(g).toBuilder().setThreshold(3).build(),
                                0)),
                admin(
                        "topology-threshold-zero",
                        "threshold 0",
                        UNREADABLE,
                        g -> propose(
                                g,
                                g.source(),
                                both(g).toBuilder().setThreshold(0).build(),
                                0)),
                admin(
                        "topology-unknown-member",
                        "a host that nobody knows",
                        Refused.by("TOPOLOGY_UNKNOWN_MEMBERS", 11),
                        g -> propose(
                                g,
                                g.source(),
                                Topology.mapping(
                                        party(g),
                                        1,
                                        submitting(g),
                                        submitting(g).toBuilder()
                                                .setParticipantUid("ghost::1220" + "ab".repeat(32))
                                                .build()),
                                0)),
                admin(
                        "topology-no-permission",
                        "a host without permission",
                        UNREADABLE,
                        g -> propose(
                                g,
                                g.source(),
                                Topology.mapping(
                                        party(g),
                                        1,
                                        submitting(g).toBuilder()
                                                .clearPermission()
                                                .build()),
                                0)),
                admin(
                        "topology-bad-host",
                        "a host that is no id",
                        UNREADABLE,
                        g -> propose(
                                g,
                                g.source(),
                                Topology.mapping(
                                        party(g),
                                        1,
                                        submitting(g).toBuilder()
                                                .setParticipantUid("nonsense")
                                                .build()),
                                0)),
                admin(
                        "topology-bad-party",
                        "a party that is no id",
                        UNREADABLE,
                        g -> propose(g, g.source(), Topology.mapping("nonsense", 1, submitting(g)), 0)),
                admin(
                        "topology-long-party",
                        "a name of 186 characters",
                        UNREADABLE,
                        g -> propose(g, g.source(), Topology.mapping(g.id("x".repeat(186)), 1, submitting(g)), 0)),
                admin(
                        "topology-admin-party",
                        "the admin party of a participant",
                        Refused.by("TOPOLOGY_PARTY_ID_CONFLICT_WITH_ADMIN_PARTY", 10),
                        g -> propose(
                                g,
                                g.destination(),
                                Topology.mapping(
                                        g.destination().uid(),
                                        1,
                                        Topology.host(g.destination(), SUBMISSION),
                                        Topology.host(g.source(), OBSERVATION)),
                                0)),
                admin(
                        "topology-no-mapping",
                        "no mapping",
                        UNREADABLE,
                        g -> change(
                                g,
                                g.source(),
                                request -> request.setProposal(AuthorizeRequest.Proposal.newBuilder()
                                        .setChange(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)))),
                admin(
                        "topology-no-proposal",
                        "neither a proposal nor a hash",
                        UNREADABLE,
                        g -> change(g, g.source(), AuthorizeRequest.Builder::clearType)),
                admin(
                        "topology-no-operation",
                        "no operation",
                        UNREADABLE,
                        g -> change(
                                g,
                                g.source(),
                                request -> request.setProposal(
                                        request.getProposal().toBuilder().clearChange()))),
                admin(
                        "topology-remove-other",
                        "a removal with another content than the mapping in force",
                        Refused.by("TOPOLOGY_REMOVE_MUST_NOT_CHANGE_MAPPING", 9),
                        g -> change(g, g.source(), request -> removal(request, both(g), 2))),
                admin(
                        "topology-remove-nothing",
                        "a removal of what does not exist",
                        Refused.by("TOPOLOGY_NO_CORRESPONDING_ACTIVE_TX_TO_REVOKE", 9),
                        g -> change(
                                g,
                                g.source(),
                                request -> removal(
                                        request, Topology.mapping(g.id(g.name("Never")), 1, submitting(g)), 0))),
                admin(
                        "topology-unknown-hash",
                        "the hash of no proposal",
                        Refused.by("TOPOLOGY_TRANSACTION_NOT_FOUND", 11),
                        g -> change(g, g.source(), request -> request.setTransactionHash("1220" + "00".repeat(32)))),
                admin(
                        "topology-bad-hash",
                        "a hash that is none",
                        UNREADABLE,
                        g -> change(g, g.source(), request -> request.setTransactionHash("nonsense"))),
                admin(
                        "topology-no-wait",
                        "a wait of 1 ms: over, and the change goes out nevertheless",
                        Refused.plain(Status.Code.INTERNAL, "did not complete within"),
                        g -> change(
                                g,
                                g.destination(),
                                request -> request.setWaitToBecomeEffective(
                                        Duration.newBuilder().setNanos(1_000_000)))),
                admin(
                        "topology-add-garbage",
                        "a signed transaction that is none",
                        UNREADABLE,
                        g -> add(
                                g,
                                SignedTopologyTransaction.newBuilder()
                                        .setTransaction(ByteString.copyFromUtf8("garbage"))
                                        .setProposal(true),
                                Optional.of(g.facts().store()))),
                admin(
                        "topology-add-no-store",
                        "signed transactions for no store",
                        UNREADABLE,
                        g -> add(g, SignedTopologyTransaction.newBuilder(), Optional.empty())),
                admin(
                        "topology-read-empty",
                        "a read that asks for no time",
                        UNREADABLE,
                        g -> g.source()
                                .topology()
                                .listPartyToParticipant(ListPartyToParticipantRequest.getDefaultInstance())),
                admin(
                        "topology-read-unknown-store",
                        "a read of a store that nobody knows",
                        NO_STORE,
                        g -> g.source()
                                .topology()
                                .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                                        .setBaseQuery(BaseQuery.newBuilder()
                                                .setStore(Facts.store(
                                                        "nosuch::" + g.source().namespace()))
                                                .setHeadState(Empty.getDefaultInstance()))
                                        .build())));
    }

    private static PartyToParticipant.HostingParticipant submitting(Ground ground) {
        return Topology.host(ground.source(), SUBMISSION);
    }

    private PartyToParticipant alone(Ground ground) {
        return Topology.mapping(party(ground), 1, submitting(ground));
    }

    private PartyToParticipant both(Ground ground) {
        return Topology.mapping(party(ground), 1, submitting(ground), Topology.host(ground.destination(), OBSERVATION));
    }

    private static void propose(Ground ground, Peer as, PartyToParticipant mapping, int serial) {
        ground.topology().authorize(as, mapping, serial);
    }

    /** A good proposal of one more host, with something wrong. */
    private void change(Ground ground, Peer as, UnaryOperator<AuthorizeRequest.Builder> wrong) {
        as.proposals()
                .authorize(
                        wrong.apply(ground.topology().proposal(both(ground), 2)).build());
    }

    private static AuthorizeRequest.Builder removal(
            AuthorizeRequest.Builder request, PartyToParticipant mapping, int serial) {
        return request.setProposal(AuthorizeRequest.Proposal.newBuilder()
                .setChange(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE)
                .setSerial(serial)
                .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(mapping)));
    }

    private static void add(Ground ground, SignedTopologyTransaction.Builder transaction, Optional<StoreId> store) {
        AddTransactionsRequest.Builder request =
                AddTransactionsRequest.newBuilder().addTransactions(transaction);
        store.ifPresent(request::setStore);
        ground.destination().proposals().addTransactions(request.build());
    }
}
