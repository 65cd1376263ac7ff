package io.partita.provider.canton.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret, as it was fetched. Its text never shows the value.
 *
 * @param value the secret
 * @param expires when its source said that it ends; empty when it said nothing
 */
record SecretValue(String value, Optional<Instant> expires) {

    @Override
    public String toString() {
        return "secret" + expires.map(at -> " until " + at).orElse("");
    }
}
