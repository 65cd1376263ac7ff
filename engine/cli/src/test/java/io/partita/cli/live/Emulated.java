package io.partita.cli.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows after a stream of text: as much of one as the table needs. Anything else in the stream fails
 * the test.
 */
final class Emulated {

    private static final Pattern PIECE = Pattern.compile(
            "\u001b\\[([0-9]+)A|(\u001b\\[J)|\u001b\\[\\?25([lh])|\u001b\\[[0-9]+m|(\r)|(\n)|([^\\p{Cntrl}]+)|(.)",
            Pattern.DOTALL);

    private final List<String> rows = new ArrayList<>(List.of(""));
    private int row;
    private boolean cursorVisible = true;

    Emulated(String stream) {
        Matcher piece = PIECE.matcher(stream);
        while (piece.find()) {
            take(piece);
        }
    }

    private void take(Matcher piece) {
        if (piece.group(1) != null) {
            row -= Integer.parseInt(piece.group(1));
        } else if (piece.group(2) != null) {
            rows.subList(row, rows.size()).clear();
            rows.add("");
        } else if (piece.group(3) != null) {
            cursorVisible = piece.group(3).equals("h");
        } else if (piece.group(5) != null) {
            row++;
            if (row == rows.size()) {
                rows.add("");
            }
        } else if (piece.group(6) != null) {
            rows.set(row, rows.get(row) + piece.group(6));
        } else if (piece.group(7) != null) {
            throw new AssertionError("a terminal would do who knows what with "
                    + (int) piece.group(7).charAt(0));
        }
    }

    List<String> rows() {
        return List.copyOf(rows.subList(0, rows.size() - 1));
    }

    String text() {
        return String.join("\n", rows);
    }

    boolean isCursorVisible() {
        return cursorVisible;
    }
}
