package io.partita.core.stub;

import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.Keys;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of a test, wherever a plan says that they are. */
public final class OwnKeys implements Keys {

    private final Map<SigningKey, PrivateKey> keys = new ConcurrentHashMap<>();

    /** What keeps every key from signing; empty when nothing does. */
    public volatile Optional<KeyFailed> trouble = Optional.empty();

    /** How often something was signed. */
    public volatile int signatures;

    /** A new key. */
    public SigningKey key() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            SigningKey key = SigningKey.of(pair.getPublic().getEncoded()).orElseThrow();
            keys.put(key, pair.getPrivate());
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] sign(SigningKey key, KeySource source, byte[] message) throws KeyFailed {
        check(key, source);
        signatures++;
        return sign(key, message);
    }

    /** A signature that its owner gives elsewhere. */
    public byte[] sign(SigningKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.get(key));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void check(SigningKey key, KeySource source) throws KeyFailed {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    @Override
    public boolean isSignature(SigningKey key, byte[] message, byte[] signature) {
        try {
            PublicKey known = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key.bytes()));
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(known);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
