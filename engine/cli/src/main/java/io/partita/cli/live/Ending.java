package io.partita.cli.live;

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
 * @param tone how sign and word are coloured
 * @param text what was confirmed, or what is wrong
 * @param diagnostic the whole story, when there is one
 * @param until when a wait is expected to end
 * @param whom what a wait is for
 * @param moved the fact that moved, when one did
 */
record Ending(
        String sign,
        String word,
        Tone tone,
        String text,
        Optional<Diagnostic> diagnostic,
        Optional<Instant> until,
        Optional<Outcome.Whom> whom,
        Optional<MovedFact> moved) {

    static Ending of(Outcome outcome) {
        return outcome.match(new Words());
    }

    private static Ending good(String sign, String word, String what) {
        return new Ending(
                sign, word, Tone.GOOD, what, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Ending told(String sign, String word, Tone tone, Diagnostic diagnostic) {
        return new Ending(
                sign,
                word,
                tone,
                diagnostic.summary(),
                Optional.of(diagnostic),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Ending waitingFor(Outcome.Whom someone, Optional<Instant> expected) {
        return new Ending(sign, word, tone, text, diagnostic, expected, Optional.of(someone), moved);
    }

    private Ending because(Optional<MovedFact> fact) {
        return new Ending(sign, word, tone, text, diagnostic, until, whom, fact);
    }

    private static final class Words implements OutcomeMatch<Ending> {
        @Override
        public Ending applied(Outcome.Applied outcome) {
            return good("+", "done", outcome.what());
        }

        @Override
        public Ending alreadyInPlace(Outcome.AlreadyInPlace outcome) {
            return good("=", "in place", outcome.what());
        }

        @Override
        public Ending waiting(Outcome.Waiting outcome) {
            return told("@", "waiting", Tone.NOTICE, outcome.diagnostic()).waitingFor(outcome.whom(), outcome.until());
        }

        @Override
        public Ending refused(Outcome.Refused outcome) {
            return told("!", "refused", Tone.BAD, outcome.diagnostic()).because(outcome.moved());
        }

        @Override
        public Ending failed(Outcome.Failed outcome) {
            return told("x", "failed", Tone.BAD, outcome.diagnostic());
        }

        @Override
        public Ending unknown(Outcome.Unknown outcome) {
            return told("?", "unknown", Tone.BAD, outcome.diagnostic());
        }
    }
}
