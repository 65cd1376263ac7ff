package io.partita.core.provider;

import io.partita.core.model.Fingerprint;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A namespace as a participant's store holds it: whose signatures count for it.
 *
 * @param namespace the namespace
 * @param keys fingerprints of the keys that sign a party's hosting for it: its own key and those that it delegates to;
 *     empty
 *     for a decentralized namespace, and for one whose key was never introduced or was revoked
 * @param decentralized who owns it together; empty for an ordinary namespace
 */
public record NamespaceState(
        Fingerprint namespace, SortedSet<Fingerprint> keys, Optional<Decentralized> decentralized) {

    /**
     * A namespace of several owners.
     *
     * @param owners their namespaces
     * @param threshold how many of them have to sign, at least 1
     */
    public record Decentralized(SortedSet<Fingerprint> owners, int threshold) {
        public Decentralized {
            owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
            if (threshold < 1 || threshold > owners.size()) {
                throw new IllegalArgumentException(
                        "not a threshold of " + owners.size() + " owners of a namespace: " + threshold);
            }
        }
    }

    public NamespaceState {
        Objects.requireNonNull(namespace, "namespace");
        keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
        Objects.requireNonNull(decentralized, "decentralized");
    }

    /** An ordinary namespace. @param keys the keys that sign for it */
    public static NamespaceState ordinary(Fingerprint namespace, SortedSet<Fingerprint> keys) {
        return new NamespaceState(namespace, keys, Optional.empty());
    }

    /** A namespace of several owners. @param threshold how many of them have to sign */
    public static NamespaceState decentralized(Fingerprint namespace, SortedSet<Fingerprint> owners, int threshold) {
        return new NamespaceState(namespace, new TreeSet<>(), Optional.of(new Decentralized(owners, threshold)));
    }

    /** The namespaces that sign for it: its owners, or it alone. */
    public SortedSet<Fingerprint> owners() {
        return decentralized.map(Decentralized::owners).orElseGet(() -> new TreeSet<>(Set.of(namespace)));
    }

    /** How many of its owners have to sign. */
    public int quorum() {
        return decentralized.map(Decentralized::threshold).orElse(1);
    }
}
