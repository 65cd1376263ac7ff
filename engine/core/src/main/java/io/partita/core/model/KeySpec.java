package io.partita.core.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of keys that sign topology transactions (semantics 10). */
public enum KeySpec {
    ED25519("ed25519", "302a300506032b6570032100", 32),
    P256("p256", "3059301306072a8648ce3d020106082a8648ce3d03010703420004", 64),
    P384("p384", "3076301006072a8648ce3d020106052b8104002203620004", 96),
    SECP256K1("secp256k1", "3056301006072a8648ce3d020106052b8104000a03420004", 64);

    /** Tag and length of the SubjectPublicKeyInfo, in bytes. */
    private static final int OUTER = 2;

    private final String word;
    private final byte[] prefix;
    private final int rest;

    KeySpec(String word, String prefix, int rest) {
        this.word = word;
        this.prefix = HexFormat.of().parseHex(prefix);
        this.rest = rest;
    }

    /** The word in files and views. */
    public String word() {
        return word;
    }

    /**
     * The kind of a public key by its DER SubjectPublicKeyInfo; a point of a curve is never compressed. Empty for bytes
     * that are none of these.
     */
    static Optional<KeySpec> of(byte[] subjectPublicKeyInfo) {
        return Arrays.stream(values())
                .filter(spec -> subjectPublicKeyInfo.length == spec.prefix.length + spec.rest
                        && Arrays.equals(
                                subjectPublicKeyInfo, 0, spec.prefix.length, spec.prefix, 0, spec.prefix.length))
                .findFirst();
    }

    /**
     * The kind of a public key by the DER AlgorithmIdentifier of its SubjectPublicKeyInfo, whatever the key behind it is
     * like. Empty for another one.
     */
    static Optional<KeySpec> ofAlgorithm(byte[] identifier) {
        return Arrays.stream(values())
                .filter(spec -> identifier.length < spec.prefix.length - OUTER
                        && Arrays.equals(
                                identifier, 0, identifier.length, spec.prefix, OUTER, OUTER + identifier.length))
                .findFirst();
    }

    /** What the fingerprint is made of: the raw key for Ed25519, the whole SubjectPublicKeyInfo for the others. */
    byte[] hashed(byte[] subjectPublicKeyInfo) {
        return this == ED25519
                ? Arrays.copyOfRange(subjectPublicKeyInfo, prefix.length, subjectPublicKeyInfo.length)
                : subjectPublicKeyInfo;
    }
}
