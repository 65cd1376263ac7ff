package io.partita.provider.sandbox.topology;

import io.partita.proto.crypto.SigningPublicKey;
import io.partita.provider.sandbox.crypto.PublicKeys;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Who must sign a transaction: a formula over namespaces and keys. */
public sealed interface RequiredAuth {

    /** Whether the formula holds. */
    boolean satisfied(Predicate<String> namespace, Predicate<String> key);

    /** Adds every namespace and every key that the formula mentions. */
    void mention(Set<String> namespaces, Map<String, SigningPublicKey> keys);

    /** Every namespace that is mentioned. */
    default Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>();
        mention(namespaces, new LinkedHashMap<>());
        return namespaces;
    }

    /** Every key that is mentioned, by fingerprint. */
    default Map<String, SigningPublicKey> keys() {
        Map<String, SigningPublicKey> keys = new LinkedHashMap<>();
        mention(new LinkedHashSet<>(), keys);
        return keys;
    }

    /** A namespace, by its own rules. */
    record Namespace(String fingerprint) implements RequiredAuth {
        @Override
        public boolean satisfied(Predicate<String> namespace, Predicate<String> key) {
            return namespace.test(fingerprint);
        }

        @Override
        public void mention(Set<String> namespaces, Map<String, SigningPublicKey> keys) {
            namespaces.add(fingerprint);
        }
    }

    /** One key, which signs to show that its owner agrees. */
    record Key(SigningPublicKey publicKey) implements RequiredAuth {
        @Override
        public boolean satisfied(Predicate<String> namespace, Predicate<String> key) {
            return key.test(PublicKeys.fingerprint(publicKey));
        }

        @Override
        public void mention(Set<String> namespaces, Map<String, SigningPublicKey> keys) {
            keys.put(PublicKeys.fingerprint(publicKey), publicKey);
        }
    }

    /** All of them; of none, nothing. */
    record All(List<RequiredAuth> parts) implements RequiredAuth {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean satisfied(Predicate<String> namespace, Predicate<String> key) {
            return parts.stream().allMatch(part -> part.satisfied(namespace, key));
        }

        @Override
        public void mention(Set<String> namespaces, Map<String, SigningPublicKey> keys) {
            parts.forEach(part -> part.mention(namespaces, keys));
        }
    }

    /** At least one of them. */
    record Any(List<RequiredAuth> parts) implements RequiredAuth {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean satisfied(Predicate<String> namespace, Predicate<String> key) {
            return parts.stream().anyMatch(part -> part.satisfied(namespace, key));
        }

        @Override
        public void mention(Set<String> namespaces, Map<String, SigningPublicKey> keys) {
            parts.forEach(part -> part.mention(namespaces, keys));
        }
    }
}
