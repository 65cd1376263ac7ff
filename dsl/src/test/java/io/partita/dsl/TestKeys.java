package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.dsl.word.KeyFiles;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every path is the file of a public key of its own. */
public final class TestKeys {

    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    public static final KeyFiles ANY = path -> Checked.of(of(path));

    private TestKeys() {}

    /** DER of the key that a path is the file of: the same for the same path. */
    public static byte[] of(String path) {
        return MADE.computeIfAbsent(path, any -> made());
    }

    private static byte[] made() {
        try {
            return KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
