package io.partita.provider.sandbox.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.Signature;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.topology.BaseResult;
import io.partita.proto.topology.GenerateTransactionsResponse;
import io.partita.proto.topology.ListDecentralizedNamespaceDefinitionResponse;
import io.partita.proto.topology.ListNamespaceDelegationResponse;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListVettedPackagesResponse;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every hash, fingerprint and signature that was recorded, made again. */
class RecordedVectorsTest {

    private static final String READ = "com.digitalasset.canton.topology.admin.v30.TopologyManagerReadService/";
    private static final String WRITE = "com.digitalasset.canton.topology.admin.v30.TopologyManagerWriteService/";

    private static ByteString bytes(JsonNode hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex.textValue()));
    }

    private static SigningKey key(JsonNode vectors) {
        return SigningKey.ofSeed(bytes(vectors.at("/key/privateSeedHex")).toByteArray(), List.of());
    }

    private static Signature signature(JsonNode hex) {
        return Signature.newBuilder().setSignature(bytes(hex)).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void theAllocationIsSignedAsAWhole(int protocolVersion) {
        JsonNode vectors = Recordings.vectors(protocolVersion);
        SigningKey key = key(vectors);
        List<ByteString> hashes = new ArrayList<>();
        vectors.at("/multi/transactionHashes").forEach(hash -> hashes.add(bytes(hash)));

        ByteString multi = Hashes.multiTransaction(hashes);

        assertThat(multi).isEqualTo(bytes(vectors.at("/multi/multiHashHex")));
        assertThat(key.sign(multi).getSignature()).isEqualTo(bytes(vectors.at("/multi/signatureHex")));
        assertThat(PublicKeys.verifies(key.publicKey(), multi, signature(vectors.at("/multi/signatureHex"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {34, 35})
    void theSignatureOfARealNodeIsVerified(int protocolVersion) {
        JsonNode vectors = Recordings.vectors(protocolVersion);
        JsonNode theirs = vectors.at("/participant3NamespaceKeys/0");
        SigningPublicKey node = SigningPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setKeySpec(SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519)
                .setPublicKey(bytes(theirs.get("targetSpkiHex")))
                .build();
        assertThat(PublicKeys.fingerprint(node))
                .isEqualTo(theirs.get("fingerprint").textValue())
                .isEqualTo(theirs.get("namespace").textValue());

        int verified = 0;
        for (JsonNode vector : vectors.get("vectors")) {
            if (vector.has("participant3SignatureHex")) {
                ByteString hash = Hashes.transaction(bytes(vector.get("transactionHex")));
                assertThat(PublicKeys.verifies(node, hash, signature(vector.get("participant3SignatureHex"))))
                        .isTrue();
                verified++;
            }
        }
        assertThat(verified).isPositive();
    }

    @Test
    void eachOfSeveralTransactionsHasItsHashAndTheirOrderIsFree() {
        JsonNode vectors = Recordings.multiSignatureVectors();
        List<ByteString> sorted = new ArrayList<>();
        vectors.get("sortedHashes").forEach(hash -> sorted.add(bytes(hash)));
        for (JsonNode transaction : vectors.get("transactions")) {
            ByteString hash = Hashes.transaction(bytes(transaction.get("transactionHex")));
            assertThat(hash).isEqualTo(bytes(transaction.get("hashHex")));
            assertThat(sorted).contains(hash);
        }
        ByteString multi = Hashes.multiTransaction(sorted);
        assertThat(multi).isEqualTo(bytes(vectors.get("multiHashHex")));
        assertThat(PublicKeys.verifies(key(vectors).publicKey(), multi, signature(vectors.get("signatureHex"))))
                .isTrue();
    }

    @Test
    void everyListedMappingHasTheHashThatIsListedBesideIt() {
        Set<ByteString> hashes = new HashSet<>();
        each(
                READ + "ListPartyToParticipant",
                ListPartyToParticipantResponse.getDefaultInstance(),
                answer -> answer.getResultsList()
                        .forEach(result -> hashes.add(checked(
                                result.getContext(),
                                TopologyMapping.newBuilder()
                                        .setPartyToParticipant(result.getItem())
                                        .build()))));
        each(
                READ + "ListVettedPackages",
                ListVettedPackagesResponse.getDefaultInstance(),
                answer -> answer.getResultsList()
                        .forEach(result -> hashes.add(checked(
                                result.getContext(),
                                TopologyMapping.newBuilder()
                                        .setVettedPackages(result.getItem())
                                        .build()))));

        assertThat(hashes).hasSizeGreaterThan(200);
    }

    private static ByteString checked(BaseResult context, TopologyMapping mapping) {
        ByteString hash = Hashes.transaction(SignedTransaction.wrap(TopologyTransaction.newBuilder()
                .setOperation(context.getOperation())
                .setSerial(context.getSerial())
                .setMapping(mapping)
                .build()));
        assertThat(hash).isEqualTo(context.getTransactionHash());
        return hash;
    }

    @Test
    void everyGeneratedTransactionHasTheHashThatWasGivenWithIt() {
        List<ByteString> hashes = new ArrayList<>();
        each(
                WRITE + "GenerateTransactions",
                GenerateTransactionsResponse.getDefaultInstance(),
                answer -> answer.getGeneratedTransactionsList().forEach(generated -> {
                    ByteString hash = Hashes.transaction(generated.getSerializedTransaction());
                    assertThat(hash).isEqualTo(generated.getTransactionHash());
                    hashes.add(hash);
                }));

        assertThat(hashes).isNotEmpty();
    }

    @Test
    void everyNamespaceIsTheFingerprintOfItsRootOrOfItsOwners() {
        Set<String> roots = new HashSet<>();
        Set<String> decentralized = new HashSet<>();
        each(
                READ + "ListNamespaceDelegation",
                ListNamespaceDelegationResponse.getDefaultInstance(),
                answer -> answer.getResultsList().forEach(result -> {
                    NamespaceDelegation delegation = result.getItem();
                    // Delegations to other keys than the root were not recorded.
                    assertThat(PublicKeys.fingerprint(delegation.getTargetKey()))
                            .isEqualTo(delegation.getNamespace());
                    roots.add(delegation.getNamespace());
                }));
        each(
                READ + "ListDecentralizedNamespaceDefinition",
                ListDecentralizedNamespaceDefinitionResponse.getDefaultInstance(),
                answer -> answer.getResultsList().forEach(result -> {
                    DecentralizedNamespaceDefinition definition = result.getItem();
                    if (result.getContext().getSerial() == 1) {
                        assertThat(Hashes.decentralizedNamespace(definition.getOwnersList()))
                                .isEqualTo(definition.getDecentralizedNamespace());
                        decentralized.add(definition.getDecentralizedNamespace());
                    }
                }));

        assertThat(roots).isNotEmpty();
        assertThat(decentralized).hasSizeGreaterThan(1);
    }

    /** The recorded answers of a method that succeeded. */
    private static <M extends Message> void each(String method, M type, Consumer<M> check) {
        Recordings.all()
                .flatMap(recording -> recording.calls(method))
                .filter(call -> call.status().isOk())
                .flatMap(call -> answers(call, type))
                .forEach(check);
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> Stream<M> answers(RecordedCall call, M type) {
        return call.responses().stream()
                .flatMap(message -> message.match(Stream::of, truncated -> Stream.empty()))
                .map(complete -> {
                    try {
                        return (M) type.getParserForType().parseFrom(complete.bytes());
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
