package io.partita.cli.approval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Keys of SSH: what they sign, and whether they have. */
public final class SshKeys {

    private static final String RSA = "ssh-rsa";
    private static final int FEWEST_BITS_OF_RSA = 2048;
    private static final String RSA_SIGNS = "rsa-sha2-512";

    /** With which algorithms a kind of key may have signed; others, such as those with SHA-1, do not count. */
    private static final Map<String, Set<String>> ALGORITHMS = Map.of(
            RSA,
            Set.of("rsa-sha2-256", RSA_SIGNS),
            "ssh-ed25519",
            Set.of("ssh-ed25519"),
            "ecdsa-sha2-nistp256",
            Set.of("ecdsa-sha2-nistp256"),
            "ecdsa-sha2-nistp384",
            Set.of("ecdsa-sha2-nistp384"),
            "ecdsa-sha2-nistp521",
            Set.of("ecdsa-sha2-nistp521"),
            "sk-ssh-ed25519@openssh.com",
            Set.of("sk-ssh-ed25519@openssh.com"),
            "sk-ecdsa-sha2-nistp256@openssh.com",
            Set.of("sk-ecdsa-sha2-nistp256@openssh.com"));

    private SshKeys() {}

    /** The fingerprint of a key as OpenSSH writes it. @param publicKey as it is on the wire */
    public static String fingerprint(byte[] publicKey) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(publicKey));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-2", impossible);
        }
    }

    /**
     * Whether a key has signed a message.
     *
     * @throws SignatureRefused when the key, or the way in which it signed, is none that counts
     */
    public static boolean hasSigned(SshSignature signature, byte[] message) throws SignatureRefused {
        String type = type(signature.publicKey());
        String algorithm = type(signature.signature());
        if (!ALGORITHMS.containsKey(type)) {
            throw new SignatureRefused("a key of this kind does not count; ed25519, ecdsa, rsa and their sk- kinds do");
        }
        if (!ALGORITHMS.get(type).contains(algorithm)) {
            throw new SignatureRefused("the key signed in a way that does not count: an RSA key has to sign with"
                    + " rsa-sha2-512 or rsa-sha2-256, any other as its own kind does");
        }
        try {
            PublicKey key = new ByteArrayBuffer(signature.publicKey()).getRawPublicKey();
            requireBits(key);
            Signature verifier = BuiltinSignatures.fromFactoryName(algorithm).create();
            verifier.initVerifier(null, key);
            verifier.update(null, signature.signed(message));
            return verifier.verify(null, signature.signature());
        } catch (SignatureRefused refused) {
            throw refused;
        } catch (Exception damaged) {
            // The interface of the library throws Exception for whatever does not fit its form.
            throw new SignatureRefused("the key or the signature is damaged", damaged);
        }
    }

    private static void requireBits(PublicKey key) throws SignatureRefused {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < FEWEST_BITS_OF_RSA) {
            throw new SignatureRefused("an RSA key has to have " + FEWEST_BITS_OF_RSA + " bits at least");
        }
    }

    private static String type(byte[] wire) throws SignatureRefused {
        try {
            return new ByteArrayBuffer(wire).getString();
        } catch (BufferException damaged) {
            throw new SignatureRefused("the key or the signature is damaged", damaged);
        }
    }

    /**
     * The private key of a file.
     *
     * @param file what is in it
     * @param passphrase asked when the key is encrypted; empty when nobody can be asked
     * @throws SignatureRefused when there is none that signs here
     */
    public static KeyPair read(byte[] file, Supplier<Optional<char[]>> passphrase) throws SignatureRefused {
        FilePasswordProvider asking = (session, resource, attempt) -> passphrase
                .get()
                .map(String::new)
                .orElseThrow(
                        () -> new SignatureRefused("the key is encrypted, and nobody can be asked for its passphrase"));
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("key"), new ByteArrayInputStream(file), asking);
            if (found != null) {
                for (KeyPair pair : found) {
                    return usable(pair);
                }
            }
            throw new SignatureRefused("there is no private key in it that signs here");
        } catch (SignatureRefused refused) {
            throw refused;
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw new SignatureRefused(
                    unreadable.getCause() instanceof SignatureRefused why
                            ? why.getMessage()
                            : "it is no private key that can be read here, or the passphrase is not right",
                    unreadable);
        }
    }

    private static KeyPair usable(KeyPair pair) throws SignatureRefused {
        String type = KeyUtils.getKeyType(pair);
        if (type == null || type.startsWith("sk-") || !ALGORITHMS.containsKey(type)) {
            throw new SignatureRefused("a key of this kind signs on its own device, or not at all");
        }
        requireBits(pair.getPublic());
        return pair;
    }

    /** The public key as it is on the wire. */
    public static byte[] wire(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return buffer.getCompactData();
    }

    /** Signs a message. @throws SignatureRefused when the key does not */
    public static SshSignature sign(KeyPair pair, String namespace, byte[] message) throws SignatureRefused {
        String type = KeyUtils.getKeyType(pair);
        String algorithm = type.equals(RSA) ? RSA_SIGNS : type;
        try {
            Signature signer = BuiltinSignatures.fromFactoryName(algorithm).create();
            signer.initSigner(null, pair.getPrivate());
            signer.update(null, SshSignature.signed(namespace, message));
            ByteArrayBuffer buffer = new ByteArrayBuffer();
            buffer.putString(algorithm, StandardCharsets.US_ASCII);
            buffer.putBytes(signer.sign(null));
            return SshSignature.of(wire(pair.getPublic()), namespace, buffer.getCompactData());
        } catch (Exception refused) {
            // The interface of the library throws Exception for whatever does not fit its form.
            throw new SignatureRefused("the key does not sign", refused);
        }
    }
}
