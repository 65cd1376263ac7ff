package io.partita.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Lines of text for people, wrapped at blanks to a width; a word that is longer than a line (an id) is never cut. */
public final class TextLayout {

    /** A blank at which no line is broken. */
    public static final char GLUE = '\u00a0';

    /** Whether escape sequences may be written. */
    public enum Colours {
        ON,
        OFF
    }

    private final int width;
    private final Colours colours;
    private final StringBuilder text = new StringBuilder();

    public TextLayout(int width, Colours colours) {
        this.width = Math.max(width, 40);
        this.colours = colours;
    }

    public int width() {
        return width;
    }

    public TextLayout blank() {
        if (text.length() > 0) {
            text.append('\n');
        }
        return this;
    }

    public TextLayout line(String line) {
        return line(0, 0, line);
    }

    /** Writes a paragraph. @param first blanks before its first line @param rest blanks before the lines after it */
    public TextLayout line(int first, int rest, String line) {
        List<String> rows = wrap(clean(line), width - first, width - rest);
        for (int row = 0; row < rows.size(); row++) {
            String indented = rows.get(row).isEmpty() ? "" : " ".repeat(row == 0 ? first : rest) + rows.get(row);
            text.append(inked(indented, colours)).append('\n');
        }
        return this;
    }

    /** Writes a line that must not be wrapped, such as a line of source text; longer ones are cut with dots. */
    public TextLayout verbatim(int indent, String line) {
        String clean = clean(line);
        int room = width - indent;
        boolean tooLong = length(clean) > room && room > 3;
        String shown = tooLong ? clean.substring(0, Math.min(clean.length(), room - 3)) + Emphasis.END + "..." : clean;
        text.append(inked(" ".repeat(indent) + shown, colours)).append('\n');
        return this;
    }

    /** Writes a line as it is, however long: for what people copy, such as a command. */
    public TextLayout copyable(int indent, String line) {
        text.append(inked(" ".repeat(indent) + clean(line), colours)).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** How many columns a text takes. */
    public static int length(String text) {
        return (int) text.codePoints().filter(each -> !Emphasis.isMark(each)).count();
    }

    /** The text filled with blanks up to a number of columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - length(text)));
    }

    private static List<String> wrap(String line, int firstRoom, int restRoom) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int used = 0;
        int blanks = 0;
        for (String word : line.split(" ", -1)) {
            int room = rows.isEmpty() ? firstRoom : restRoom;
            int wordLength = length(word);
            if (row.length() > 0 && used + blanks + wordLength > room) {
                rows.add(row.toString());
                row.setLength(0);
                used = 0;
                blanks = 0;
            }
            row.append(" ".repeat(blanks)).append(word);
            used += blanks + wordLength;
            blanks = 1;
        }
        rows.add(row.toString().stripTrailing());
        return rows;
    }

    /** Text of a network or a file must not drive the terminal. */
    public static String clean(String line) {
        boolean dirty = line.chars().anyMatch(TextLayout::isUnsafe);
        if (!dirty) {
            return line;
        }
        StringBuilder clean = new StringBuilder(line.length());
        line.codePoints().forEach(each -> clean.appendCodePoint(isUnsafe(each) ? ' ' : each));
        return clean.toString();
    }

    /** Control characters, and the marks that turn the direction of text around (a party must not look like another one). */
    private static boolean isUnsafe(int character) {
        return Character.isISOControl(character)
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** The text with its marks turned into escape sequences, or without them. */
    public static String inked(String line, Colours colours) {
        StringBuilder inked = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(each -> {
            if (!Emphasis.isMark(each)) {
                inked.appendCodePoint(each == GLUE ? ' ' : each);
            } else if (colours == Colours.ON) {
                inked.append(Emphasis.escape(each));
            }
        });
        return inked.toString();
    }
}
