package io.partita.core.model;

import io.partita.core.hash.Multihash;
import java.util.List;
import java.util.Objects;

/**
 * A signature with a key that no participant holds, over one topology transaction or over several at once. Not a
 * secret, but a consent: who has it can bring it to the network.
 *
 * @param key the public key
 * @param transactions hashes of what is signed, sorted; at least one
 * @param hex lower-case hex: 64 bytes R and S for Ed25519, DER for the others
 */
public record KeySignature(SigningKey key, List<String> transactions, String hex) {

    public KeySignature {
        Objects.requireNonNull(key, "key");
        transactions = transactions.stream().sorted().toList();
        Objects.requireNonNull(hex, "hex");
        if (transactions.isEmpty()) {
            throw new IllegalArgumentException("a signature of nothing");
        }
    }

    /** Whether it claims to be this key's signature of the transaction; that it verifies is another question. */
    public boolean isFor(SigningKey signingKey, TopologyTransaction transaction) {
        return key.equals(signingKey) && transactions.contains(transaction.hash());
    }

    /** The hash that is signed: that of the transaction, or of all of them. */
    public String signed() {
        return transactions.size() == 1 ? transactions.get(0) : Multihash.ofTransactions(transactions);
    }
}
