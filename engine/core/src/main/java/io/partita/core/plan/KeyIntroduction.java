package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.SigningKey;
import java.util.Objects;

/**
 * A key that the topology does not know, and that a participant holds as the root of a namespace of its own: it is
 * introduced before the parties that are created in that namespace.
 *
 * @param key the public half
 * @param holder the participant that holds it, and signs with it
 */
public record KeyIntroduction(SigningKey key, ParticipantName holder) {
    public KeyIntroduction {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(holder, "holder");
    }

    public Fingerprint namespace() {
        return key.fingerprint();
    }

    /** How the ids of steps name it. */
    public String label() {
        return namespace().label();
    }
}
