package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.util.Arrays;

/** Where the lines of a text begin: turns offsets (UTF-16 units, from 0) into positions. */
final class SourceLines {

    private final String file;
    private final int length;
    private int[] starts = new int[64];
    private int count = 1;

    SourceLines(String file, String text) {
        this.file = file;
        this.length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean firstOfPair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !firstOfPair) {
                add(i + 1);
            }
        }
    }

    private void add(int start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
    }

    /** @param end exclusive; both are clamped to the text */
    SourceRange range(int start, int end) {
        int from = Math.max(0, Math.min(start, length));
        int to = Math.max(from, Math.min(end, length));
        return new SourceRange(file, position(from), position(to));
    }

    /** The offset of a position of ANTLR: line from 1, column from 0. */
    int offset(int line, int column) {
        int index = Math.max(0, Math.min(line - 1, count - 1));
        return Math.min(length, starts[index] + Math.max(0, column));
    }

    private Position position(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - starts[line] + 1);
    }
}
