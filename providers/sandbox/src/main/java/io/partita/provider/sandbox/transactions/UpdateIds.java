package io.partita.provider.sandbox.transactions;

import io.partita.provider.sandbox.ids.Sha256;
import java.util.HexFormat;

/** Ids of updates: a multihash in hex, as on the Ledger API. */
public final class UpdateIds {

    private UpdateIds() {}

    /** The id of what a text describes uniquely. */
    public static String of(String description) {
        return "1220" + HexFormat.of().formatHex(Sha256.of(description));
    }
}
