package io.partita.core.model;

import java.util.HexFormat;

/** The key of an external party, as it was used on a running network ({@code vectors.json}). */
public final class ExternalKeys {

    public static final SigningKey KEY = SigningKey.of(HexFormat.of()
                    .parseHex(
                            "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91"))
            .orElseThrow();

    public static final PartyKeys KEYS = PartyKeys.of(KEY);

    private ExternalKeys() {}
}
