package io.partita.cli.command;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The plan that somebody approved elsewhere, by its hash: nothing else is carried out. */
final class ExpectedHash {

    private static final String OPTION = "--expect-hash";

    @Option(
            names = OPTION,
            paramLabel = "HASH",
            description =
                    "Carry out only the plan with this hash, or with a hash that begins so, at least 12 digits: the one that was approved.")
    private String expected;

    boolean isGiven() {
        return expected != null;
    }

    /** The same command with the same hash. */
    NextCommand on(NextCommand command) {
        return expected == null ? command : command.with(OPTION, expected);
    }

    /** A plan, when it is the expected one, or any will do. */
    Checked<SavedPlan> only(SavedPlan plan) {
        return against(plan).map(Checked::<SavedPlan>failed).orElseGet(() -> Checked.of(plan));
    }

    /** What speaks against carrying out a plan; empty when it is the expected one, or any will do. */
    Optional<Diagnostic> against(SavedPlan plan) {
        if (expected == null) {
            return Optional.empty();
        }
        Optional<String> digits = PlanHash.digits(expected);
        return digits.isPresent() ? PlanHash.against(plan, digits.get()) : Optional.of(unusable());
    }

    private Diagnostic unusable() {
        return Diagnostic.error(
                        "expected-hash-unusable", "'" + expected + "' is not a plan's hash or the beginning of one")
                .because("a hash has 64 hexadecimal digits, and fewer than " + PlanHash.FEWEST_DIGITS
                        + " of them can be made fit by trying")
                .fix("Take it from where the plan was approved; every view of a plan has it.")
                .classed(DiagnosticClass.USAGE);
    }
}
