package io.partita.plans.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The matrix as text: a row for every RPC, a column for every fault, and in every cell what came of it once, three
 * times and for ever.
 */
final class FaultTable {

    private final List<Result> results;
    private final Duration took;

    FaultTable(List<Result> results, Duration took) {
        this.results = results;
        this.took = took;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Fault matrix: once / three times / for ever.\n")
                .append("  .  done: the fault was bridged, or reading showed that nothing was left to do\n")
                .append(
                        "  1, 7  stopped with that exit code, and what was printed next finished when the fault was gone\n")
                .append("  X  failed\n\n");
        Map<Target, List<Result>> rows = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.cell().target(), LinkedHashMap::new, Collectors.toList()));
        int width = rows.keySet().stream()
                .mapToInt(target -> target.name().length())
                .max()
                .orElse(0);
        legend(text);
        text.append(" ".repeat(width));
        for (FaultKind fault : FaultKind.values()) {
            text.append("  ").append(String.format("%-5s", letter(fault)));
        }
        text.append('\n');
        rows.forEach((target, theirs) -> row(text, target, theirs, width));
        summary(text);
        return text.toString();
    }

    private static void legend(StringBuilder text) {
        for (FaultKind fault : FaultKind.values()) {
            text.append("  ")
                    .append(letter(fault))
                    .append("  ")
                    .append(fault.word())
                    .append('\n');
        }
        text.append('\n');
    }

    private static char letter(FaultKind fault) {
        return (char) ('A' + fault.ordinal());
    }

    private static void row(StringBuilder text, Target target, List<Result> results, int width) {
        text.append(String.format("%-" + width + "s", target.name()));
        Map<FaultKind, Map<Count, Result>> cells = new EnumMap<>(FaultKind.class);
        results.forEach(result -> cells.computeIfAbsent(result.cell().fault(), fault -> new EnumMap<>(Count.class))
                .put(result.cell().count(), result));
        for (FaultKind fault : FaultKind.values()) {
            Map<Count, Result> counts = cells.getOrDefault(fault, Map.of());
            text.append("  ");
            for (Count count : Count.values()) {
                text.append(count == Count.ONCE ? "" : "/")
                        .append(counts.containsKey(count) ? sign(counts.get(count)) : " ");
            }
        }
        text.append('\n');
    }

    private static String sign(Result result) {
        return switch (result.word()) {
            case "done" -> ".";
            case "FAIL" -> "X";
            default -> result.word();
        };
    }

    private void summary(StringBuilder text) {
        Map<String, Long> ends =
                results.stream().collect(Collectors.groupingBy(Result::word, TreeMap::new, Collectors.counting()));
        long targets = results.stream()
                .map(result -> result.cell().target())
                .distinct()
                .count();
        text.append('\n')
                .append(results.size())
                .append(" cells over ")
                .append(targets)
                .append(" RPCs: ")
                .append(ends.getOrDefault("done", 0L))
                .append(" done; ")
                .append(ends.entrySet().stream()
                        .filter(end -> end.getKey().matches("\\d+"))
                        .map(end -> end.getValue() + " stopped with exit code " + end.getKey() + " and resumed; ")
                        .collect(Collectors.joining()))
                .append(ends.getOrDefault("FAIL", 0L))
                .append(" failures. ")
                .append(took.toSeconds())
                .append(" s.\n");
    }
}
