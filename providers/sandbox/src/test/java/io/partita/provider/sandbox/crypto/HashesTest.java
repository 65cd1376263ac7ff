package io.partita.provider.sandbox.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.Signature;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.testkit.recording.Recordings;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes, fingerprints and signatures against vectors of semantics.md 10.1 and of a real node. */
class HashesTest {

    private static final String A = "1220" + "ab".repeat(32);
    private static final String P1 = "1220" + "cd".repeat(32);
    private static final String P2 = "1220" + "ef".repeat(32);

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static HostingParticipant host(String name, String namespace, ParticipantPermission permission) {
        return HostingParticipant.newBuilder()
                .setParticipantUid(name + "::" + namespace)
                .setPermission(permission)
                .build();
    }

    private static ByteString wrapped(int serial, HostingParticipant... hosts) {
        return SignedTransaction.wrap(TopologyTransaction.newBuilder()
                .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                .setSerial(serial)
                .setMapping(TopologyMapping.newBuilder()
                        .setPartyToParticipant(PartyToParticipant.newBuilder()
                                .setParty("alice::" + A)
                                .setThreshold(1)
                                .addAllParticipants(List.of(hosts))))
                .build());
    }

    @Test
    void transactionsHashOverTheirWrappedBytes() {
        ByteString first =
                wrapped(1, host("participant1", P1, ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION));
        ByteString second = wrapped(
                2,
                host("participant1", P1, ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION),
                host("participant2", P2, ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION).toBuilder()
                        .setOnboarding(HostingParticipant.Onboarding.getDefaultInstance())
                        .build());

        assertThat(first.size()).isEqualTo(182);
        assertThat(Hashes.hex(Hashes.transaction(first)))
                .isEqualTo("1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f");
        assertThat(Hashes.hex(Hashes.transaction(second)))
                .isEqualTo("12205462ed859cdf003d27dee4ef4373787b954721a3d765aa4bf598f10adef62fb3");
        assertThat(Hashes.hex(Hashes.multiTransaction(List.of(Hashes.transaction(second), Hashes.transaction(first)))))
                .isEqualTo("122095b7236cb410324f8bf64d38a2cd070532f3033840087b0076caa96253586fb6");
    }

    @Test
    void aDecentralizedNamespaceDoesNotDependOnTheOrderOfItsOwners() {
        String expected = "1220bb977c2b5209bad52f40d40357f32b67c6259bf47babe6b863f818067ab15d5f";

        assertThat(Hashes.decentralizedNamespace(List.of(P1, P2))).isEqualTo(expected);
        assertThat(Hashes.decentralizedNamespace(List.of(P2, P1))).isEqualTo(expected);
    }

    @Test
    void aFingerprintHashesTheRawKey() {
        assertThat(Hashes.fingerprint(new byte[32]))
                .isEqualTo("1220ea618da83b6c6b2c4557ffa17d722045169f52b8f50f3b31fc867e266de7e53d");
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void agreesWithWhatARealNodeAccepted(int protocolVersion) {
        JsonNode vectors = Recordings.vectors(protocolVersion);
        SigningKey key = SigningKey.ofSeed(
                HexFormat.of().parseHex(vectors.at("/key/privateSeedHex").asText()), List.of());
        assertThat(key.fingerprint()).isEqualTo(vectors.at("/key/fingerprint").asText());
        assertThat(vectors.get("vectors")).isNotEmpty();
        for (JsonNode vector : vectors.get("vectors")) {
            ByteString hash =
                    Hashes.transaction(bytes(vector.get("transactionHex").asText()));
            assertThat(Hashes.hex(hash)).isEqualTo(vector.get("hashHex").asText());
            if (vector.has("signatureHex")) {
                Signature signature = key.sign(hash);
                assertThat(HexFormat.of().formatHex(signature.getSignature().toByteArray()))
                        .isEqualTo(vector.get("signatureHex").asText());
                assertThat(PublicKeys.verifies(key.publicKey(), hash, signature))
                        .isTrue();
            }
        }
    }

    @Test
    void oneSignatureCoversSeveralTransactions() {
        JsonNode vectors = Recordings.multiSignatureVectors();
        SigningKey key = SigningKey.ofSeed(
                HexFormat.of().parseHex(vectors.at("/key/privateSeedHex").asText()), List.of());
        List<ByteString> hashes = new ArrayList<>();
        vectors.get("transactions")
                .forEach(transaction -> hashes.add(Hashes.transaction(
                        bytes(transaction.get("transactionHex").asText()))));

        ByteString multi = Hashes.multiTransaction(hashes);

        assertThat(Hashes.hex(multi)).isEqualTo(vectors.get("multiHashHex").asText());
        assertThat(key.sign(multi).getSignature())
                .isEqualTo(bytes(vectors.get("signatureHex").asText()));
    }

    @Test
    void aDamagedSignatureIsRefused() {
        SigningKey key = SigningKey.derived("some key", List.of());
        ByteString hash = Hashes.transaction(ByteString.copyFromUtf8("transaction"));
        Signature signature = key.sign(hash);
        Signature damaged = signature.toBuilder()
                .setSignature(signature.getSignature().substring(1).concat(ByteString.copyFrom(new byte[1])))
                .build();

        assertThat(PublicKeys.verifies(key.publicKey(), hash, damaged)).isFalse();
        assertThat(PublicKeys.verifies(key.publicKey(), Hashes.transaction(ByteString.EMPTY), signature))
                .isFalse();
        assertThat(PublicKeys.verifies(
                        key.publicKey(),
                        hash,
                        signature.toBuilder().clearSignature().build()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, SHA256withECDSA, SIGNING_KEY_SPEC_EC_P256",
        "secp384r1, SHA384withECDSA, SIGNING_KEY_SPEC_EC_P384"
    })
    void ellipticCurveSignaturesOfOthersAreVerified(String curve, String algorithm, SigningKeySpec spec)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        var pair = generator.generateKeyPair();
        ByteString hash = Hashes.transaction(ByteString.copyFromUtf8("transaction"));
        var signer = java.security.Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(hash.toByteArray());
        SigningPublicKey key = SigningPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setKeySpec(spec)
                .setPublicKey(ByteString.copyFrom(pair.getPublic().getEncoded()))
                .build();
        byte[] made = signer.sign();

        assertThat(PublicKeys.verifies(key, hash, signature(made))).isTrue();
        assertThat(PublicKeys.verifies(key, hash, signature(der(BigInteger.ONE, BigInteger.TWO))))
                .isFalse();
        assertThat(PublicKeys.verifies(key, hash, signature(new byte[] {1, 2, 3})))
                .isFalse();
    }

    private static Signature signature(byte[] bytes) {
        return Signature.newBuilder().setSignature(ByteString.copyFrom(bytes)).build();
    }

    private static byte[] der(BigInteger one, BigInteger other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        out.write(6);
        for (BigInteger number : List.of(one, other)) {
            out.write(2);
            out.write(1);
            out.write(number.intValue());
        }
        return out.toByteArray();
    }

    @Test
    void theSameTextGivesTheSameKey() {
        assertThat(SigningKey.derived("a", List.of()).fingerprint())
                .isEqualTo(SigningKey.derived("a", List.of()).fingerprint())
                .isNotEqualTo(SigningKey.derived("b", List.of()).fingerprint())
                .matches("1220[0-9a-f]{64}");
    }
}
