package io.partita.dsl.syntax;

import java.util.Optional;

/**
 * The pieces of a text that has a syntax error: a piece begins at a line whose first character is a letter, so that
 * with ordinary indentation it is one statement of the outermost level. Leaving out the piece with the error lets the
 * others be read.
 */
final class TextSections {

    /**
     * A stretch of the text.
     *
     * @param start offset of its first character
     * @param end offset after its last character
     * @param word the word with which it starts
     */
    record Section(int start, int end, String word) {}

    private TextSections() {}

    /** The piece with an offset; empty when the text before the first piece has it, or when there is no other piece. */
    static Optional<Section> around(String text, int offset) {
        int start = -1;
        int end = text.length();
        for (int line = 0; line < text.length(); line = nextLine(text, line)) {
            if (!isLetter(text.charAt(line))) {
                continue;
            }
            if (line <= offset) {
                start = line;
            } else {
                end = line;
                break;
            }
        }
        return start < 0 ? Optional.empty() : Optional.of(new Section(start, end, word(text, start)));
    }

    private static int nextLine(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i + 1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String word(String text, int start) {
        int end = start;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    /** The text with blanks in place of a piece: nothing else moves. */
    static String without(String text, Section piece) {
        StringBuilder result = new StringBuilder(text);
        for (int i = piece.start(); i < piece.end(); i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                result.setCharAt(i, ' ');
            }
        }
        return result.toString();
    }
}
