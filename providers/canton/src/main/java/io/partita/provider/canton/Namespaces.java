package io.partita.provider.canton;

import io.partita.core.hash.Multihash;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyContent;
import io.partita.core.provider.NamespaceProposal;
import io.partita.core.provider.NamespaceState;
import io.partita.proto.crypto.SigningPublicKey;
import io.partita.proto.protocol.DecentralizedNamespaceDefinition;
import io.partita.proto.protocol.Enums.TopologyMappingCode;
import io.partita.proto.protocol.NamespaceDelegation;
import io.partita.proto.topology.BaseResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** From the wire's mappings of namespaces to whose signatures count. */
final class Namespaces {

    private Namespaces() {}

    static NamespaceState decentralized(Fingerprint namespace, DecentralizedNamespaceDefinition definition)
            throws UnreadableAnswer {
        NamespaceDefinition read = definition(1, definition);
        return NamespaceState.decentralized(namespace, read.owners(), read.threshold());
    }

    static NamespaceDefinition definition(int serial, DecentralizedNamespaceDefinition definition)
            throws UnreadableAnswer {
        Fingerprint namespace = fingerprint("a namespace", definition.getDecentralizedNamespace());
        SortedSet<Fingerprint> owners = new TreeSet<>();
        for (String owner : definition.getOwnersList()) {
            owners.add(fingerprint("an owner of " + namespace, owner));
        }
        int threshold = definition.getThreshold();
        if (threshold < 1 || threshold > owners.size()) {
            throw new UnreadableAnswer(namespace + " has " + owners.size() + " owners and the threshold " + threshold);
        }
        if (serial < 1) {
            throw new UnreadableAnswer("the serial " + serial + " of " + namespace + " is out of range");
        }
        return new NamespaceDefinition(namespace, serial, threshold, owners);
    }

    private static Fingerprint fingerprint(String what, String text) throws UnreadableAnswer {
        return Fingerprint.parse(text).orElseThrow(() -> new UnreadableAnswer(what + " is no fingerprint: " + text));
    }

    /** Owners in the order of their fingerprints: whoever writes the same definition writes the same bytes. */
    static DecentralizedNamespaceDefinition wire(NamespaceDefinition definition) {
        DecentralizedNamespaceDefinition.Builder builder = DecentralizedNamespaceDefinition.newBuilder()
                .setDecentralizedNamespace(definition.namespace().hex())
                .setThreshold(definition.threshold());
        definition.owners().forEach(owner -> builder.addOwners(owner.hex()));
        return builder.build();
    }

    static NamespaceProposal proposal(BaseResult context, DecentralizedNamespaceDefinition definition)
            throws UnreadableAnswer {
        SortedSet<Fingerprint> signedBy = new TreeSet<>();
        for (String signer : context.getSignedByFingerprintsList()) {
            signedBy.add(fingerprint("a signature's fingerprint", signer));
        }
        return new NamespaceProposal(
                definition(context.getSerial(), definition),
                Told.hash(
                        "the hash of a transaction",
                        context.getTransactionHash().toByteArray()),
                signedBy);
    }

    /** The key of an external owner signs for its namespace alone, so it gets no other usage. */
    static NamespaceDelegation wire(RootDelegation root) {
        return NamespaceDelegation.newBuilder()
                .setNamespace(root.key().fingerprint().hex())
                .setTargetKey(SigningKeys.namespaceKey(root.key()))
                .setCanSignAllMappings(NamespaceDelegation.CanSignAllMappings.getDefaultInstance())
                .build();
    }

    /** Empty for a delegation that is not a root key's own. */
    static Optional<TopologyContent> root(NamespaceDelegation delegation) {
        return SigningKey.of(delegation.getTargetKey().getPublicKey().toByteArray())
                .filter(key -> key.fingerprint().hex().equals(delegation.getNamespace()))
                .map(RootDelegation::new);
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

    /** Also of a key in a form that signs nothing here: then all of its bytes are hashed. */
    static Fingerprint fingerprint(SigningPublicKey key) {
        byte[] bytes = key.getPublicKey().toByteArray();
        return SigningKey.of(bytes)
                .map(SigningKey::fingerprint)
                .orElseGet(() -> new Fingerprint(Multihash.ofKey(bytes)));
    }
}
