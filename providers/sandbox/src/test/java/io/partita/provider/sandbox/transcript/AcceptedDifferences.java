package io.partita.provider.sandbox.transcript;

import io.partita.testkit.recording.Recordings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The table of differences that nobody relies on, each with its reason. A row names protocol version, scenario, method
 * and path; {@code *} in the first two stands for any of them. What it names must still occur.
 */
final class AcceptedDifferences {

    private static final String TABLE = "accepted.tsv";
    private static final int COLUMNS = 6;

    private final List<Row> rows;

    private AcceptedDifferences(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * One row.
     *
     * @param recorded a part of what Canton answered; empty = whatever it answered
     * @param reason why nobody relies on it
     */
    record Row(String protocolVersion, String scenario, String method, String path, String recorded, String reason) {

        private static Row parse(String line) {
            String[] columns = line.split("\t", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalStateException("a row has " + COLUMNS + " columns: " + line);
            }
            return new Row(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
        }

        private boolean covers(Recordings.Entry entry, String called, Difference difference) {
            return matches(protocolVersion, Integer.toString(entry.protocolVersion()))
                    && matches(scenario, entry.scenario())
                    && method.equals(called)
                    && path.equals(difference.path())
                    && difference.recorded().contains(recorded);
        }

        private static boolean matches(String pattern, String value) {
            return pattern.equals("*") || pattern.equals(value);
        }

        @Override
        public String toString() {
            return String.join(" | ", protocolVersion, scenario, method, path, recorded);
        }
    }

    static AcceptedDifferences read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(AcceptedDifferences.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            return new AcceptedDifferences(lines.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(Row::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** The row that accepts a difference, if one does. */
    Optional<Row> row(Recordings.Entry entry, String method, Difference difference) {
        return rows.stream()
                .filter(row -> row.covers(entry, simple(method), difference))
                .findFirst();
    }

    /** Service and method without their package. */
    static String simple(String method) {
        return method.substring(method.substring(0, method.indexOf('/')).lastIndexOf('.') + 1);
    }
}
