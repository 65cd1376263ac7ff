package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SecretReader;
import io.partita.provider.canton.call.LocalFailure;

/** Secrets from the same sources as those of participants, for whoever else needs one. */
public final class FetchedSecrets implements SecretReader {

    private final Secrets secrets;

    public FetchedSecrets(Environment environment) {
        this.secrets = new Secrets(environment);
    }

    @Override
    public String read(Secret secret) throws KeyFailed {
        try {
            return secrets.fetch(secret).value();
        } catch (LocalFailure e) {
            throw new KeyFailed("key-secret", e.getMessage(), "Set it, or correct where it is said to be.");
        }
    }
}
