package io.partita.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Text that somebody else said, such as a participant. Every row of it begins with who said it, so that none can be
 * taken for one of partita's; rows are cut, so that no terminal wraps them; and there are only a few of them.
 *
 * @param speaker who said it
 * @param text their words
 */
public record ForeignText(String speaker, String text) {

    /** A row is never narrower than this, whatever the terminal. */
    private static final int NARROWEST = 20;

    private static final int LONGEST_SPEAKER = 40;

    /**
     * The rows, each with the speaker.
     *
     * @param columns that a row may take
     * @param most how many rows of the text there may be; one more says how many are left out
     */
    public List<String> rows(int columns, int most) {
        String name = Printable.of(speaker);
        String prefix = (name.length() > LONGEST_SPEAKER ? name.substring(0, LONGEST_SPEAKER) : name) + " says | ";
        List<String> words = new ArrayList<>();
        int room = Math.max(NARROWEST, columns - prefix.length());
        text.strip().lines().filter(line -> !line.isBlank()).forEach(line -> cut(Printable.of(line), room, words));
        List<String> rows = new ArrayList<>();
        words.stream().limit(most).forEach(row -> rows.add(prefix + row));
        int left = words.size() - most;
        if (left > 0) {
            rows.add(prefix + "... " + Formats.of(left, "more line"));
        }
        return rows;
    }

    private static void cut(String line, int room, List<String> rows) {
        StringBuilder row = new StringBuilder();
        int used = 0;
        int blank = -1;
        for (int character : line.codePoints().toArray()) {
            int columns = columns(character);
            if (used + columns > room) {
                String rest = blank > room / 2 ? row.substring(blank + 1) : "";
                row.setLength(row.length() - rest.length());
                rows.add(row.toString().stripTrailing());
                row.setLength(0);
                row.append(rest);
                used = columns(rest);
                blank = -1;
            }
            if (character == ' ') {
                blank = row.length();
            }
            row.appendCodePoint(character);
            used += columns;
        }
        rows.add(row.toString());
    }

    private static int columns(String text) {
        return text.codePoints().map(ForeignText::columns).sum();
    }

    private static int columns(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}
