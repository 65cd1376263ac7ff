package io.partita.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of text for people, wrapped at blanks to a width; a word that is longer than a line (an id) is never cut. */
public final class TextLayout {

    /** A blank at which no line is broken; like the marks of {@link Emphasis}, text of others cannot hold it. */
    static final char GLUE = '\uE008';

    private static final int FOREIGN_ROWS = 8;

    /** Whether escape sequences may be written. */
    public enum Colours {
        ON,
        OFF
    }

    /** How rows of partita begin that say what to do, or how something ended. */
    private static final Pattern LABEL = Pattern.compile(
            "(?i)[\\s]*(?:(?:fix|why|run|see|log|next|or|hash|plan|error|warning|note|saved as|apply|dry run|still open)"
                    + "\\s*:|exit\\s+[0-9]+\\s*:|run \\S+:)");

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

    public TextLayout line(Inked line) {
        return line(0, 0, line);
    }

    public TextLayout line(int first, int rest, String line) {
        return line(first, rest, Inked.of(line));
    }

    /** Writes a paragraph. @param first blanks before its first line @param rest blanks before the lines after it */
    public TextLayout line(int first, int rest, Inked line) {
        List<String> rows = wrap(line.marked(), width - first, width - rest);
        for (int row = 0; row < rows.size(); row++) {
            String indented = rows.get(row).isEmpty() ? "" : " ".repeat(row == 0 ? first : rest) + rows.get(row);
            text.append(inked(indented, colours)).append('\n');
        }
        return this;
    }

    /** Writes a line that must not be wrapped, such as a line of source text; longer ones are cut with dots. */
    public TextLayout verbatim(int indent, Inked line) {
        String marked = line.marked();
        int room = width - indent;
        boolean tooLong = length(marked) > room && room > 3;
        String shown =
                tooLong ? marked.substring(0, Math.min(marked.length(), room - 3)) + Emphasis.END + "..." : marked;
        text.append(inked(" ".repeat(indent) + shown, colours)).append('\n');
        return this;
    }

    /** Writes what somebody else said, a few rows of it, each marked. */
    public TextLayout foreign(int indent, ForeignText said) {
        said.rows(width - indent, FOREIGN_ROWS).forEach(row -> copyable(indent, row));
        return this;
    }

    /** Writes a line as it is, however long: for what people copy, such as a command. */
    public TextLayout copyable(int indent, Inked line) {
        text.append(inked(" ".repeat(indent) + line.marked(), colours)).append('\n');
        return this;
    }

    public TextLayout copyable(int indent, String line) {
        return copyable(indent, Inked.of(line));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static int length(String text) {
        return (int) text.codePoints().filter(each -> !Emphasis.isMark(each)).count();
    }

    /** The text filled with blanks up to a number of columns. */
    public static String padded(String text, int columns) {
        return text + missing(text, columns);
    }

    public static Inked padded(Inked text, int columns) {
        return text.plus(missing(text.marked(), columns));
    }

    private static String missing(String text, int columns) {
        return " ".repeat(Math.max(0, columns - length(text)));
    }

    /** A row could be taken for one that begins with a word of partita's: it is marked as the rest of a line. */
    private static String marked(String row) {
        return LABEL.matcher(inked(row, Colours.OFF)).lookingAt() ? "| " + row : row;
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
                rows.add(rows.isEmpty() ? row.toString() : marked(row.toString()));
                row.setLength(0);
                used = 0;
                blanks = 0;
            }
            row.append(" ".repeat(blanks)).append(word);
            used += blanks + wordLength;
            blanks = 1;
        }
        String last = row.toString().stripTrailing();
        rows.add(rows.isEmpty() ? last : marked(last));
        return rows;
    }

    /** The text with its marks turned into escape sequences, or without them. */
    static String inked(String line, Colours colours) {
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
