package io.partita.cli.command;

import io.partita.cli.text.CommandText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.plan.Plan;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Names that were typed wrongly. */
final class Names {

    private Names() {}

    static Diagnostic unknown(String option, String noun, String typed, Collection<String> known) {
        Optional<String> meant = closest(typed, known);
        String all = known.isEmpty()
                ? "The plan names no " + noun + "."
                : "The plan names: " + String.join(", ", known) + ".";
        return Diagnostic.error("wrong-usage", option + "=" + typed + " names no " + noun + " of the plan")
                .because(all)
                .fix(meant.map(name -> "Did you mean " + option + "=" + CommandText.quoted(name) + "?")
                        .orElse("Leave the option out, or name one of the plan."))
                .classed(DiagnosticClass.USAGE);
    }

    /** An operator that no participant of a plan has; empty when one has it. */
    static Optional<Diagnostic> unknownOperator(Plan plan, String typed) {
        SortedSet<String> known = plan.steps()
                .flatMap(step -> step.head().operator().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return known.contains(typed) ? Optional.empty() : Optional.of(unknown("--operator", "operator", typed, known));
    }

    /** The name that is nearest to what was typed; empty when none is near. */
    static Optional<String> closest(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        ToIntFunction<String> distance = name -> distance(wanted, name.toLowerCase(Locale.ROOT));
        return known.stream()
                .filter(name -> distance.applyAsInt(name) <= (typed.length() < 4 ? 1 : Math.max(2, typed.length() / 3)))
                .min(Comparator.comparingInt(distance));
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
