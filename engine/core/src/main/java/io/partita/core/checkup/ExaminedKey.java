package io.partita.core.checkup;

import io.partita.core.model.DeclaredKey;
import io.partita.core.provider.Check;
import java.util.Objects;

/**
 * A key that no participant holds, and whether it could sign here.
 *
 * @param key as declared
 * @param check whether what it needs to sign is here; skipped when its signatures are brought from elsewhere
 */
public record ExaminedKey(DeclaredKey key, Check check) {
    public ExaminedKey {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(check, "check");
    }
}
