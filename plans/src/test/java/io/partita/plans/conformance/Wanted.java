package io.partita.plans.conformance;

import io.partita.core.model.Fingerprint;
import io.partita.dsl.word.SecretWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A party as a declaration wants it.
 *
 * @param name unique in the network
 * @param identity the line of its block that says whose namespace it lives in
 * @param hosts name of the participant to the word of the permission, in the order written
 * @param threshold confirmations needed
 * @param further more lines of its block
 */
record Wanted(String name, String identity, Map<String, String> hosts, int threshold, List<String> further) {

    static final String SUBMISSION = "submission";
    static final String CONFIRMATION = "confirmation";
    static final String OBSERVATION = "observation";

    Wanted {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        further = List.copyOf(further);
    }

    /** A party that its owner hosts alone. */
    static Wanted party(String name, Peer owner) {
        return new Wanted(
                name, "local on: " + SecretWords.quoted(owner.name()), Map.of(owner.name(), SUBMISSION), 1, List.of());
    }

    /** A party in the namespace of a key that a participant holds beside its own, without a host yet. */
    static Wanted ownNamespace(String name, Peer holder, Fingerprint namespace) {
        return new Wanted(
                name,
                "local on: " + SecretWords.quoted(holder.name()) + ", namespace: "
                        + SecretWords.quoted(namespace.hex()),
                Map.of(),
                1,
                List.of());
    }

    /** A party of a key that no participant holds, without a host yet. */
    static Wanted external(String name, OwnerKey key) {
        return new Wanted(name, "external key: " + SecretWords.quoted(key.name()), Map.of(), 1, List.of());
    }

    /** A party that all owners own together, without a host yet. @param owners names of participants and keys */
    static Wanted decentralized(String name, String... owners) {
        return new Wanted(
                name,
                Stream.of(owners)
                        .map(SecretWords::quoted)
                        .collect(Collectors.joining(", ", "decentralized owners: [", "], threshold: " + owners.length)),
                Map.of(),
                1,
                List.of());
    }

    /** The same party with a host more, or with another permission on a host that it has. */
    Wanted host(Peer host, String permission) {
        Map<String, String> all = new LinkedHashMap<>(hosts);
        all.put(host.name(), permission);
        return new Wanted(name, identity, all, threshold, further);
    }

    /** The same party as if a host had never been declared. */
    Wanted without(Peer host) {
        Map<String, String> all = new LinkedHashMap<>(hosts);
        all.remove(host.name());
        return new Wanted(name, identity, all, threshold, further);
    }

    Wanted threshold(int other) {
        return new Wanted(name, identity, hosts, other, further);
    }

    /** The same party with one more line in its block. */
    Wanted line(String line) {
        List<String> all = new ArrayList<>(further);
        all.add(line);
        return new Wanted(name, identity, hosts, threshold, all);
    }

    /** What the topology has to show. */
    Hosting hosting() {
        return new Hosting(threshold, new TreeMap<>(hosts));
    }

    /**
     * A hosting with the target's names.
     *
     * @param hosts the word of the permission, followed by {@code onboarding} while the flag is set
     */
    record Hosting(int threshold, SortedMap<String, String> hosts) {}
}
