package io.partita.core.model;

import io.partita.core.diagnostic.SourceRange;
import java.util.Objects;

/**
 * A signing key of a declaration that no participant holds.
 *
 * @param name its name in the declaration
 * @param key the public key, as its file holds it
 * @param source how a signature with it is had
 * @param range the whole block
 */
public record DeclaredKey(Declared<KeyName> name, SigningKey key, KeySource source, SourceRange range) {
    public DeclaredKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(range, "range");
    }
}
