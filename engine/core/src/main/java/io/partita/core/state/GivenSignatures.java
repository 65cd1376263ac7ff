package io.partita.core.state;

import io.partita.core.model.KeySignature;
import java.util.List;
import java.util.Objects;

/**
 * What was signed elsewhere, on its way back to the run that waits for it. Not a secret, but a consent: who has it can
 * bring it to the network.
 *
 * @param planHash of which plan the request was
 * @param signatures at least one
 */
public record GivenSignatures(String planHash, List<KeySignature> signatures) {
    public GivenSignatures {
        Objects.requireNonNull(planHash, "planHash");
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("no signature was given");
        }
    }
}
