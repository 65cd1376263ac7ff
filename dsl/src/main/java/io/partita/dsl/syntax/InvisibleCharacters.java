package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Findings;
import java.util.OptionalInt;

/**
 * Refuses characters that make a text read differently from what it says: a reviewer approves what they see.
 * Directional overrides, invisible characters and control characters are refused everywhere, also in comments and
 * strings.
 */
final class InvisibleCharacters {

    private static final int REPORTED = 20;

    private final String text;
    private final SourceLines lines;
    private final Findings findings;

    InvisibleCharacters(String text, SourceLines lines, Findings findings) {
        this.text = text;
        this.lines = lines;
        this.findings = findings;
    }

    boolean check() {
        int count = 0;
        for (int i = 0; i < text.length() && count < REPORTED; ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (isInvisible(codePoint)) {
                count++;
                findings.add(
                        Diagnostic.error("invisible-character", String.format("Invisible character U+%04X", codePoint))
                                .because("It could make the text look different from what it means.")
                                .fix("Remove it.")
                                .at(lines.range(i, next)));
            }
            i = next;
        }
        return count == 0;
    }

    /** The first of them in a text; empty when there is none. */
    static OptionalInt first(String text) {
        return text.codePoints().filter(InvisibleCharacters::isInvisible).findFirst();
    }

    /** The message about one that an escape makes. */
    static Diagnostic escaped(int codePoint, SourceRange where) {
        return Diagnostic.error(
                        "invisible-escape", String.format("An escape makes the invisible character U+%04X", codePoint))
                .because(
                        "What is shown of the text would look different from what it is; only \\n, \\r, \\t and what can"
                                + " be seen may be escaped.")
                .fix("Remove the escape; where a backslash is meant, as in a path of Windows, write / or \\\\.")
                .at(where);
    }

    private static boolean isInvisible(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isDrawnAsNothing(codePoint);
        };
    }

    /** Joiners, fillers and selectors that Unicode counts among letters and marks. */
    private static boolean isDrawnAsNothing(int codePoint) {
        return codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || codePoint >= 0x180B && codePoint <= 0x180F
                || codePoint == 0x2800
                || codePoint == 0x1D159
                || codePoint == 0x3164
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || codePoint == 0xFFA0
                || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }
}
