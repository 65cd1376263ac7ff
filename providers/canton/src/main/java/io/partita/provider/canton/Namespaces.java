package io.partita.provider.canton;

import io.partita.core.hash.Sha256;
import io.partita.core.model.Fingerprint;
import io.partita.core.provider.NamespaceState;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.Enums.TopologyMappingCode;
import io.partita.proto.protocol.NamespaceDelegation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** From the wire's mappings of namespaces to whose signatures count. */
final class Namespaces {

    /** What a fingerprint is hashed for; it comes before the key's bytes (semantics 10). */
    private static final int FINGERPRINT_PURPOSE = 12;

    private static final String SHA_256_MULTIHASH = "1220";

    /** An Ed25519 key as SubjectPublicKeyInfo begins with this, and the key itself is the rest. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_LENGTH = ED25519_PREFIX.length + 32;

    private Namespaces() {}

    static NamespaceState decentralized(Fingerprint namespace, DecentralizedNamespaceDefinition definition)
            throws UnreadableAnswer {
        SortedSet<Fingerprint> owners = new TreeSet<>();
        for (String owner : definition.getOwnersList()) {
            owners.add(Fingerprint.parse(owner)
                    .orElseThrow(
                            () -> new UnreadableAnswer("an owner of " + namespace + " is no fingerprint: " + owner)));
        }
        int threshold = definition.getThreshold();
        if (threshold < 1 || threshold > owners.size()) {
            throw new UnreadableAnswer(namespace + " has " + owners.size() + " owners and the threshold " + threshold);
        }
        return NamespaceState.decentralized(namespace, owners, threshold);
    }

    /** @param delegations those in force for the namespace */
    static NamespaceState ordinary(Fingerprint namespace, List<NamespaceDelegation> delegations) {
        SortedSet<Fingerprint> keys = new TreeSet<>();
        delegations.stream()
                .filter(Namespaces::signsHostings)
                .forEach(delegation -> keys.add(fingerprint(delegation.getTargetKey())));
        return NamespaceState.ordinary(namespace, keys);
    }

    /**
     * Without a restriction, which is how old releases write it, a key signs every mapping but delegations at least.
     */
    private static boolean signsHostings(NamespaceDelegation delegation) {
        return !delegation.hasCanSignSpecificMapings()
                || delegation
                        .getCanSignSpecificMapings()
                        .getMappingsList()
                        .contains(TopologyMappingCode.TOPOLOGY_MAPPING_CODE_PARTY_TO_PARTICIPANT);
    }

    /** Of an Ed25519 key its 32 bytes are hashed, of every other key its whole encoding. */
    static Fingerprint fingerprint(SigningPublicKey key) {
        byte[] bytes = key.getPublicKey().toByteArray();
        boolean wrapped = bytes.length == ED25519_LENGTH
                && Arrays.equals(bytes, 0, ED25519_PREFIX.length, ED25519_PREFIX, 0, ED25519_PREFIX.length);
        MessageDigest digest = Sha256.digest();
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(FINGERPRINT_PURPOSE).array());
        digest.update(wrapped ? Arrays.copyOfRange(bytes, ED25519_PREFIX.length, bytes.length) : bytes);
        return new Fingerprint(SHA_256_MULTIHASH + HexFormat.of().formatHex(digest.digest()));
    }
}
