package io.partita.plans.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was checked on which network, with timings. Rows stand in the order in which they were added. */
final class Table {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int WIDEST_DETAIL = 160;

    private final List<Row> rows = new ArrayList<>();
    private final List<About> networks = new ArrayList<>();

    /** A network and what was read of it. */
    record About(String network, String facts) {}

    synchronized void about(String network, String facts) {
        networks.add(new About(network, facts));
    }

    synchronized void add(Row row) {
        rows.add(row);
    }

    synchronized List<Row> rows() {
        return List.copyOf(rows);
    }

    /**
     * For people: a heading with the facts of each network, a line for each row, a sum. Empty when nothing was checked.
     */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        for (String network : rows.stream().map(Row::network).distinct().toList()) {
            List<Row> own =
                    rows.stream().filter(row -> row.network().equals(network)).toList();
            int name = own.stream().mapToInt(row -> row.name().length()).max().orElse(0);
            int checks =
                    own.stream().mapToInt(row -> row.checks().length()).max().orElse(0);
            text.append("\nConformance of ").append(network).append('\n');
            networks.stream()
                    .filter(about -> about.network().equals(network))
                    .forEach(about -> text.append(about.facts()).append('\n'));
            text.append('\n');
            for (Row row : own) {
                text.append(line(row, name, checks)).append('\n');
            }
            text.append('\n').append(sum(own)).append('\n');
        }
        return text.toString();
    }

    private static String line(Row row, int name, int checks) {
        String line = String.format(
                Locale.ROOT,
                "%-" + name + "s  %-" + checks + "s  %-7s  %6s s",
                row.name(),
                row.checks(),
                row.result().word(),
                row.seconds());
        return row.detail().isEmpty() ? line : line + "  " + shortened(row.detail());
    }

    /** The first line; all of it stands in the JSON. */
    private static String shortened(String detail) {
        String first = detail.strip().lines().findFirst().orElse("");
        return first.length() <= WIDEST_DETAIL ? first : first.substring(0, WIDEST_DETAIL - 1) + "…";
    }

    private static String sum(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        for (Row.Result result : Row.Result.values()) {
            text.append(rows.stream().filter(row -> row.result() == result).count())
                    .append(' ')
                    .append(result.word())
                    .append(", ");
        }
        Duration total = rows.stream().map(Row::took).reduce(Duration.ZERO, Duration::plus);
        return text.append(String.format(Locale.ROOT, "%.1f s", total.toMillis() / 1000.0))
                .toString();
    }

    synchronized String json() throws IOException {
        ObjectNode document = JSON.createObjectNode().put("format", "partita.conformance/1");
        ArrayNode read = document.putArray("networks");
        networks.forEach(
                about -> read.addObject().put("network", about.network()).put("facts", about.facts()));
        ArrayNode cases = document.putArray("cases");
        for (Row row : rows) {
            ObjectNode node = cases.addObject()
                    .put("network", row.network())
                    .put("name", row.name())
                    .put("checks", row.checks())
                    .put("result", row.result().word())
                    .put("took_ms", row.took().toMillis());
            if (!row.detail().isEmpty()) {
                node.put("detail", row.detail());
            }
        }
        return JSON.writeValueAsString(document) + "\n";
    }

    /** Writes {@code conformance.txt} and {@code conformance.json}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("conformance.txt"), text().getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("conformance.json"), json().getBytes(StandardCharsets.UTF_8));
    }
}
