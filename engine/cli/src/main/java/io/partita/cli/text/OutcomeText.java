package io.partita.cli.text;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.OutcomeMatch;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a step, ready to be told.
 *
 * @param sign one character that differs for every outcome, so that nothing hangs on colour
 * @param word the same in every output; machines read it with a minus sign for the blank
 * @param emphasis how sign and word are coloured
 * @param text what was confirmed, or what is wrong
 * @param diagnostic the whole story, when there is one
 * @param until when a wait is expected to end
 * @param whom what a wait is for
 * @param moved the fact that moved, when one did
 */
public record OutcomeText(
        String sign,
        String word,
        Emphasis emphasis,
        String text,
        Optional<Diagnostic> diagnostic,
        Optional<Instant> until,
        Optional<Outcome.Whom> whom,
        Optional<MovedFact> moved) {

    public static OutcomeText of(Outcome outcome) {
        return outcome.match(new Words());
    }

    private static OutcomeText good(String sign, String word, String what) {
        return new OutcomeText(
                sign,
                word,
                Emphasis.GREEN,
                what,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static OutcomeText told(String sign, String word, Emphasis emphasis, Diagnostic diagnostic) {
        return new OutcomeText(
                sign,
                word,
                emphasis,
                diagnostic.summary(),
                Optional.of(diagnostic),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private OutcomeText waitingFor(Outcome.Whom someone, Optional<Instant> expected) {
        return new OutcomeText(sign, word, emphasis, text, diagnostic, expected, Optional.of(someone), moved);
    }

    private OutcomeText because(Optional<MovedFact> fact) {
        return new OutcomeText(sign, word, emphasis, text, diagnostic, until, whom, fact);
    }

    private static final class Words implements OutcomeMatch<OutcomeText> {
        @Override
        public OutcomeText applied(Outcome.Applied outcome) {
            return good("+", "done", outcome.what());
        }

        @Override
        public OutcomeText alreadyInPlace(Outcome.AlreadyInPlace outcome) {
            return good("=", "in place", outcome.what());
        }

        @Override
        public OutcomeText waiting(Outcome.Waiting outcome) {
            return told("@", "waiting", Emphasis.YELLOW, outcome.diagnostic())
                    .waitingFor(outcome.whom(), outcome.until());
        }

        @Override
        public OutcomeText refused(Outcome.Refused outcome) {
            return told("!", "refused", Emphasis.ALARM, outcome.diagnostic()).because(outcome.moved());
        }

        @Override
        public OutcomeText failed(Outcome.Failed outcome) {
            return told("x", "failed", Emphasis.ALARM, outcome.diagnostic());
        }

        @Override
        public OutcomeText unknown(Outcome.Unknown outcome) {
            return told("?", "unknown", Emphasis.ALARM, outcome.diagnostic());
        }
    }
}
