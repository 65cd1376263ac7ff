package io.partita.core.secret;

import java.util.Arrays;

/** Characters that nobody sees: they control, format, turn text around, end a line, or are drawn as nothing. */
public final class Unseen {

    /**
     * Pairs of the first and the last: not asked of the running Java, because the same plan has the same text on every
     * release of it.
     */
    private static final int[] ALL = {
        0x7F, 0x9F, 0xAD, 0xAD, 0x34F, 0x34F, 0x600, 0x605, 0x61C, 0x61C, 0x6DD, 0x6DD, 0x70F, 0x70F, 0x890, 0x891,
        0x8E2, 0x8E2, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F,
        0x2800, 0x2800, 0x3164, 0x3164, 0xE000, 0xF8FF, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFFB,
        0x110BD, 0x110BD, 0x110CD, 0x110CD, 0x13430, 0x1345F, 0x1BCA0, 0x1BCA3, 0x1D159, 0x1D159, 0x1D173, 0x1D17A,
        0xE0000, 0x10FFFF
    };

    private static final int LAST_THAT_IS_SEEN = 0x7E;

    private Unseen() {}

    /** Whether a character beyond the printable ones of ASCII is not seen. @param character its code point */
    public static boolean is(int character) {
        if (character <= LAST_THAT_IS_SEEN) {
            return false;
        }
        int at = Arrays.binarySearch(ALL, character);
        // Between the first and the last of a pair is an odd place.
        return at >= 0 || (-at - 1) % 2 == 1;
    }
}
