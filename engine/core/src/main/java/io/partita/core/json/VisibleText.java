package io.partita.core.json;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes JSON so that its text shows all that is in it: a character that controls, formats, turns text around, ends a
 * line or is not seen at all stands there as its escape. So does a number sign after another one, because runners of
 * builds look for commands after two of them anywhere in a line. All of these occur in JSON only within texts, where
 * the escape means the same.
 */
final class VisibleText extends Writer {

    /**
     * Pairs of the first and the last: not asked of the running Java, because the same plan has the same text on every
     * release of it.
     */
    private static final int[] HIDDEN = {
        0x7F, 0x9F, 0xAD, 0xAD, 0x34F, 0x34F, 0x600, 0x605, 0x61C, 0x61C, 0x6DD, 0x6DD, 0x70F, 0x70F, 0x890, 0x891,
        0x8E2, 0x8E2, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F,
        0x3164, 0x3164, 0xE000, 0xF8FF, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFFB, 0x110BD,
        0x110BD, 0x110CD, 0x110CD, 0x13430, 0x1345F, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0x10FFFF
    };

    private static final int LAST_THAT_IS_SEEN = 0x7E;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Writer out;
    private char high;
    private char before;

    /** @param out not closed with this */
    VisibleText(Writer out) {
        this.out = out;
    }

    private static boolean isHidden(int character) {
        if (character <= LAST_THAT_IS_SEEN) {
            return false;
        }
        int at = Arrays.binarySearch(HIDDEN, character);
        // Between the first and the last of a pair is an odd place.
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        int written = from;
        for (int at = from; at < from + length; at++) {
            char each = text[at];
            if (Character.isHighSurrogate(each)) {
                out.write(text, written, at - written);
                written = at + 1;
                high = each;
            } else if (Character.isLowSurrogate(each) && high != 0) {
                if (isHidden(Character.toCodePoint(high, each))) {
                    escape(high);
                    escape(each);
                    written = at + 1;
                } else {
                    out.write(high);
                }
                high = 0;
            } else if (each == '#' && before == '#' || isHidden(each)) {
                out.write(text, written, at - written);
                written = at + 1;
                escape(each);
            }
            before = each;
        }
        out.write(text, written, from + length - written);
    }

    private void escape(char unit) throws IOException {
        out.write("\\u");
        out.write(HEX.toHexDigits(unit));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
