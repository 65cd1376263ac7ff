package io.partita.provider.keys;

import io.partita.core.model.Secret;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SecretReader;
import io.partita.core.secret.KnownSecrets;
import java.util.Map;

/** Secrets by the name in the setting {@code name}. */
record StubSecrets(Map<String, String> values) implements SecretReader {

    static Secret named(String name) {
        return Secret.of("environment").with("name", name);
    }

    @Override
    public String read(Secret secret) throws KeyFailed {
        String name = secret.text("name").orElseThrow();
        String value = values.get(name);
        if (value == null) {
            throw new KeyFailed("secret", "the variable " + name + " is not set", "Set it.");
        }
        KnownSecrets.add(value, KnownSecrets.Life.PASSING);
        return value;
    }
}
