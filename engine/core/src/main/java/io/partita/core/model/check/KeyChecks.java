package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.Fingerprint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the keys of a declaration have to be. */
final class KeyChecks {

    private KeyChecks() {}

    /** Two names for one key would be two owners who are one, and two ways to one signature. */
    static Stream<Diagnostic> samePublicKey(Declaration declaration) {
        Map<Fingerprint, DeclaredKey> seen = new TreeMap<>();
        return declaration.keys().values().stream()
                .flatMap(
                        key -> Optional.ofNullable(seen.putIfAbsent(key.key().fingerprint(), key))
                                .map(first -> same(key, first))
                                .stream());
    }

    private static Diagnostic same(DeclaredKey key, DeclaredKey first) {
        return Diagnostic.error("same-public-key", "keys " + first.name() + " and " + key.name() + " are the same")
                .because("both have the public key " + key.key().fingerprint() + "; " + first.name()
                        + " is declared at " + first.name().range())
                .fix("declare the key once, or name the right file behind one of the two `publicKey`")
                .about(key.name().value().name())
                .at(key.name().range());
    }
}
