package io.partita.provider.sandbox.contracts;

import java.util.HexFormat;

/** Keys of the index from parties to ordinals: in the order of ordinals for each party. */
final class StakeKey {

    private static final char SEPARATOR = '\u0001';
    private static final int DIGITS = 16;

    private StakeKey() {}

    static String of(String party, long ordinal) {
        return party + SEPARATOR + HexFormat.of().toHexDigits(ordinal);
    }

    static boolean belongsTo(String key, String party) {
        return key.length() == party.length() + 1 + DIGITS
                && key.startsWith(party)
                && key.charAt(party.length()) == SEPARATOR;
    }

    static long ordinal(String key) {
        return HexFormat.fromHexDigitsToLong(key, key.length() - DIGITS, key.length());
    }
}
