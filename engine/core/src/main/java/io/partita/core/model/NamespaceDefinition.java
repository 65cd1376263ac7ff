package io.partita.core.model;

import io.partita.core.hash.Multihash;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The definition of a decentralized namespace: who owns it together.
 *
 * @param namespace follows from its founders, and stays when its owners change
 * @param serial the topology's serial, from 1
 * @param threshold how many owners sign for it, from 1 to their number
 * @param owners namespaces
 */
public record NamespaceDefinition(Fingerprint namespace, int serial, int threshold, SortedSet<Fingerprint> owners)
        implements TopologyContent {

    public NamespaceDefinition {
        Objects.requireNonNull(namespace, "namespace");
        owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
        if (serial < 1 || threshold < 1 || threshold > owners.size()) {
            throw new IllegalArgumentException("serial " + serial + ", threshold " + threshold + " of " + owners.size()
                    + " owners: not a definition of a namespace");
        }
    }

    /** The first definition of the namespace that these owners found. */
    public static NamespaceDefinition founded(SortedSet<Fingerprint> owners, int threshold) {
        return new NamespaceDefinition(of(owners), 1, threshold, owners);
    }

    /** The namespace that these owners found (semantics 8). */
    public static Fingerprint of(SortedSet<Fingerprint> owners) {
        return new Fingerprint(
                Multihash.ofOwners(owners.stream().map(Fingerprint::hex).toList()));
    }

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }
}
