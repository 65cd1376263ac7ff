package io.partita.provider.keys;

import io.partita.core.model.KeySpec;
import io.partita.core.model.SigningKey;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** The signatures of the topology: what is hashed for each kind of key, and the form (semantics 10). */
final class Signatures {

    private static final int ED25519_BYTES = 64;

    private Signatures() {}

    /** @param privateKey one of this kind */
    static byte[] sign(KeySpec spec, AsymmetricKeyParameter privateKey, byte[] message) {
        Signer signer = signer(spec);
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException refused) {
            throw new IllegalStateException("Bouncy Castle did not sign", refused);
        }
    }

    /** Whether a signature is one of the message with the key; false for bytes of any other form. */
    static boolean isOf(SigningKey key, byte[] message, byte[] signature) {
        Signer signer = signer(key.spec());
        try {
            signer.init(false, publicKey(key));
        } catch (IllegalArgumentException noPointOfTheCurve) {
            return false;
        }
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    /** What a key of a curve signs of a message. */
    static byte[] hash(KeySpec spec, byte[] message) {
        Digest digest = digest(spec);
        digest.update(message, 0, message.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /**
     * A signature in the form that the topology takes.
     *
     * @param given in that form, or for a curve R and S behind each other, each as long as the order of the curve
     * @return empty for bytes of any other form
     */
    static Optional<byte[]> inTopologyForm(KeySpec spec, byte[] given) {
        if (spec == KeySpec.ED25519) {
            return given.length == ED25519_BYTES ? Optional.of(given) : Optional.empty();
        }
        BigInteger order = curve(spec).getN();
        Optional<BigInteger[]> numbers = numbers(StandardDSAEncoding.INSTANCE, order, given)
                .or(() -> numbers(PlainDSAEncoding.INSTANCE, order, given));
        return numbers.map(both -> der(order, both));
    }

    /** The names of the curves that a private key of this kind may have. */
    static Optional<KeySpec> specOf(ASN1ObjectIdentifier curve) {
        return Arrays.stream(KeySpec.values())
                .filter(spec -> spec != KeySpec.ED25519)
                .filter(spec -> name(spec).equals(curve))
                .findFirst();
    }

    private static Optional<BigInteger[]> numbers(DSAEncoding form, BigInteger order, byte[] given) {
        try {
            return Optional.of(form.decode(order, given));
        } catch (IOException | IllegalArgumentException | ClassCastException | IllegalStateException otherForm) {
            return Optional.empty();
        }
    }

    private static byte[] der(BigInteger order, BigInteger[] numbers) {
        try {
            return StandardDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
        } catch (IOException impossible) {
            throw new IllegalStateException("two numbers have no DER", impossible);
        }
    }

    /** @throws IllegalArgumentException when the key is no point of its curve */
    private static AsymmetricKeyParameter publicKey(SigningKey key) {
        byte[] bytes = key.bytes();
        if (key.spec() == KeySpec.ED25519) {
            return new Ed25519PublicKeyParameters(bytes, bytes.length - Ed25519PublicKeyParameters.KEY_SIZE);
        }
        ECNamedDomainParameters curve = curve(key.spec());
        int length = 1 + 2 * ((curve.getCurve().getFieldSize() + 7) / 8);
        byte[] point = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
        return new ECPublicKeyParameters(curve.getCurve().decodePoint(point), curve);
    }

    private static Signer signer(KeySpec spec) {
        return spec == KeySpec.ED25519
                ? new Ed25519Signer()
                : new DSADigestSigner(
                        new ECDSASigner(new HMacDSAKCalculator(digest(spec))),
                        digest(spec),
                        StandardDSAEncoding.INSTANCE);
    }

    private static Digest digest(KeySpec spec) {
        return switch (spec) {
            case P256, SECP256K1 -> new SHA256Digest();
            case P384 -> new SHA384Digest();
            case ED25519 -> throw new IllegalArgumentException("Ed25519 hashes by itself");
        };
    }

    private static ECNamedDomainParameters curve(KeySpec spec) {
        return ECNamedDomainParameters.lookup(name(spec));
    }

    private static ASN1ObjectIdentifier name(KeySpec spec) {
        return switch (spec) {
            case P256 -> SECObjectIdentifiers.secp256r1;
            case P384 -> SECObjectIdentifiers.secp384r1;
            case SECP256K1 -> SECObjectIdentifiers.secp256k1;
            case ED25519 -> throw new IllegalArgumentException("Ed25519 is its own curve");
        };
    }
}
