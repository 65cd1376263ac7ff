package io.partita.provider.sandbox.services;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import io.partita.proto.crypto.KeyPurpose;
import io.partita.proto.crypto.PublicKey;
import io.partita.proto.crypto.PublicKeyWithName;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.vault.GenerateSigningKeyRequest;
import io.partita.proto.vault.GenerateSigningKeyResponse;
import io.partita.proto.vault.ImportPublicKeyRequest;
import io.partita.proto.vault.ImportPublicKeyResponse;
import io.partita.proto.vault.ListKeysFilters;
import io.partita.proto.vault.ListMyKeysRequest;
import io.partita.proto.vault.ListMyKeysResponse;
import io.partita.proto.vault.ListPublicKeysRequest;
import io.partita.proto.vault.ListPublicKeysResponse;
import io.partita.proto.vault.PrivateKeyMetadata;
import io.partita.proto.vault.VaultServiceGrpc;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.crypto.KeyRing;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a node. */
final class VaultService extends VaultServiceGrpc.VaultServiceImplBase {

    private final ParticipantNode node;
    private final Calls calls;

    VaultService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void listMyKeys(ListMyKeysRequest request, StreamObserver<ListMyKeysResponse> answer) {
        calls.answer(answer, () -> {
            ListMyKeysResponse.Builder response = ListMyKeysResponse.newBuilder();
            matching(node.keys().own(), request.getFilters())
                    .forEach(key -> response.addPrivateKeysMetadata(
                            PrivateKeyMetadata.newBuilder().setPublicKeyWithName(key)));
            return response.build();
        });
    }

    @Override
    public void listPublicKeys(ListPublicKeysRequest request, StreamObserver<ListPublicKeysResponse> answer) {
        calls.answer(answer, () -> {
            ListPublicKeysResponse.Builder response = ListPublicKeysResponse.newBuilder();
            matching(node.keys().known(), request.getFilters()).forEach(response::addPublicKeys);
            return response.build();
        });
    }

    private static Stream<PublicKeyWithName> matching(Collection<PublicKeyWithName> keys, ListKeysFilters filters) {
        return keys.stream()
                .filter(key -> KeyRing.fingerprint(key).startsWith(filters.getFingerprint()))
                .filter(key -> key.getName().contains(filters.getName()))
                .filter(key -> filters.getPurposeCount() == 0
                        || filters.getPurposeList().contains(purpose(key.getPublicKey())))
                .filter(key -> filters.getUsageCount() == 0 || usedFor(key.getPublicKey(), filters.getUsageList()));
    }

    private static KeyPurpose purpose(PublicKey key) {
        return key.hasSigningPublicKey() ? KeyPurpose.KEY_PURPOSE_SIGNING : KeyPurpose.KEY_PURPOSE_ENCRYPTION;
    }

    private static boolean usedFor(PublicKey key, List<SigningKeyUsage> usages) {
        return key.hasEncryptionPublicKey()
                || key.getSigningPublicKey().getUsageList().stream().anyMatch(usages::contains);
    }

    @Override
    public void generateSigningKey(
            GenerateSigningKeyRequest request, StreamObserver<GenerateSigningKeyResponse> answer) {
        calls.answer(answer, () -> {
            requireEd25519(request.getKeySpec());
            requireUsage(request.getUsageList());
            return GenerateSigningKeyResponse.newBuilder()
                    .setPublicKey(node.keys().generate(request.getName(), request.getUsageList()))
                    .build();
        });
    }

    private static void requireEd25519(SigningKeySpec spec) {
        boolean supported = spec == SigningKeySpec.SIGNING_KEY_SPEC_UNSPECIFIED
                || spec == SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519;
        if (!supported) {
            throw CantonException.plain(
                    io.grpc.Status.Code.INVALID_ARGUMENT,
                    "The sandbox generates only keys of SIGNING_KEY_SPEC_EC_CURVE25519, not " + spec);
        }
    }

    private static void requireUsage(List<SigningKeyUsage> usage) {
        boolean proofOnly = usage.stream()
                        .allMatch(one -> one == SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP
                                || one == SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                && usage.contains(SigningKeyUsage.SIGNING_KEY_USAGE_PROOF_OF_OWNERSHIP);
        if (usage.isEmpty() || proofOnly) {
            throw CantonError.undecodable("InvariantViolation(Some(usage),Invalid usage " + usage + ")")
                    .exception();
        }
    }

    @Override
    public void importPublicKey(ImportPublicKeyRequest request, StreamObserver<ImportPublicKeyResponse> answer) {
        calls.answer(
                answer,
                () -> ImportPublicKeyResponse.newBuilder()
                        .setFingerprint(node.keys().remember(publicKey(request.getPublicKey()), request.getName()))
                        .build());
    }

    private static PublicKey publicKey(ByteString wrapped) {
        try {
            PublicKey key = PublicKey.parseFrom(
                    UntypedVersionedMessage.parseFrom(wrapped).getData());
            if (key.getKeyCase() == PublicKey.KeyCase.KEY_NOT_SET) {
                throw CantonError.undecodable("FieldNotSet(key)").exception();
            }
            return key;
        } catch (InvalidProtocolBufferException damaged) {
            throw CantonError.undecodable("BufferException(" + damaged.getMessage() + ")")
                    .exception();
        }
    }
}
