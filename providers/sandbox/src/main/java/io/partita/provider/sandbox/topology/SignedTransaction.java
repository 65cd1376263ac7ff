package io.partita.provider.sandbox.topology;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.crypto.Signature;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.MultiTransactionSignatures;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.crypto.Hashes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signed topology transaction: the bytes that were signed, what they say, and who signed.
 *
 * @param bytes wrapped as on the wire; never serialised again
 * @param transaction what the bytes say
 * @param hash of the bytes; equal bytes are the same transaction
 * @param signatures by fingerprint of the key, in the order in which they came
 * @param proposal whether signatures are still missing, or may be
 */
public record SignedTransaction(
        ByteString bytes,
        TopologyTransaction transaction,
        ByteString hash,
        Map<String, Signed> signatures,
        boolean proposal) {

    private static final int VERSION = 30;

    public SignedTransaction {
        signatures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
    }

    /**
     * A signature and what was signed.
     *
     * @param signature by one key
     * @param hashes of several transactions in hex order of no importance; empty if this transaction alone was signed
     */
    public record Signed(Signature signature, List<ByteString> hashes) {
        public Signed {
            hashes = List.copyOf(hashes);
        }

        /** The hash that was signed. */
        ByteString message(ByteString transactionHash) {
            return hashes.isEmpty() ? transactionHash : Hashes.multiTransaction(hashes);
        }
    }

    /** An unsigned transaction. */
    public static SignedTransaction unsigned(TopologyTransaction transaction, boolean proposal) {
        ByteString bytes = wrap(transaction);
        return new SignedTransaction(bytes, transaction, Hashes.transaction(bytes), Map.of(), proposal);
    }

    /** The bytes that are hashed and signed. */
    public static ByteString wrap(TopologyTransaction transaction) {
        return UntypedVersionedMessage.newBuilder()
                .setData(transaction.toByteString())
                .setVersion(VERSION)
                .build()
                .toByteString();
    }

    /**
     * Reads a transaction from the wire, without judging it.
     *
     * @throws InvalidProtocolBufferException if the bytes are not a topology transaction
     */
    public static SignedTransaction read(SignedTopologyTransaction wire) throws InvalidProtocolBufferException {
        ByteString bytes = wire.getTransaction();
        TopologyTransaction transaction = TopologyTransaction.parseFrom(
                UntypedVersionedMessage.parseFrom(bytes).getData());
        Map<String, Signed> signatures = new LinkedHashMap<>();
        for (Signature signature : wire.getSignaturesList()) {
            signatures.putIfAbsent(signature.getSignedBy(), new Signed(signature, List.of()));
        }
        for (MultiTransactionSignatures multi : wire.getMultiTransactionSignaturesList()) {
            for (Signature signature : multi.getSignaturesList()) {
                signatures.putIfAbsent(
                        signature.getSignedBy(), new Signed(signature, multi.getTransactionHashesList()));
            }
        }
        return new SignedTransaction(bytes, transaction, Hashes.transaction(bytes), signatures, wire.getProposal());
    }

    /** The wire form. */
    public SignedTopologyTransaction write() {
        SignedTopologyTransaction.Builder wire =
                SignedTopologyTransaction.newBuilder().setTransaction(bytes).setProposal(proposal);
        Map<List<ByteString>, MultiTransactionSignatures.Builder> multi = new LinkedHashMap<>();
        for (Signed signed : signatures.values()) {
            if (signed.hashes().isEmpty()) {
                wire.addSignatures(signed.signature());
            } else {
                multi.computeIfAbsent(
                                signed.hashes(),
                                hashes ->
                                        MultiTransactionSignatures.newBuilder().addAllTransactionHashes(hashes))
                        .addSignatures(signed.signature());
            }
        }
        multi.values().forEach(wire::addMultiTransactionSignatures);
        return wire.build();
    }

    /** What the transaction is about. */
    public MappingKey key() {
        return MappingKey.of(mapping());
    }

    /** The mapping. */
    public TopologyMapping mapping() {
        return transaction.getMapping();
    }

    /** The serial. */
    public int serial() {
        return transaction.getSerial();
    }

    /** Whether the transaction takes the mapping away. */
    public boolean removes() {
        return transaction.getOperation() == TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE;
    }

    /** The keys that signed. */
    public Set<String> signers() {
        return signatures.keySet();
    }

    /** The same transaction with the signatures of another one added. */
    public SignedTransaction united(SignedTransaction other) {
        Map<String, Signed> all = new LinkedHashMap<>(signatures);
        other.signatures.forEach(all::putIfAbsent);
        return withSignatures(all);
    }

    /** The same transaction signed once more. */
    public SignedTransaction signed(Signature signature) {
        Map<String, Signed> all = new LinkedHashMap<>(signatures);
        all.putIfAbsent(signature.getSignedBy(), new Signed(signature, List.of()));
        return withSignatures(all);
    }

    /** The same transaction with the signatures of these keys only. */
    public SignedTransaction signedOnlyBy(Set<String> keys) {
        Map<String, Signed> some = new LinkedHashMap<>(signatures);
        some.keySet().retainAll(keys);
        return withSignatures(some);
    }

    /** The same transaction as a proposal or not. */
    public SignedTransaction asProposal(boolean flag) {
        return new SignedTransaction(bytes, transaction, hash, signatures, flag);
    }

    private SignedTransaction withSignatures(Map<String, Signed> others) {
        return new SignedTransaction(bytes, transaction, hash, others, proposal);
    }

    /** Fingerprints as a list, in the order in which the signatures came. */
    public List<String> signerList() {
        return new ArrayList<>(signatures.keySet());
    }
}
