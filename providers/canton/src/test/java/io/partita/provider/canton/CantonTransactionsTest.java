package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.core.hash.Multihash;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.KeySignature;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyContent;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.provider.SignedTransaction;
import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CantonTransactionsTest {

    private static final SigningKey KEY = SigningKey.of(HexFormat.of()
                    .parseHex(
                            "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91"))
            .orElseThrow();

    private final CantonTransactions transactions = new CantonTransactions();

    /** Every transaction that an external key has signed on a running network. */
    static Stream<JsonNode> signed() {
        List<JsonNode> vectors = new ArrayList<>();
        for (int version : List.of(34, 35)) {
            Recordings.vectors(version).get("vectors").forEach(vectors::add);
        }
        return vectors.stream().filter(vector -> vector.has("transactionHex") && vector.has("hashHex"));
    }

    @ParameterizedTest
    @MethodSource("signed")
    void whatWasSignedOnANetworkIsReadAndWrittenWithTheSameBytesAndHash(JsonNode vector) {
        TopologyTransaction transaction =
                new TopologyTransaction(vector.get("transactionHex").asText());

        TopologyContent content = transactions.read(transaction).orElseThrow();

        assertThat(transactions.of(content)).isEqualTo(transaction);
        assertThat(transaction.hash()).isEqualTo(vector.get("hashHex").asText());
    }

    @Test
    void aNewExternalPartyIsWrittenAsItsAllocationWas() {
        JsonNode allocation = Recordings.vectors(35).get("vectors").get(0);
        HostingMapping mapping = new HostingMapping(
                PartyId.of("Ext-7ec1a::" + KEY.fingerprint()),
                1,
                1,
                List.of(new Host(
                        ParticipantId.of(
                                "participant1::12205a0a75cd2ee17b1e0e8f7716d71c5bf2bf6c61cf418f6f88114d59e30ad3be9f"),
                        Permission.CONFIRMATION,
                        Onboarding.CLEAR)),
                Optional.of(PartyKeys.of(KEY)));

        assertThat(transactions.of(mapping).hex())
                .isEqualTo(allocation.get("transactionHex").asText());
    }

    /** One signature over three transactions was taken by a network. */
    @Test
    void aSignatureOfSeveralNamesAllOfThem() throws Exception {
        JsonNode several = Recordings.multiSignatureVectors();
        List<String> hashes = new ArrayList<>();
        several.get("transactions")
                .forEach(each -> hashes.add(each.get("hashHex").asText()));
        TopologyTransaction first = new TopologyTransaction(
                several.get("transactions").get(0).get("transactionHex").asText());
        KeySignature signature = new KeySignature(KEY, hashes, "ab".repeat(64));

        SignedTopologyTransaction wire = CantonTransactions.signed(new SignedTransaction(first, signature));

        assertThat(signature.signed()).isEqualTo(Multihash.ofTransactions(hashes));
        assertThat(wire.getProposal()).isTrue();
        assertThat(wire.getSignaturesCount()).isZero();
        assertThat(wire.getMultiTransactionSignatures(0).getTransactionHashesList())
                .map(hash -> HexFormat.of().formatHex(hash.toByteArray()))
                .containsExactlyInAnyOrderElementsOf(hashes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedTransaction(new TopologyTransaction("00"), signature));
    }

    @Test
    void namespacesAndKeysAreReadAsTheyAreWritten() {
        TreeSet<Fingerprint> owners =
                new TreeSet<>(List.of(KEY.fingerprint(), new Fingerprint("1220" + "cd".repeat(32))));
        for (TopologyContent content : List.of(NamespaceDefinition.founded(owners, 2), new RootDelegation(KEY))) {
            assertThat(transactions.read(transactions.of(content))).contains(content);
        }
    }

    @Test
    void whatIsNotUnderstoodIsNotShown() {
        TopologyTransaction good = transactions.of(new RootDelegation(KEY));

        assertThat(transactions.read(new TopologyTransaction("00"))).isEmpty();
        assertThat(transactions.read(new TopologyTransaction(""))).isEmpty();
        // An unknown field at the end would be signed and shown to nobody.
        assertThat(transactions.read(new TopologyTransaction(good.hex() + "9a0601aa")))
                .isEmpty();
    }
}
