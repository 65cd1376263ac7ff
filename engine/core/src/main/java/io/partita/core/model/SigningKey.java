package io.partita.core.model;

import io.partita.core.hash.Multihash;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key that signs topology transactions.
 *
 * @param spec its kind
 * @param hex lower-case hex of its DER SubjectPublicKeyInfo
 */
public record SigningKey(KeySpec spec, String hex) {

    /** @throws IllegalArgumentException when the bytes are not a key of this kind */
    public SigningKey {
        if (!KeySpec.of(HexFormat.of().parseHex(hex)).equals(Optional.of(spec))) {
            throw new IllegalArgumentException("not a public key of the kind " + spec.word() + ": " + hex);
        }
    }

    /** Empty when the bytes are the DER SubjectPublicKeyInfo of no kind of key that signs topology transactions. */
    public static Optional<SigningKey> of(byte[] subjectPublicKeyInfo) {
        return KeySpec.of(subjectPublicKeyInfo)
                .map(spec -> new SigningKey(spec, HexFormat.of().formatHex(subjectPublicKeyInfo)));
    }

    /** The DER SubjectPublicKeyInfo. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** What it is called in the topology: also the namespace of which it is the root key (semantics 10). */
    public Fingerprint fingerprint() {
        return new Fingerprint(Multihash.ofKey(spec.hashed(bytes())));
    }
}
