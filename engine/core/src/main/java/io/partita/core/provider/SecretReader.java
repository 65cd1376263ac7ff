package io.partita.core.provider;

import io.partita.core.model.Secret;

/** Fetches what references to secrets stand for. Safe for several threads. */
public interface SecretReader {

    /**
     * @return the value, never empty; known to {@link io.partita.core.secret.KnownSecrets} from now on, so that it is
     *     masked in everything that leaves the process
     * @throws KeyFailed with a text that names the place and does not have the value
     */
    String read(Secret secret) throws KeyFailed;
}
