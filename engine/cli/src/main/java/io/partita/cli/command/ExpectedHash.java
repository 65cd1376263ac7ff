package io.partita.cli.command;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The plan that somebody approved elsewhere, by its hash: nothing else is carried out. */
final class ExpectedHash {

    /** Too many to be made fit by trying. */
    static final int FEWEST_DIGITS = 12;

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{" + FEWEST_DIGITS + ",64}");

    @Option(
            names = "--expect-hash",
            paramLabel = "HASH",
            description =
                    "Carry out only the plan with this hash, or with a hash that begins so, at least 12 digits: the one that was approved.")
    private String expected;

    boolean isGiven() {
        return expected != null;
    }

    /** What speaks against carrying out a plan; empty when it is the expected one, or any will do. */
    Optional<Diagnostic> against(SavedPlan plan) {
        if (expected == null) {
            return Optional.empty();
        }
        String digits = expected.strip().toLowerCase(Locale.ROOT);
        if (!SYNTAX.matcher(digits).matches()) {
            return Optional.of(Diagnostic.error(
                            "expected-hash-unusable", "'" + expected + "' is not a plan's hash or the beginning of one")
                    .because("a hash has 64 hexadecimal digits, and fewer than " + FEWEST_DIGITS
                            + " of them can be made fit by trying")
                    .fix("Take it from where the plan was approved; every view of a plan ends with it.")
                    .classed(DiagnosticClass.USAGE));
        }
        return plan.hash().startsWith(digits)
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal("plan-not-expected", "this is not the plan that is expected")
                        .because("its hash is " + plan.hash() + ", and the expected one is " + digits)
                        .fix("Nothing was done. Find the plan that was approved, or have this one approved."));
    }
}
