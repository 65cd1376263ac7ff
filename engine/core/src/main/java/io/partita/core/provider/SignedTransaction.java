package io.partita.core.provider;

import io.partita.core.model.KeySignature;
import io.partita.core.model.TopologyTransaction;
import java.util.Objects;

/** A topology transaction with the signature of a key that no participant holds. */
public record SignedTransaction(TopologyTransaction transaction, KeySignature signature) {

    /** @throws IllegalArgumentException when the signature is one of other transactions */
    public SignedTransaction {
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(signature, "signature");
        if (!signature.transactions().contains(transaction.hash())) {
            throw new IllegalArgumentException("the signature is not one of transaction " + transaction.hash());
        }
    }
}
