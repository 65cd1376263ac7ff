package io.partita.provider.keys;

import io.partita.core.model.KeySpec;
import io.partita.core.model.SigningKey;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A private key that was read. Its texts are masked everywhere from the moment that there is one. */
final class FileKey {

    private final SigningKey publicKey;
    private final AsymmetricKeyParameter key;

    private FileKey(KeySpec spec, AsymmetricKeyParameter key, AsymmetricKeyParameter publicHalf) throws IOException {
        this.key = key;
        this.publicKey = SigningKey.of(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicHalf)
                        .getEncoded())
                .filter(half -> half.spec() == spec)
                .orElseThrow(() -> new IOException("a public half of another kind"));
    }

    /**
     * @return empty for a key that signs no topology
     * @throws IOException for what is no key at all
     */
    static Optional<FileKey> of(PrivateKeyInfo info) throws IOException {
        AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
            byte[] seed = edwards.getEncoded();
            mask(seed);
            return Optional.of(new FileKey(KeySpec.ED25519, key, edwards.generatePublicKey()));
        }
        if (key instanceof ECPrivateKeyParameters scalar
                && scalar.getParameters() instanceof ECNamedDomainParameters curve) {
            Optional<KeySpec> spec = Signatures.specOf(curve.getName());
            return spec.isPresent() ? Optional.of(ofCurve(spec.get(), scalar, curve)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static FileKey ofCurve(KeySpec spec, ECPrivateKeyParameters key, ECNamedDomainParameters curve)
            throws IOException {
        BigInteger scalar = key.getD();
        mask(BigIntegers.asUnsignedByteArray(BigIntegers.getUnsignedByteLength(curve.getN()), scalar));
        // Multiplied as for a signature: in a time that does not depend on the secret number.
        return new FileKey(
                spec,
                key,
                new ECPublicKeyParameters(new FixedPointCombMultiplier().multiply(curve.getG(), scalar), curve));
    }

    SigningKey publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        return Signatures.sign(publicKey.spec(), key, message);
    }

    /**
     * Makes known how the secret number looks in hex, and in the Base64 of a file, where it begins at one of three
     * places. Not the whole text of the file: most of that is the public key, which is to be read.
     *
     * @param secret filled with zeroes afterwards
     */
    private static void mask(byte[] secret) {
        KnownSecrets.add(HexFormat.of().formatHex(secret), KnownSecrets.Life.LASTING);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Without the characters at either end that depend on the neighbours.
            int begin = (before * Byte.SIZE + 5) / 6;
            int end = shifted.length * Byte.SIZE / 6;
            KnownSecrets.add(text.substring(begin, end), KnownSecrets.Life.LASTING);
            Arrays.fill(shifted, (byte) 0);
        }
        Arrays.fill(secret, (byte) 0);
    }
}
