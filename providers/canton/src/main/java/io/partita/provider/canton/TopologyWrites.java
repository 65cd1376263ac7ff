package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.RootDelegation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.SignedTransaction;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AddTransactionsRequest;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Proposals of this participant, and its signatures. */
final class TopologyWrites {

    /** The participant's own wait is over first, so that its answer is heard. */
    private static final Duration BEYOND_THE_WAIT = Duration.ofSeconds(20);

    private final ParticipantApis apis;

    TopologyWrites(ParticipantApis apis) {
        this.apis = apis;
    }

    void propose(PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait)
            throws CallFailed {
        String attempted = apis.on("proposing serial " + mapping.serial() + " of the hosting of "
                + mapping.party().abbreviated());
        propose(synchronizer, mapping.serial(), topologyMapping(mapping, attempted), key, wait, attempted);
    }

    void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait) throws CallFailed {
        String attempted =
                apis.on("proposing the namespace " + definition.namespace().abbreviated());
        TopologyMapping mapping = TopologyMapping.newBuilder()
                .setDecentralizedNamespaceDefinition(Namespaces.wire(definition))
                .build();
        propose(synchronizer, definition.serial(), mapping, Optional.empty(), wait, attempted);
    }

    void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) throws CallFailed {
        Fingerprint key = root.key().fingerprint();
        TopologyMapping mapping = TopologyMapping.newBuilder()
                .setNamespaceDelegation(Namespaces.wire(root))
                .build();
        propose(
                synchronizer,
                root.serial(),
                mapping,
                Optional.of(key),
                wait,
                apis.on("introducing the key " + key.abbreviated()));
    }

    private void propose(
            PhysicalSynchronizerId synchronizer,
            int serial,
            TopologyMapping mapping,
            Optional<Fingerprint> key,
            Duration wait,
            String attempted)
            throws CallFailed {
        AuthorizeRequest request = AuthorizeRequest.newBuilder()
                .setProposal(AuthorizeRequest.Proposal.newBuilder()
                        .setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(mapping))
                .addAllSignedBy(signedBy(key))
                .setStore(Stores.store(synchronizer))
                .setWaitToBecomeEffective(Times.wire(wait))
                .build();
        apis.admin()
                .write(
                        TopologyManagerWriteServiceGrpc.getAuthorizeMethod(),
                        request,
                        wait.plus(BEYOND_THE_WAIT),
                        attempted);
    }

    /** Without a key the participant picks. */
    private static List<String> signedBy(Optional<Fingerprint> key) {
        return key.map(Fingerprint::hex).stream().toList();
    }

    void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key)
            throws CallFailed {
        AuthorizeRequest request = AuthorizeRequest.newBuilder()
                .setTransactionHash(transactionHash)
                .addAllSignedBy(signedBy(key))
                .setStore(Stores.store(synchronizer))
                .build();
        apis.admin()
                .write(
                        TopologyManagerWriteServiceGrpc.getAuthorizeMethod(),
                        request,
                        ParticipantApis.LOOK,
                        apis.on("signing the proposal " + transactionHash));
    }

    void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) throws CallFailed {
        AddTransactionsRequest request = AddTransactionsRequest.newBuilder()
                .addTransactions(CantonTransactions.signed(transaction))
                .setStore(Stores.store(synchronizer))
                .build();
        apis.admin()
                .write(
                        TopologyManagerWriteServiceGrpc.getAddTransactionsMethod(),
                        request,
                        ParticipantApis.LOOK,
                        apis.on("submitting the signed transaction "
                                + transaction.transaction().hash()));
    }

    /** @throws IllegalArgumentException when the mapping has none */
    static void requireHosts(HostingMapping mapping) {
        if (mapping.hosts().isEmpty()) {
            throw new IllegalArgumentException("a mapping without hosts would remove the party: " + mapping.party());
        }
    }

    private TopologyMapping topologyMapping(HostingMapping mapping, String attempted) throws CallFailed {
        try {
            return TopologyMapping.newBuilder()
                    .setPartyToParticipant(Mappings.wire(mapping))
                    .build();
        } catch (UnreadableAnswer e) {
            throw apis.admin().failed(Kind.LOCAL, "MAPPING_NOT_WRITABLE", e.getMessage(), attempted);
        }
    }
}
