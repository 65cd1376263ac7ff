package io.partita.core.topology;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.SigningKey;
import java.util.Objects;

/**
 * A participant that holds a key for a namespace that is not its own.
 *
 * @param participant its name in the declaration
 * @param key the public half
 */
public record KeyHolder(ParticipantName participant, SigningKey key) {
    public KeyHolder {
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(key, "key");
    }
}
