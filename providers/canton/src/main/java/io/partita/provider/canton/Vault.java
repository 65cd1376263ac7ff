package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.CallFailed;
import io.partita.proto.crypto.PublicKey;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.vault.ListKeysFilters;
import io.partita.proto.vault.ListMyKeysRequest;
import io.partita.proto.vault.ListMyKeysResponse;
import io.partita.proto.vault.VaultServiceGrpc;
import java.util.List;
import java.util.Optional;

/** The keys that this participant holds. Only their public halves are ever told. */
final class Vault {

    private final ParticipantApis apis;

    Vault(ParticipantApis apis) {
        this.apis = apis;
    }

    /** Only a key for namespaces: no other signs topology for one. */
    Optional<SigningKey> held(Fingerprint fingerprint) throws CallFailed {
        String attempted = apis.on("looking for the key " + fingerprint.abbreviated());
        ListMyKeysRequest request = ListMyKeysRequest.newBuilder()
                .setFilters(ListKeysFilters.newBuilder()
                        .setFingerprint(fingerprint.hex())
                        .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE))
                .build();
        ListMyKeysResponse answer =
                apis.admin().read(VaultServiceGrpc.getListMyKeysMethod(), request, ParticipantApis.LOOK, attempted);
        return ParticipantApis.understood(apis.admin(), attempted, () -> found(answer, fingerprint));
    }

    /** A filter may be looser than it is written: what comes is looked at again. */
    private static Optional<SigningKey> found(ListMyKeysResponse answer, Fingerprint fingerprint) {
        return answer.getPrivateKeysMetadataList().stream()
                .map(metadata -> metadata.getPublicKeyWithName().getPublicKey())
                .filter(PublicKey::hasSigningPublicKey)
                .map(PublicKey::getSigningPublicKey)
                .filter(Vault::signsNamespaces)
                .flatMap(key -> SigningKey.of(key.getPublicKey().toByteArray()).stream())
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }

    private static boolean signsNamespaces(SigningPublicKey key) {
        List<SigningKeyUsage> usages = key.getUsageList();
        return usages.contains(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE);
    }
}
