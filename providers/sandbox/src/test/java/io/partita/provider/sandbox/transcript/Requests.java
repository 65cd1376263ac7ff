package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.partita.proto.crypto.Signature;
import io.partita.proto.ledger.admin.AllocateExternalPartyRequest;
import io.partita.proto.ledger.admin.AllocateExternalPartyRequest.SignedTransaction;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.MultiTransactionSignatures;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.synchronizer.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says recorded requests in the words of the sandbox: its ids, its offsets, and fresh signatures of the external key.
 */
final class Requests {

    private final String node;
    private final Correspondence correspondence;
    private final ExternalKey external;

    Requests(String node, Correspondence correspondence, ExternalKey external) {
        this.node = node;
        this.correspondence = correspondence;
        this.external = external;
    }

    /** A message in the words of the sandbox. */
    Message translated(Message recorded) {
        if (recorded instanceof Timestamp time) {
            return Times.timestamp(correspondence.translatedTime(Times.micros(time)));
        }
        if (recorded instanceof SignedTopologyTransaction signed) {
            return signed(signed);
        }
        if (recorded instanceof AllocateExternalPartyRequest allocation) {
            return allocation(allocation);
        }
        if (recorded instanceof DecentralizedNamespaceDefinition definition) {
            learn(definition);
        }
        Message.Builder builder = recorded.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : recorded.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.isRepeated()) {
                builder.clearField(field);
                ((List<?>) entry.getValue()).forEach(one -> builder.addRepeatedField(field, value(field, one)));
            } else {
                builder.setField(field, value(field, entry.getValue()));
            }
        }
        return builder.build();
    }

    private Object value(FieldDescriptor field, Object recorded) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return translated((Message) recorded);
        }
        if (Fields.whole(field)) {
            return correspondence.translatedWhole((String) recorded);
        }
        if (field.getJavaType() == JavaType.STRING) {
            return correspondence.translated((String) recorded);
        }
        if (field.getJavaType() == JavaType.BYTE_STRING) {
            return correspondence.translated((ByteString) recorded).orElse((ByteString) recorded);
        }
        return Fields.position(field) ? correspondence.translatedOffset(node, (Long) recorded) : recorded;
    }

    /** The client computes such a namespace itself. */
    private void learn(DecentralizedNamespaceDefinition recorded) {
        if (Hashes.decentralizedNamespace(recorded.getOwnersList()).equals(recorded.getDecentralizedNamespace())) {
            List<String> owners = recorded.getOwnersList().stream()
                    .map(correspondence::translated)
                    .toList();
            correspondence.name(recorded.getDecentralizedNamespace(), Hashes.decentralizedNamespace(owners));
        }
    }

    private ByteString transaction(ByteString recorded) {
        try {
            UntypedVersionedMessage outer = UntypedVersionedMessage.parseFrom(recorded);
            Message inner = translated(TopologyTransaction.parseFrom(outer.getData()));
            ByteString found =
                    outer.toBuilder().setData(inner.toByteString()).build().toByteString();
            correspondence.name(Hashes.transaction(recorded), Hashes.transaction(found));
            return found;
        } catch (InvalidProtocolBufferException garbage) {
            return recorded;
        }
    }

    private Message signed(SignedTopologyTransaction recorded) {
        ByteString transaction = transaction(recorded.getTransaction());
        SignedTopologyTransaction.Builder builder = recorded.toBuilder()
                .setTransaction(transaction)
                .clearSignatures()
                .clearMultiTransactionSignatures();
        ByteString recordedHash = Hashes.transaction(recorded.getTransaction());
        ByteString hash = Hashes.transaction(transaction);
        for (Signature signature : recorded.getSignaturesList()) {
            builder.addSignatures((Signature) signature(signature, recordedHash, hash));
        }
        for (MultiTransactionSignatures multi : recorded.getMultiTransactionSignaturesList()) {
            builder.addMultiTransactionSignatures(multi(multi));
        }
        return builder.build();
    }

    private MultiTransactionSignatures multi(MultiTransactionSignatures recorded) {
        List<ByteString> hashes = new ArrayList<>();
        recorded.getTransactionHashesList()
                .forEach(hash -> hashes.add(correspondence.translated(hash).orElse(hash)));
        MultiTransactionSignatures.Builder builder =
                MultiTransactionSignatures.newBuilder().addAllTransactionHashes(hashes);
        ByteString recordedHash = Hashes.multiTransaction(recorded.getTransactionHashesList());
        for (Signature signature : recorded.getSignaturesList()) {
            builder.addSignatures((Signature) signature(signature, recordedHash, Hashes.multiTransaction(hashes)));
        }
        return builder.build();
    }

    private Message allocation(AllocateExternalPartyRequest recorded) {
        AllocateExternalPartyRequest.Builder builder = recorded.toBuilder()
                .setSynchronizer(correspondence.translated(recorded.getSynchronizer()))
                .clearOnboardingTransactions()
                .clearMultiHashSignatures();
        List<ByteString> recordedHashes = new ArrayList<>();
        List<ByteString> hashes = new ArrayList<>();
        for (SignedTransaction signed : recorded.getOnboardingTransactionsList()) {
            ByteString transaction = transaction(signed.getTransaction());
            recordedHashes.add(Hashes.transaction(signed.getTransaction()));
            hashes.add(Hashes.transaction(transaction));
            SignedTransaction.Builder translated =
                    SignedTransaction.newBuilder().setTransaction(transaction);
            for (Message signature : signed.getSignaturesList()) {
                translated.addSignatures((io.partita.proto.ledger.Signature)
                        signature(signature, recordedHashes.get(hashes.size() - 1), hashes.get(hashes.size() - 1)));
            }
            builder.addOnboardingTransactions(translated);
        }
        for (Message signature : recorded.getMultiHashSignaturesList()) {
            builder.addMultiHashSignatures((io.partita.proto.ledger.Signature)
                    signature(signature, Hashes.multiTransaction(recordedHashes), Hashes.multiTransaction(hashes)));
        }
        return builder.build();
    }

    private Message signature(Message recorded, ByteString recordedHash, ByteString hash) {
        FieldDescriptor bytes = recorded.getDescriptorForType().findFieldByName("signature");
        FieldDescriptor signer = recorded.getDescriptorForType().findFieldByName("signed_by");
        ByteString old = (ByteString) recorded.getField(bytes);
        ByteString fresh = recorded.getField(signer).equals(external.fingerprint())
                ? external.signature(old, recordedHash, hash)
                : correspondence.translated(old).orElse(old);
        return recorded.toBuilder()
                .setField(bytes, fresh)
                .setField(signer, correspondence.translated((String) recorded.getField(signer)))
                .build();
    }
}
