package io.partita.core.model;

import java.util.Objects;

/**
 * Introduces a key to the topology as the root of its own namespace: it may sign every mapping there. The key signs it
 * itself.
 */
public record RootDelegation(SigningKey key) implements TopologyContent {

    public RootDelegation {
        Objects.requireNonNull(key, "key");
    }

    @Override
    public Kind kind() {
        return Kind.ROOT_KEY;
    }

    @Override
    public int serial() {
        return 1;
    }
}
