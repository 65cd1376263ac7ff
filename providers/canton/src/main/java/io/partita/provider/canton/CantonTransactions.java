package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.core.hash.Multihash;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySpec;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.TopologyContent;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.provider.SignedTransaction;
import io.partita.core.provider.Transactions;
import io.partita.proto.crypto.Signature;
import io.partita.proto.crypto.SignatureFormat;
import io.partita.proto.crypto.SigningAlgorithmSpec;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.MultiTransactionSignatures;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.version.UntypedVersionedMessage;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Topology transactions as Canton serialises them: fields in the order of their numbers, defaults left out, wrapped with
 * version 30 (semantics 10).
 */
public final class CantonTransactions implements Transactions {

    private static final int VERSION = 30;

    @Override
    public TopologyTransaction of(TopologyContent content) {
        try {
            return of(content.serial(), mapping(content));
        } catch (UnreadableAnswer e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static TopologyMapping mapping(TopologyContent content) throws UnreadableAnswer {
        TopologyMapping.Builder mapping = TopologyMapping.newBuilder();
        return switch (content.kind()) {
            case HOSTING -> {
                HostingMapping hosting = (HostingMapping) content;
                TopologyWrites.requireHosts(hosting);
                yield mapping.setPartyToParticipant(Mappings.wire(hosting)).build();
            }
            case NAMESPACE ->
                mapping.setDecentralizedNamespaceDefinition(Namespaces.wire((NamespaceDefinition) content))
                        .build();
            case ROOT_KEY ->
                mapping.setNamespaceDelegation(Namespaces.wire((RootDelegation) content))
                        .build();
        };
    }

    private static TopologyTransaction of(int serial, TopologyMapping mapping) {
        return TopologyTransaction.of(UntypedVersionedMessage.newBuilder()
                .setVersion(VERSION)
                .setData(io.partita.proto.protocol.TopologyTransaction.newBuilder()
                        .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(serial)
                        .setMapping(mapping)
                        .build()
                        .toByteString())
                .build()
                .toByteArray());
    }

    /** What was read is written again: whatever would be lost was not understood. */
    @Override
    public Optional<TopologyContent> read(TopologyTransaction transaction) {
        try {
            UntypedVersionedMessage wrapped = UntypedVersionedMessage.parseFrom(transaction.bytes());
            var read = io.partita.proto.protocol.TopologyTransaction.parseFrom(wrapped.getData());
            return content(read.getSerial(), read.getMapping())
                    .filter(content -> of(content).equals(transaction));
        } catch (InvalidProtocolBufferException | UnreadableAnswer | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<TopologyContent> content(int serial, TopologyMapping mapping) throws UnreadableAnswer {
        return switch (mapping.getMappingCase()) {
            case PARTY_TO_PARTICIPANT -> Optional.of(Mappings.mapping(serial, mapping.getPartyToParticipant()));
            case DECENTRALIZED_NAMESPACE_DEFINITION ->
                Optional.of(Namespaces.definition(serial, mapping.getDecentralizedNamespaceDefinition()));
            case NAMESPACE_DELEGATION -> Namespaces.root(mapping.getNamespaceDelegation());
            default -> Optional.empty();
        };
    }

    /** As a proposal, so that signatures of others may still come. */
    static SignedTopologyTransaction signed(SignedTransaction signed) {
        KeySignature given = signed.signature();
        SignedTopologyTransaction.Builder builder = SignedTopologyTransaction.newBuilder()
                .setTransaction(ByteString.copyFrom(signed.transaction().bytes()))
                .setProposal(true);
        if (given.transactions().size() == 1) {
            return builder.addSignatures(signature(given)).build();
        }
        MultiTransactionSignatures.Builder several =
                MultiTransactionSignatures.newBuilder().addSignatures(signature(given));
        given.transactions().forEach(hash -> several.addTransactionHashes(ByteString.copyFrom(Multihash.bytes(hash))));
        return builder.addMultiTransactionSignatures(several).build();
    }

    private static Signature signature(KeySignature given) {
        return Signature.newBuilder()
                .setFormat(
                        given.key().spec() == KeySpec.ED25519
                                ? SignatureFormat.SIGNATURE_FORMAT_CONCAT
                                : SignatureFormat.SIGNATURE_FORMAT_DER)
                .setSignature(ByteString.copyFrom(HexFormat.of().parseHex(given.hex())))
                .setSignedBy(given.key().fingerprint().hex())
                .setSigningAlgorithmSpec(algorithm(given.key().spec()))
                .build();
    }

    private static SigningAlgorithmSpec algorithm(KeySpec spec) {
        return switch (spec) {
            case ED25519 -> SigningAlgorithmSpec.SIGNING_ALGORITHM_SPEC_ED25519;
            case P256, SECP256K1 -> SigningAlgorithmSpec.SIGNING_ALGORITHM_SPEC_EC_DSA_SHA_256;
            case P384 -> SigningAlgorithmSpec.SIGNING_ALGORITHM_SPEC_EC_DSA_SHA_384;
        };
    }
}
