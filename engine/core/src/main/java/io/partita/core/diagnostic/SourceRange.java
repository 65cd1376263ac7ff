package io.partita.core.diagnostic;

import java.util.Objects;

/**
 * A stretch of a source file.
 *
 * @param file the file's name as it is shown to people: relative to the declaration's folder, with forward slashes
 * @param start first character
 * @param end the position just after the last character; never before {@code start}
 */
public record SourceRange(String file, Position start, Position end) implements Comparable<SourceRange> {

    public SourceRange {
        Objects.requireNonNull(file, "file");
        if (end.compareTo(start) < 0) {
            throw new IllegalArgumentException("a range ends at " + end + ", before its start " + start);
        }
    }

    @Override
    public int compareTo(SourceRange other) {
        if (this == other) {
            return 0;
        }
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : end.compareTo(other.end);
    }

    @Override
    public String toString() {
        return file + ":" + start;
    }
}
