package io.partita.provider.sandbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.partita.proto.crypto.Signature;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.MultiTransactionSignatures;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.crypto.SigningKey;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what was recorded in the words of a sandbox: with its ids, its hashes, and signatures by its keys. */
final class Translation {

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<ByteString, ByteString> hashes = new HashMap<>();
    private final Map<String, SigningKey> keys = new HashMap<>();
    private final Map<String, ByteString> genuine = new HashMap<>();

    Translation(Recording recording, Lab lab) {
        recording.header().participants().forEach((name, uid) -> {
            texts.put(uid.substring(uid.indexOf("::") + 2), lab.namespace(name));
            keys.put(lab.namespace(name), SigningKey.derived("world/" + name + "/" + name + "-namespace", List.of()));
        });
        String synchronizer = recording.header().synchronizerId();
        texts.put(
                synchronizer.substring(synchronizer.indexOf("::") + 2),
                lab.network
                        .synchronizerId()
                        .substring(lab.network.synchronizerId().indexOf("::") + 2));
        SigningKey external = SigningKey.ofSeed(
                HexFormat.of()
                        .parseHex(
                                Recordings.vectors(35).at("/key/privateSeedHex").asText()),
                List.of());
        keys.put(external.fingerprint(), external);
    }

    /** A text with the ids of the sandbox, also where they are shortened. */
    String text(String recorded) {
        String translated = recorded;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            translated = translated
                    .replace(entry.getKey(), entry.getValue())
                    .replace(
                            entry.getKey().substring(0, 12) + "...",
                            entry.getValue().substring(0, 12) + "...");
        }
        for (Map.Entry<ByteString, ByteString> entry : hashes.entrySet()) {
            translated = translated.replace(Hashes.hex(entry.getKey()), Hashes.hex(entry.getValue()));
        }
        return translated;
    }

    /** A message in the words of the sandbox. */
    <M extends Message> M message(M recorded) {
        if (recorded instanceof SignedTopologyTransaction) {
            return cast(signed((SignedTopologyTransaction) recorded));
        }
        if (recorded instanceof DecentralizedNamespaceDefinition) {
            learn((DecentralizedNamespaceDefinition) recorded);
        }
        if (recorded instanceof ListPartyToParticipantResponse.Result) {
            learn((ListPartyToParticipantResponse.Result) recorded);
        }
        if (recorded instanceof Timestamp) {
            return recorded;
        }
        Message.Builder builder = recorded.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : recorded.getAllFields().entrySet()) {
            builder.setField(entry.getKey(), field(entry.getKey(), entry.getValue()));
        }
        return cast(builder.build());
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M cast(Message message) {
        return (M) message;
    }

    private Object field(FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            List<Object> all = new ArrayList<>();
            ((List<?>) value).forEach(element -> all.add(single(field, element)));
            return all;
        }
        return single(field, value);
    }

    private Object single(FieldDescriptor field, Object value) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return message((Message) value);
        }
        if (field.getJavaType() == JavaType.STRING) {
            return text((String) value);
        }
        if (field.getName().equals("serialized_transaction")) {
            return transaction((ByteString) value);
        }
        return field.getJavaType() == JavaType.BYTE_STRING ? hashes.getOrDefault(value, (ByteString) value) : value;
    }

    private void learn(DecentralizedNamespaceDefinition recorded) {
        if (Hashes.decentralizedNamespace(recorded.getOwnersList()).equals(recorded.getDecentralizedNamespace())) {
            List<String> owners =
                    recorded.getOwnersList().stream().map(this::text).toList();
            texts.put(recorded.getDecentralizedNamespace(), Hashes.decentralizedNamespace(owners));
        }
    }

    /** A listed mapping tells the bytes that its hash was made of. */
    private void learn(ListPartyToParticipantResponse.Result recorded) {
        ByteString bytes = SignedTransaction.wrap(TopologyTransaction.newBuilder()
                .setOperation(recorded.getContext().getOperation())
                .setSerial(recorded.getContext().getSerial())
                .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(recorded.getItem()))
                .build());
        transaction(bytes);
    }

    private ByteString transaction(ByteString recorded) {
        try {
            TopologyTransaction transaction = TopologyTransaction.parseFrom(
                    UntypedVersionedMessage.parseFrom(recorded).getData());
            ByteString translated = SignedTransaction.wrap(message(transaction));
            hashes.put(Hashes.transaction(recorded), Hashes.transaction(translated));
            return translated;
        } catch (InvalidProtocolBufferException garbage) {
            return recorded;
        }
    }

    private SignedTopologyTransaction signed(SignedTopologyTransaction recorded) {
        ByteString transaction = transaction(recorded.getTransaction());
        ByteString hash = Hashes.transaction(transaction);
        SignedTopologyTransaction.Builder builder = recorded.toBuilder().setTransaction(transaction);
        builder.clearSignatures();
        for (Signature signature : recorded.getSignaturesList()) {
            String place = Hashes.hex(hash) + signature.getSignedBy();
            ByteString first = genuine.computeIfAbsent(place, fresh -> signature.getSignature());
            builder.addSignatures(
                    first.equals(signature.getSignature()) ? resigned(signature, hash) : damaged(signature));
        }
        builder.clearMultiTransactionSignatures();
        for (MultiTransactionSignatures multi : recorded.getMultiTransactionSignaturesList()) {
            List<ByteString> all = multi.getTransactionHashesList().stream()
                    .map(one -> hashes.getOrDefault(one, one))
                    .toList();
            MultiTransactionSignatures.Builder translated =
                    MultiTransactionSignatures.newBuilder().addAllTransactionHashes(all);
            multi.getSignaturesList()
                    .forEach(one -> translated.addSignatures(resigned(one, Hashes.multiTransaction(all))));
            builder.addMultiTransactionSignatures(translated);
        }
        return builder.build();
    }

    private Signature resigned(Signature recorded, ByteString hash) {
        SigningKey key = keys.get(text(recorded.getSignedBy()));
        return key == null ? recorded : key.sign(hash);
    }

    private Signature damaged(Signature recorded) {
        return recorded.toBuilder().setSignedBy(text(recorded.getSignedBy())).build();
    }
}
