package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.finding.Findings;

/**
 * Refuses characters that make a text read differently from what it says: a reviewer approves what they see. Directional overrides, invisible characters and
 * control characters are refused everywhere, also in comments and strings.
 */
final class VisibleText {

    private static final int REPORTED = 20;

    private final String text;
    private final SourceLines lines;
    private final Findings findings;

    VisibleText(String text, SourceLines lines, Findings findings) {
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
                                .fix("Remove it; in a string write \\u%04X if it is meant.".formatted(codePoint))
                                .at(lines.range(i, next)));
            }
            i = next;
        }
        return count == 0;
    }

    private static boolean isInvisible(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
            return false;
        }
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isVariationSelector(codePoint);
    }

    private static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }
}
