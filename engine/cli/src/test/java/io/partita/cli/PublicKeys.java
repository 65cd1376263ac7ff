package io.partita.cli;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Public keys for declarations of tests. */
final class PublicKeys {

    private static final Map<String, String> MADE = new ConcurrentHashMap<>();

    private PublicKeys() {}

    /** A key as PEM: the same for the same name. */
    static String pem(String name) {
        return MADE.computeIfAbsent(name, any -> made());
    }

    private static String made() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
