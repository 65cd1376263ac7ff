package io.partita.provider.sandbox;

import static io.partita.provider.sandbox.Lab.P1;
import static io.partita.provider.sandbox.Lab.P2;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.vault.GenerateSigningKeyRequest;
import io.partita.proto.vault.ListKeysFilters;
import io.partita.proto.vault.ListMyKeysRequest;
import io.partita.proto.vault.VaultServiceGrpc;
import io.partita.provider.sandbox.crypto.PublicKeys;
import io.partita.provider.sandbox.topology.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A party in the namespace of a key that a participant generated for it (semantics 2.1 to 2.3). */
class OwnNamespaceTest {

    private static final String NO_KEY = "TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE";

    private final Lab lab = Lab.open();
    private final SigningPublicKey key = VaultServiceGrpc.newBlockingStub(lab.admin(P1))
            .generateSigningKey(GenerateSigningKeyRequest.newBuilder()
                    .setName("alice")
                    .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                    .build())
            .getPublicKey();
    private final String namespace = PublicKeys.fingerprint(key);
    private final String alice = "Alice::" + namespace;

    @AfterEach
    void close() {
        lab.close();
    }

    private void introduce(String participant) {
        TopologyMapping root = TopologyMapping.newBuilder()
                .setNamespaceDelegation(NamespaceDelegation.newBuilder()
                        .setNamespace(namespace)
                        .setTargetKey(key)
                        .setCanSignAllMappings(NamespaceDelegation.CanSignAllMappings.getDefaultInstance()))
                .build();
        lab.write(participant)
                .authorize(lab.proposal(1, root).addSignedBy(namespace).build());
    }

    private void signWithKey(int serial, TopologyMapping mapping) {
        lab.write(P1)
                .authorize(lab.proposal(serial, mapping).addSignedBy(namespace).build());
    }

    @Test
    void itsKeySignsOnceItIsIntroducedByItsHolder() {
        TopologyMapping hosting = Lab.hosting(alice, 1, lab.host(P2, Permission.CONFIRMATION));
        assertThat(Lab.code(() -> signWithKey(1, hosting))).isEqualTo(NO_KEY);
        assertThat(Lab.code(() -> introduce(P2))).isEqualTo(NO_KEY);

        introduce(P1);
        lab.propose(P2, 1, hosting);
        assertThat(lab.serial(P1, alice)).isZero();
        signWithKey(1, hosting);

        assertThat(lab.serial(P1, alice)).isEqualTo(1);
        assertThat(lab.head(P1, alice).orElseThrow().getContext().getSignedByFingerprintsList())
                .containsExactlyInAnyOrder(namespace, lab.namespace(P2));
    }

    @Test
    void itsHolderSignsAsAHostAndForThePartyAtOnce() {
        introduce(P1);

        lab.propose(P1, 1, Lab.hosting(alice, 1, lab.host(P1, Permission.SUBMISSION)));

        assertThat(lab.serial(P1, alice)).isEqualTo(1);
    }

    @Test
    void itsKeyIsListedWhereItIsAlone() {
        ListMyKeysRequest request = ListMyKeysRequest.newBuilder()
                .setFilters(ListKeysFilters.newBuilder()
                        .setFingerprint(namespace)
                        .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE))
                .build();

        assertThat(VaultServiceGrpc.newBlockingStub(lab.admin(P1))
                        .listMyKeys(request)
                        .getPrivateKeysMetadataList())
                .hasSize(1);
        assertThat(VaultServiceGrpc.newBlockingStub(lab.admin(P2))
                        .listMyKeys(request)
                        .getPrivateKeysMetadataList())
                .isEmpty();
    }
}
