package io.partita.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.Recordings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that are hashed and signed: they must come out of these types exactly as Canton makes them. */
class TopologyBytesTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final int TRANSACTION_VERSION = 30;
    private static final int TRANSACTION_HASH_PURPOSE = 11;
    private static final Set<String> FIELDS_WITH_TRANSACTIONS =
            Set.of("transaction", "serializedTransaction", "topologyTransactions");

    @Test
    void aPartyWithItsFirstHost() {
        var bytes = wrapped(1, host("participant1", "cd", ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION));

        assertThat(bytes).hasSize(182);
        assertThat(HEX.formatHex(bytes))
                .startsWith("0ab101080110011aaa014aa7010a4b616c6963653a3a31323230")
                .endsWith("1001" + "101e");
        assertThat(hash(bytes)).isEqualTo("1220b04ad4f2771236eecb2244aafa41e0311ee178233c20975d6e63285844966f4f");
    }

    @Test
    void aSecondHostWithTheOnboardingFlag() {
        var bytes = wrapped(
                2,
                host("participant1", "cd", ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION),
                host("participant2", "ef", ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION)
                        .setOnboarding(HostingParticipant.Onboarding.getDefaultInstance()));

        assertThat(bytes).hasSize(272);
        assertThat(HEX.formatHex(bytes)).startsWith("0a8b02080110021a84024a81020a4b");
        assertThat(hash(bytes)).isEqualTo("12205462ed859cdf003d27dee4ef4373787b954721a3d765aa4bf598f10adef62fb3");
    }

    @Test
    void anUnsetFlagIsNoBytes() {
        var unflagged = host("participant1", "cd", ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION);
        var flagged = unflagged.clone().setOnboarding(HostingParticipant.Onboarding.getDefaultInstance());

        assertThat(flagged.build().toByteString())
                .isEqualTo(unflagged.build().toByteString().concat(ByteString.copyFrom(HEX.parseHex("1a00"))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSignedTransactionHasTheHashItWasSignedBy(String name, JsonNode vector) throws InvalidProtocolBufferException {
        var bytes = HEX.parseHex(vector.get("transactionHex").textValue());

        assertThat(rewritten(bytes)).as(name).isEqualTo(bytes);
        assertThat(hash(bytes)).as(name).isEqualTo(vector.get("hashHex").textValue());
    }

    static Stream<Object[]> vectors() {
        return Stream.of(
                        Recordings.vectors(34).get("vectors"),
                        Recordings.vectors(35).get("vectors"),
                        Recordings.multiSignatureVectors().get("transactions"))
                .flatMap(list -> list.valueStream())
                .map(vector -> new Object[] {vector.path("name").asText("multi signature"), vector});
    }

    @Test
    void everyTransactionThatANodeTookOrGaveIsUnderstoodAndWrittenBack() {
        assertThat(recorded(TopologyBytesTest::transactions)).hasSize(135).allSatisfy(base64 -> {
            var bytes = Base64.getDecoder().decode(base64);
            assertThat(rewritten(bytes)).isEqualTo(bytes);
        });
    }

    @Test
    void theListOfAStoreHasSignedTransactionsInEnvelopesOfTheirOwn() {
        assertThat(recorded(TopologyBytesTest::listed)).hasSize(4).allSatisfy(base64 -> {
            var envelope = UntypedVersionedMessage.parseFrom(Base64.getDecoder().decode(base64));
            var signed = SignedTopologyTransaction.parseFrom(envelope.getData());
            assertThat(UnknownFields.of(signed)).isEmpty();
            assertThat(signed.toByteString()).isEqualTo(envelope.getData());
            assertThat(signed.getSignaturesList()).isNotEmpty();
            var transaction = signed.getTransaction().toByteArray();
            assertThat(rewritten(transaction)).isEqualTo(transaction);
        });
    }

    /** Opens the envelope, reads and writes what is inside, and closes it again. */
    private static byte[] rewritten(byte[] bytes) throws InvalidProtocolBufferException {
        var envelope = UntypedVersionedMessage.parseFrom(bytes);
        assertThat(envelope.getVersion()).isEqualTo(TRANSACTION_VERSION);
        var transaction = TopologyTransaction.parseFrom(envelope.getData());
        assertThat(UnknownFields.of(transaction)).isEmpty();
        assertThat(transaction.getMapping().getMappingCase()).isNotEqualTo(TopologyMapping.MappingCase.MAPPING_NOT_SET);
        return envelope(transaction);
    }

    private static Set<String> recorded(Function<JsonNode, Stream<JsonNode>> transactions) {
        return Recordings.all()
                .flatMap(recording -> recording.calls().stream())
                .filter(call -> call.status().isOk())
                .flatMap(RecordedCall::messages)
                .flatMap(message -> message.json().stream())
                .flatMap(transactions)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Transactions that are signed, or to be signed, anywhere in a message other than the list of a store. */
    private static Stream<JsonNode> transactions(JsonNode message) {
        var here = FIELDS_WITH_TRANSACTIONS.stream().map(message::path).flatMap(TopologyBytesTest::values);
        var below = message.isArray()
                ? message.valueStream()
                : message.propertyStream()
                        .filter(field -> !field.getKey().equals("items"))
                        .map(Map.Entry::getValue);
        return Stream.concat(here, below.flatMap(TopologyBytesTest::transactions));
    }

    private static Stream<JsonNode> listed(JsonNode message) {
        return values(message.at("/result/items")).map(item -> item.path("transaction"));
    }

    private static Stream<JsonNode> values(JsonNode node) {
        return node.isArray() ? node.valueStream() : Stream.of(node);
    }

    private static byte[] wrapped(int serial, HostingParticipant.Builder... hosts) {
        var mapping = PartyToParticipant.newBuilder()
                .setParty("alice::" + fingerprint("ab"))
                .setThreshold(1);
        for (var host : hosts) {
            mapping.addParticipants(host);
        }
        return envelope(TopologyTransaction.newBuilder()
                .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                .setSerial(serial)
                .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(mapping))
                .build());
    }

    private static byte[] envelope(TopologyTransaction transaction) {
        return UntypedVersionedMessage.newBuilder()
                .setData(transaction.toByteString())
                .setVersion(TRANSACTION_VERSION)
                .build()
                .toByteArray();
    }

    private static HostingParticipant.Builder host(String name, String octet, ParticipantPermission permission) {
        return HostingParticipant.newBuilder()
                .setParticipantUid(name + "::" + fingerprint(octet))
                .setPermission(permission);
    }

    private static String fingerprint(String octet) {
        return "1220" + octet.repeat(32);
    }

    /** The multihash of the bytes for the purpose of a transaction. */
    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(new byte[] {0, 0, 0, TRANSACTION_HASH_PURPOSE});
            return "1220" + HEX.formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
