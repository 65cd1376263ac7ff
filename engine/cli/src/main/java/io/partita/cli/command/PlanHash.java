package io.partita.cli.command;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A plan's hash as people type it: all of it, or as many of its first digits as nobody makes fit by trying. */
final class PlanHash {

    /** Too many to be made fit by trying. */
    static final int FEWEST_DIGITS = 12;

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{" + FEWEST_DIGITS + ",64}");

    private PlanHash() {}

    /** The digits, in lower case; empty when they are not a hash or the beginning of one. */
    static Optional<String> digits(String typed) {
        return Optional.of(typed.strip().toLowerCase(Locale.ROOT))
                .filter(digits -> SYNTAX.matcher(digits).matches());
    }

    /** What speaks against a plan whose hash has to begin with these digits; empty when it does. */
    static Optional<Diagnostic> against(SavedPlan plan, String digits) {
        return plan.hash().startsWith(digits)
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal("plan-not-expected", "this is not the plan that is expected")
                        .because("its hash is " + plan.hash() + ", and the expected one is " + digits)
                        .fix("Nothing was done. Find the plan that was approved, or have this one approved."));
    }
}
