package io.partita.provider.sandbox.crypto;

import com.google.protobuf.ByteString;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.EncryptionKeySpec;
import io.partita.proto.crypto.EncryptionPublicKey;
import io.partita.proto.crypto.Signature;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.provider.sandbox.ids.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Public keys: their fingerprints, and whether a signature is theirs. */
public final class PublicKeys {

    private static final int ED25519_SPKI_LENGTH = 44;
    private static final int ED25519_RAW_LENGTH = 32;
    private static final byte[] P256_SPKI_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private PublicKeys() {}

    /** Fingerprint of a key in hex. Ed25519 keys hash their 32 raw bytes, all others their whole encoding. */
    public static String fingerprint(SigningPublicKey key) {
        return Hashes.fingerprint(
                isEd25519(key)
                        ? rawEd25519(key.getPublicKey())
                        : key.getPublicKey().toByteArray());
    }

    /** Fingerprint of an encryption key in hex. */
    public static String fingerprint(EncryptionPublicKey key) {
        return Hashes.fingerprint(key.getPublicKey().toByteArray());
    }

    /** Whether a signature of a hash was made with this key. False also for a damaged key or signature. */
    public static boolean verifies(SigningPublicKey key, ByteString hash, Signature signature) {
        byte[] message = hash.toByteArray();
        byte[] bytes = signature.getSignature().toByteArray();
        if (isEd25519(key)) {
            byte[] raw = rawEd25519(key.getPublicKey());
            return raw.length == ED25519_RAW_LENGTH
                    && bytes.length == Ed25519.SIGNATURE_SIZE
                    && Ed25519.verify(bytes, 0, raw, 0, message, 0, message.length);
        }
        return verifiesEcdsa(key, message, bytes);
    }

    private static boolean verifiesEcdsa(SigningPublicKey key, byte[] message, byte[] signature) {
        try {
            AsymmetricKeyParameter parameter =
                    PublicKeyFactory.createKey(key.getPublicKey().toByteArray());
            if (!(parameter instanceof ECPublicKeyParameters)) {
                return false;
            }
            ECPublicKeyParameters curve = (ECPublicKeyParameters) parameter;
            ECDSASigner signer = new ECDSASigner();
            signer.init(false, curve);
            BigInteger[] pair =
                    StandardDSAEncoding.INSTANCE.decode(curve.getParameters().getN(), signature);
            return signer.verifySignature(digest(key).digest(message), pair[0], pair[1]);
        } catch (IOException | IllegalArgumentException damaged) {
            return false;
        }
    }

    private static MessageDigest digest(SigningPublicKey key) {
        String name = key.getKeySpec() == SigningKeySpec.SIGNING_KEY_SPEC_EC_P384 ? "SHA-384" : "SHA-256";
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The P-256 encryption key that belongs to a text. Nobody decrypts with it: a node must merely have one. */
    static EncryptionPublicKey derivedEncryptionKey(String text) {
        X9ECParameters curve = SECNamedCurves.getByName("secp256r1");
        BigInteger scalar = new BigInteger(1, Sha256.of(text))
                .mod(curve.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        byte[] point = curve.getG().multiply(scalar).normalize().getEncoded(false);
        return EncryptionPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setPublicKey(ByteString.copyFrom(P256_SPKI_PREFIX).concat(ByteString.copyFrom(point)))
                .setKeySpec(EncryptionKeySpec.ENCRYPTION_KEY_SPEC_EC_P256)
                .build();
    }

    private static boolean isEd25519(SigningPublicKey key) {
        return key.getKeySpec() == SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519;
    }

    private static byte[] rawEd25519(ByteString encoded) {
        return encoded.size() == ED25519_SPKI_LENGTH
                ? encoded.substring(ED25519_SPKI_LENGTH - ED25519_RAW_LENGTH).toByteArray()
                : encoded.toByteArray();
    }
}
