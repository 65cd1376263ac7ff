package io.partita.provider.sandbox.crypto;

import com.google.protobuf.ByteString;
import io.partita.proto.crypto.CryptoKeyFormat;
import io.partita.proto.crypto.Signature;
import io.partita.proto.crypto.SignatureFormat;
import io.partita.proto.crypto.SigningAlgorithmSpec;
import io.partita.proto.crypto.SigningKeySpec;
import io.partita.proto.crypto.SigningKeyUsage;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.provider.sandbox.ids.Sha256;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair. Its text form does not show the private half. */
public final class SigningKey {

    private static final byte[] SPKI_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final byte[] seed;
    private final byte[] raw;
    private final String fingerprint;
    private final SigningPublicKey publicKey;

    private SigningKey(byte[] seed, byte[] raw, List<SigningKeyUsage> usage) {
        this.seed = seed.clone();
        this.raw = raw.clone();
        this.fingerprint = Hashes.fingerprint(raw);
        this.publicKey = SigningPublicKey.newBuilder()
                .setFormat(CryptoKeyFormat.CRYPTO_KEY_FORMAT_DER_X509_SUBJECT_PUBLIC_KEY_INFO)
                .setPublicKey(ByteString.copyFrom(SPKI_PREFIX).concat(ByteString.copyFrom(raw)))
                .addAllUsage(usage)
                .setKeySpec(SigningKeySpec.SIGNING_KEY_SPEC_EC_CURVE25519)
                .build();
    }

    /** The key with this private seed (32 bytes). */
    public static SigningKey ofSeed(byte[] seed, List<SigningKeyUsage> usage) {
        requireLength(seed, Ed25519.SECRET_KEY_SIZE, "private seed");
        byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, raw, 0);
        return new SigningKey(seed, raw, usage);
    }

    /** The same when its public half (32 bytes) is known: to work it out takes time. */
    static SigningKey ofHalves(byte[] seed, byte[] raw, List<SigningKeyUsage> usage) {
        requireLength(seed, Ed25519.SECRET_KEY_SIZE, "private seed");
        requireLength(raw, Ed25519.PUBLIC_KEY_SIZE, "public half");
        return new SigningKey(seed, raw, usage);
    }

    private static void requireLength(byte[] bytes, int length, String what) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("a " + what + " has " + length + " bytes");
        }
    }

    /** The key that belongs to a text: the same text gives the same key. */
    public static SigningKey derived(String text, List<SigningKeyUsage> usage) {
        return ofSeed(Sha256.of(text), usage);
    }

    /** Fingerprint in hex; of a namespace's root key, the namespace. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The public half with its usages. */
    public SigningPublicKey publicKey() {
        return publicKey;
    }

    /** The signature of a hash (34 bytes). */
    public Signature sign(ByteString hash) {
        byte[] message = hash.toByteArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, raw, 0, message, 0, message.length, signature, 0);
        return Signature.newBuilder()
                .setFormat(SignatureFormat.SIGNATURE_FORMAT_CONCAT)
                .setSignature(ByteString.copyFrom(signature))
                .setSignedBy(fingerprint)
                .setSigningAlgorithmSpec(SigningAlgorithmSpec.SIGNING_ALGORITHM_SPEC_ED25519)
                .build();
    }

    byte[] seed() {
        return seed.clone();
    }

    byte[] raw() {
        return raw.clone();
    }

    @Override
    public String toString() {
        return "SigningKey " + fingerprint;
    }
}
