package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.ProtocolMessageEnum;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.PartyKeys.PartyKey;
import io.partita.core.model.SigningKey;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.SigningKeyScheme;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningKeysWithThreshold;
import io.partita.proto.crypto.SigningPublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The signing keys of external parties: what was read is written as it was, whatever number an enumeration had. */
final class SigningKeys {

    private static final String FORMAT = "CRYPTO_KEY_FORMAT_";
    private static final String SCHEME = "SIGNING_KEY_SCHEME_";
    private static final String USAGE = "SIGNING_KEY_USAGE_";
    private static final String SPEC = "SIGNING_KEY_SPEC_";

    private SigningKeys() {}

    static PartyKeys read(SigningKeysWithThreshold keys, String party) throws UnreadableAnswer {
        List<PartyKey> read = new ArrayList<>();
        for (SigningPublicKey key : keys.getKeysList()) {
            List<String> usages = new ArrayList<>();
            for (int usage : key.getUsageValueList()) {
                usages.add(word(USAGE, usage, SigningKeyUsage::forNumber));
            }
            read.add(new PartyKey(
                    word(FORMAT, key.getFormatValue(), CryptoKeyFormat::forNumber),
                    Told.withoutSecret(
                            "a party's signing key",
                            HexFormat.of().formatHex(key.getPublicKey().toByteArray())),
                    key.getSchemeValue() == 0 ? "" : word(SCHEME, key.getSchemeValue(), SigningKeyScheme::forNumber),
                    usages,
                    word(SPEC, key.getKeySpecValue(), SigningKeySpec::forNumber)));
        }
        if (keys.getThreshold() < 0 || read.stream().anyMatch(key -> key.hex().isEmpty())) {
            throw new UnreadableAnswer("the signing keys of " + party + " are out of range");
        }
        PartyKeys found = new PartyKeys(read, keys.getThreshold());
        if (!wire(found).equals(keys)) {
            throw new UnreadableAnswer("the signing keys of " + party
                    + " have something that this release of partita does not know and would lose");
        }
        return found;
    }

    static SigningKeysWithThreshold wire(PartyKeys keys) throws UnreadableAnswer {
        SigningKeysWithThreshold.Builder builder =
                SigningKeysWithThreshold.newBuilder().setThreshold(keys.threshold());
        for (PartyKey key : keys.keys()) {
            SigningPublicKey.Builder wired = SigningPublicKey.newBuilder()
                    .setFormatValue(number(FORMAT, key.format(), CryptoKeyFormat::valueOf))
                    .setPublicKey(ByteString.copyFrom(HexFormat.of().parseHex(key.hex())))
                    .setKeySpecValue(number(SPEC, key.spec(), SigningKeySpec::valueOf));
            if (!key.scheme().isEmpty()) {
                wired.setSchemeValue(number(SCHEME, key.scheme(), SigningKeyScheme::valueOf));
            }
            for (String usage : key.usages()) {
                wired.addUsageValue(number(USAGE, usage, SigningKeyUsage::valueOf));
            }
            builder.addKeys(wired);
        }
        return builder.build();
    }

    /** A key that signs for its namespace and nothing else. */
    static SigningPublicKey namespaceKey(SigningKey key) {
        SigningKeySpec spec = switch (key.spec()) {
            case ED25519 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519;
            case P256 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_P256;
            case P384 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_P384;
            case SECP256K1 -> SigningKeySpec.SIGNING_KEY_SPEC_EC_SECP256K1;
        };
        return SigningPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setPublicKey(ByteString.copyFrom(key.bytes()))
                .addUsage(SigningKeyUsage.SIGNING_KEY_USAGE_NAMESPACE)
                .setKeySpec(spec)
                .build();
    }

    private static String word(String prefix, int number, IntFunction<? extends Enum<?>> named) {
        Enum<?> found = named.apply(number);
        return found == null
                ? Integer.toString(number)
                : found.name()
                        .substring(prefix.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
    }

    private static int number(String prefix, String word, Function<String, ? extends ProtocolMessageEnum> named)
            throws UnreadableAnswer {
        if (word.matches("-?[0-9]{1,9}")) {
            return Integer.parseInt(word);
        }
        try {
            return named.apply(prefix + word.toUpperCase(Locale.ROOT).replace('-', '_'))
                    .getNumber();
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswer("'" + word + "' is no word for a signing key");
        }
    }
}
