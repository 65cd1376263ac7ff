package io.partita.cli.live;

import io.partita.cli.text.LogCommands;
import io.partita.cli.text.TextLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.terminal.Terminal;

/**
 * The end of a terminal's text: lines that stay, and below them a few that are drawn again and again. Not safe for
 * several threads, except {@link #showCursor}.
 */
final class Screen {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    private final Terminal terminal;
    private int drawnRows;
    private int drawnColumns;
    private boolean hidden;

    Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Columns that may be written: the last one stays empty, because terminals differ in what they do after it. */
    int width() {
        int columns = terminal.getSize().getColumns();
        return Math.max(1, (columns > 0 ? columns : USUAL_WIDTH) - 1);
    }

    /** Rows that can be drawn and erased again. */
    int rows() {
        int rows = terminal.getSize().getRows();
        return Math.max(1, (rows > 0 ? rows : USUAL_HEIGHT) - 1);
    }

    /** Erases what was drawn, writes what stays, and draws anew, all at once. */
    void show(List<Line> staying, List<Line> drawn, TextLayout.Colours colours) {
        StringBuilder text = new StringBuilder();
        if (!hidden) {
            text.append(HIDE_CURSOR);
            hidden = true;
        }
        erase(text);
        staying.forEach(
                line -> text.append(LogCommands.broken(line.inked(colours))).append('\n'));
        drawn.forEach(
                line -> text.append(LogCommands.broken(line.inked(colours))).append('\n'));
        drawnRows = drawn.size();
        drawnColumns = drawn.stream().mapToInt(Line::columns).max().orElse(0);
        write(text.toString());
    }

    /** Takes away what was drawn and gives the cursor back. */
    void restore() {
        StringBuilder text = new StringBuilder();
        erase(text);
        drawnRows = 0;
        if (hidden) {
            text.append(SHOW_CURSOR);
            hidden = false;
        }
        write(text.toString());
    }

    /** Only gives the cursor back; for the end of the process, from any thread. */
    void showCursor() {
        PrintWriter writer = terminal.writer();
        writer.write(SHOW_CURSOR);
        writer.flush();
    }

    /**
     * In a terminal that became narrower than the drawing, nobody knows how many rows it takes now: it is left standing
     * rather than taking away lines that stay.
     */
    private void erase(StringBuilder text) {
        if (drawnRows > 0 && drawnColumns <= terminalColumns()) {
            text.append('\r').append("\u001b[").append(drawnRows).append("A\u001b[J");
        }
    }

    private int terminalColumns() {
        return width() + 1;
    }

    private void write(String text) {
        PrintWriter writer = terminal.writer();
        writer.write(text);
        if (writer.checkError()) {
            throw new UncheckedIOException(new IOException("the terminal is gone"));
        }
    }
}
