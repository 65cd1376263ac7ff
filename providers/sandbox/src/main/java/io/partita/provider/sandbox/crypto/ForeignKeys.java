package io.partita.provider.sandbox.crypto;

import com.google.protobuf.ByteString;
import io.partita.core.model.SigningKey;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import java.util.List;

/** Public keys whose private half no node holds, as the topology has them. */
public final class ForeignKeys {

    private ForeignKeys() {}

    /** The key with its usages. */
    public static SigningPublicKey publicKey(SigningKey key, SigningKeyUsage... usage) {
        return SigningPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setPublicKey(ByteString.copyFrom(key.bytes()))
                .addAllUsage(List.of(usage))
                .setKeySpec(spec(key))
                .build();
    }

    private static SigningKeySpec spec(SigningKey key) {
        return switch (key.spec()) {
            case ED25519 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519;
            case P256 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_P256;
            case P384 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_P384;
            case SECP256K1 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_SECP256K1;
        };
    }
}
