package io.partita.core.json;

import io.partita.core.secret.Unseen;
import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;

/**
 * Writes JSON so that its text shows all that is in it: a character that controls, formats, turns text around, ends a
 * line or is not seen at all stands there as its escape. So does a number sign after another one, because runners of
 * builds look for commands after two of them anywhere in a line. All of these occur in JSON only within texts, where
 * the escape means the same.
 */
final class VisibleText extends Writer {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Writer out;
    private char high;
    private char before;

    /** @param out not closed with this */
    VisibleText(Writer out) {
        this.out = out;
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
                if (Unseen.is(Character.toCodePoint(high, each))) {
                    escape(high);
                    escape(each);
                    written = at + 1;
                } else {
                    out.write(high);
                }
                high = 0;
            } else if (each == '#' && before == '#' || Unseen.is(each)) {
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
