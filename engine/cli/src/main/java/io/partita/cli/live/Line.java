package io.partita.cli.live;

import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Printable;
import io.partita.cli.text.TextLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.WCWidth;

/** A line that is still to be measured and coloured; all text in it is {@link Printable}. */
final class Line {

    private static final String DOTS = "...";

    /** A stretch of printable text with one emphasis. */
    private record Stretch(String text, Optional<Emphasis> emphasis) {}

    private final List<Stretch> stretches = new ArrayList<>();

    Line add(String text) {
        return add(text, Optional.empty());
    }

    Line add(Emphasis emphasis, String text) {
        return add(text, Optional.of(emphasis));
    }

    private Line add(String text, Optional<Emphasis> emphasis) {
        if (!text.isEmpty()) {
            stretches.add(new Stretch(Printable.of(text), emphasis));
        }
        return this;
    }

    Line add(Line other) {
        stretches.addAll(other.stretches);
        return this;
    }

    /** Blanks up to a column; none when the line is longer already. */
    Line to(int column) {
        return add(" ".repeat(Math.max(0, column - columns())));
    }

    /** How many columns of a terminal it takes. */
    int columns() {
        return stretches.stream().mapToInt(stretch -> columns(stretch.text())).sum();
    }

    static int columns(String text) {
        return text.codePoints().map(Line::columns).sum();
    }

    private static int columns(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /** The line, or its beginning and dots when it takes more columns than there are. */
    Line cut(int columns) {
        if (columns() <= columns) {
            return this;
        }
        int room = Math.max(0, columns - DOTS.length());
        Line cut = new Line();
        for (Stretch stretch : stretches) {
            String kept = beginning(stretch.text(), room);
            cut.add(kept, stretch.emphasis());
            room -= columns(kept);
            if (kept.length() < stretch.text().length()) {
                break;
            }
        }
        return cut.add(DOTS.substring(0, Math.min(DOTS.length(), Math.max(0, columns))));
    }

    private static String beginning(String text, int columns) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int character : text.codePoints().toArray()) {
            used += columns(character);
            if (used > columns) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.toString();
    }

    /** The line with its colours, where they are wanted. */
    String inked(TextLayout.Colours colours) {
        StringBuilder inked = new StringBuilder();
        for (Stretch stretch : stretches) {
            inked.append(stretch.emphasis()
                    .map(emphasis -> emphasis.of(stretch.text()).written(colours))
                    .orElse(stretch.text()));
        }
        return inked.toString();
    }
}
