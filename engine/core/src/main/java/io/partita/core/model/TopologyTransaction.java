package io.partita.core.model;

import io.partita.core.hash.Multihash;
import java.util.HexFormat;

/**
 * A topology transaction as it is hashed and signed.
 *
 * @param hex lower-case hex of its bytes, with their version
 */
public record TopologyTransaction(String hex) {

    /** @throws IllegalArgumentException when it is not hex */
    public TopologyTransaction {
        HexFormat.of().parseHex(hex);
    }

    public static TopologyTransaction of(byte[] bytes) {
        return new TopologyTransaction(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Lower-case hex of its multihash, computed here. */
    public String hash() {
        return Multihash.ofTransaction(bytes());
    }
}
