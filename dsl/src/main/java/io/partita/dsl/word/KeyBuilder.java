package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.dsl.finding.Findings;
import java.util.List;
import java.util.Optional;

/** Gathers a key while its block is read. */
final class KeyBuilder {

    private static final List<String> SOURCES = List.of("file", "pkcs11", "command", "handOver");

    private final SourceRange name;
    private final SourceRange range;
    private final WrittenWords written = new WrittenWords();
    private Optional<SigningKey> publicKey = Optional.empty();
    private Optional<KeySource> source = Optional.empty();

    /**
     * @param name where the name stands
     * @param range of the name with its block
     */
    KeyBuilder(SourceRange name, SourceRange range) {
        this.name = name;
        this.range = range;
    }

    WrittenWords written() {
        return written;
    }

    void publicKey(SigningKey key) {
        publicKey = Optional.of(key);
    }

    void source(KeySource said) {
        source = Optional.of(said);
    }

    /** Says what the block misses and where it contradicts itself. */
    void check(Findings findings) {
        if (!written.has("publicKey") && !written.isIncomplete()) {
            findings.add(Diagnostic.error("missing-public-key", "The key has no public key")
                    .because("The party's namespace, and what a signature is checked with, come from the public key.")
                    .fix("Add a line such as: publicKey 'keys/treasury.pub'")
                    .at(name));
        }
        List<String> said = saidSources();
        if (said.size() > 1) {
            findings.add(Diagnostic.error("mixed-key-sources", "The key says twice how it signs")
                    .because("'" + said.get(0) + "' and '" + said.get(1) + "' exclude each other.")
                    .fix("Remove one of the two lines.")
                    .at(written.place(said.get(1)).orElse(name)));
        }
    }

    /** The key; empty when something is missing or wrong, which has been reported. */
    Optional<DeclaredKey> finish(Declared<KeyName> as) {
        Optional<KeySource> signing = saidSources().isEmpty() ? Optional.of(new KeySource.HandOver()) : source;
        return publicKey.flatMap(key -> signing.map(from -> new DeclaredKey(as, key, from, range)));
    }

    private List<String> saidSources() {
        return SOURCES.stream().filter(written::has).toList();
    }
}
