package io.partita.core.model;

import java.util.List;
import java.util.Objects;

/**
 * The signing keys of an external party within its mapping ({@code party_signing_keys}), as the topology holds them.
 *
 * @param keys in the mapping's own order
 * @param threshold how many of them sign a transaction of the party
 */
public record PartyKeys(List<PartyKey> keys, int threshold) {

    /**
     * One of the keys, in the words of Canton's enumerations, lower case and with hyphens; what this release has no word
     * for is its number. What a mapping holds is carried over to the next one as it is.
     *
     * @param format of the key's bytes
     * @param hex lower-case hex of the key's bytes
     * @param scheme of older releases; empty for none
     * @param usages in their own order
     * @param spec kind of the key
     */
    public record PartyKey(String format, String hex, String scheme, List<String> usages, String spec) {

        private static final String SUBJECT_PUBLIC_KEY_INFO = "der-x509-subject-public-key-info";
        private static final List<String> OF_EXTERNAL_PARTY = List.of("namespace", "proof-of-ownership", "protocol");

        public PartyKey {
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(hex, "hex");
            Objects.requireNonNull(scheme, "scheme");
            usages = List.copyOf(usages);
            Objects.requireNonNull(spec, "spec");
        }

        /** The key with which an external party signs for its namespace and its transactions. */
        static PartyKey of(SigningKey key) {
            String spec = switch (key.spec()) {
                case ED25519 -> "ec-curve25519";
                case P256 -> "ec-p256";
                case P384 -> "ec-p384";
                case SECP256K1 -> "ec-secp256k1";
            };
            return new PartyKey(SUBJECT_PUBLIC_KEY_INFO, key.hex(), "", OF_EXTERNAL_PARTY, spec);
        }
    }

    public PartyKeys {
        keys = List.copyOf(keys);
    }

    /** What a new external party has: one key, which is the key of its namespace as well. */
    public static PartyKeys of(SigningKey key) {
        return new PartyKeys(List.of(PartyKey.of(key)), 1);
    }

    /** Whether the key is one of them, for the namespace of the party as well. */
    public boolean sign(SigningKey key) {
        PartyKey own = PartyKey.of(key);
        return keys.stream()
                .anyMatch(found -> found.hex().equals(own.hex())
                        && (found.usages().isEmpty() || found.usages().contains("namespace")));
    }
}
