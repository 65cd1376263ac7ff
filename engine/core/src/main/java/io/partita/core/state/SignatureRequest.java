package io.partita.core.state;

import io.partita.core.model.KeyName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyTransaction;
import java.util.List;
import java.util.Objects;

/**
 * What a run waits for that owners of keys sign elsewhere: it is written to a file, carried to where a key is, and read
 * there by whoever signs. Never holds a secret.
 *
 * @param planHash of which plan
 * @param synchronizer where the transactions will count
 * @param wanted in the order of the plan, at least one
 */
public record SignatureRequest(String planHash, PhysicalSynchronizerId synchronizer, List<Wanted> wanted) {

    /**
     * A signature that is wanted.
     *
     * @param key whose signature, as the plan calls it
     * @param signingKey the public key
     * @param subject what the plan calls it; only a name: what is signed is in the transaction
     * @param transaction exactly what is signed
     */
    public record Wanted(KeyName key, SigningKey signingKey, String subject, TopologyTransaction transaction) {
        public Wanted {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(signingKey, "signingKey");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(transaction, "transaction");
        }
    }

    public SignatureRequest {
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(synchronizer, "synchronizer");
        wanted = List.copyOf(wanted);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a request for nothing");
        }
    }
}
