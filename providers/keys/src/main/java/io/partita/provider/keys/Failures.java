package io.partita.provider.keys;

import io.partita.core.model.SigningKey;
import io.partita.core.provider.KeyFailed;

/** What several sources of signatures say alike. */
final class Failures {

    static final String PASSWORD = "key-password";

    private static final String MISMATCH = "key-mismatch";

    private Failures() {}

    /** @param what the key that is there is, such as {@code the key in 'owner.pem'} */
    static KeyFailed otherKey(String what, SigningKey declared, SigningKey found) {
        return new KeyFailed(
                MISMATCH,
                what + " is " + found.fingerprint() + ", and the declared one is " + declared.fingerprint(),
                "Name the private key that belongs to the declared public one, or declare the other public key.");
    }

    static KeyFailed notOfTheKey(SigningKey declared) {
        return new KeyFailed(
                MISMATCH,
                "the signature is not one of the key " + declared.fingerprint() + " over what it was asked to sign",
                "Sign exactly the bytes that are given, with the private key of the declared public one: "
                        + form(declared) + ".");
    }

    private static String form(SigningKey key) {
        return switch (key.spec()) {
            case ED25519 -> "Ed25519 over the bytes themselves";
            case P256, SECP256K1 -> "ECDSA with SHA-256 over the bytes";
            case P384 -> "ECDSA with SHA-384 over the bytes";
        };
    }

    /** Words of another in one line, without what could move the cursor of a terminal. */
    static String inOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip();
    }

    /** As a shell takes it. */
    static String typed(Object path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
