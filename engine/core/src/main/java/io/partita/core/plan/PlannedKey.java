package io.partita.core.plan;

import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import java.util.Objects;

/**
 * A key of a plan that no participant holds.
 *
 * @param name its name in the declaration
 * @param key the public key
 * @param source how a signature with it is had
 */
public record PlannedKey(KeyName name, SigningKey key, KeySource source) {
    public PlannedKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(source, "source");
    }

    /** Whether its signatures are brought from elsewhere, and so asked for before anything is isolated. */
    public boolean isHandedOver() {
        return source.kind() == KeySource.Kind.HAND_OVER;
    }
}
