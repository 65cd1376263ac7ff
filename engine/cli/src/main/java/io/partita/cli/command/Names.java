package io.partita.cli.command;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.ShellWord;
import io.partita.core.diagnostic.Spelling;
import io.partita.core.plan.Plan;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names that were typed wrongly. */
final class Names {

    private Names() {}

    static Diagnostic unknown(String option, String noun, String typed, Collection<String> known) {
        Optional<String> meant = Spelling.nearest(typed, known);
        String all = known.isEmpty()
                ? "The plan names no " + noun + "."
                : "The plan names: " + String.join(", ", known) + ".";
        return Diagnostic.error("wrong-usage", option + "=" + typed + " names no " + noun + " of the plan")
                .because(all)
                .fix(meant.map(name -> "Did you mean " + option + "=" + ShellWord.quoted(name) + "?")
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
}
