package io.partita.core.provider;

import java.util.Objects;

/** What signing with keys needs that no participant holds. */
public record KeySigning(Keys keys, Transactions transactions) {
    public KeySigning {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(transactions, "transactions");
    }
}
