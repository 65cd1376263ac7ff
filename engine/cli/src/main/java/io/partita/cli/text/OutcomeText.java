package io.partita.cli.text;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.Outcome;
import java.util.Optional;

/**
 * What became of a step, ready to be told.
 *
 * @param sign one character that differs for every outcome, so that nothing hangs on colour
 * @param word the same in every text
 * @param emphasis how sign and word are coloured
 * @param text what was confirmed, or what is wrong
 * @param diagnostic the whole story, when there is one
 */
public record OutcomeText(String sign, String word, Emphasis emphasis, String text, Optional<Diagnostic> diagnostic) {

    public static OutcomeText of(Outcome outcome) {
        return switch (outcome.kind()) {
            case APPLIED -> good("+", "done", ((Outcome.Applied) outcome).what());
            case ALREADY_IN_PLACE -> good("=", "in place", ((Outcome.AlreadyInPlace) outcome).what());
            case WAITING -> told("@", "waiting", Emphasis.YELLOW, outcome);
            case REFUSED -> told("!", "refused", Emphasis.ALARM, outcome);
            case FAILED -> told("x", "failed", Emphasis.ALARM, outcome);
            case UNKNOWN -> told("?", "unknown", Emphasis.ALARM, outcome);
        };
    }

    private static OutcomeText good(String sign, String word, String what) {
        return new OutcomeText(sign, word, Emphasis.GREEN, what, Optional.empty());
    }

    private static OutcomeText told(String sign, String word, Emphasis emphasis, Outcome outcome) {
        String summary = outcome.diagnostic().map(Diagnostic::summary).orElse("");
        return new OutcomeText(sign, word, emphasis, summary, outcome.diagnostic());
    }
}
