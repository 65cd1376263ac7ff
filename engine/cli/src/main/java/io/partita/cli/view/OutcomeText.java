package io.partita.cli.view;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.Outcome;
import io.partita.core.state.OutcomeMatch;
import java.util.Optional;

/**
 * What became of a step, in words.
 *
 * @param word one word, the same in every output
 * @param text what was confirmed or what is wrong
 * @param ink how the word is shown
 * @param diagnostic the whole story, when there is one
 */
record OutcomeText(String word, String text, Ink ink, Optional<Diagnostic> diagnostic) {

    static OutcomeText of(Outcome outcome) {
        return outcome.match(new Words());
    }

    private static final class Words implements OutcomeMatch<OutcomeText> {
        @Override
        public OutcomeText applied(Outcome.Applied outcome) {
            return new OutcomeText("done", outcome.what(), Ink.GREEN, Optional.empty());
        }

        @Override
        public OutcomeText alreadyInPlace(Outcome.AlreadyInPlace outcome) {
            return new OutcomeText("in place", outcome.what(), Ink.GREEN, Optional.empty());
        }

        @Override
        public OutcomeText waiting(Outcome.Waiting outcome) {
            return told("waiting", outcome.diagnostic(), Ink.YELLOW);
        }

        @Override
        public OutcomeText refused(Outcome.Refused outcome) {
            return told("refused", outcome.diagnostic(), Ink.ALARM);
        }

        @Override
        public OutcomeText failed(Outcome.Failed outcome) {
            return told("failed", outcome.diagnostic(), Ink.ALARM);
        }

        @Override
        public OutcomeText unknown(Outcome.Unknown outcome) {
            return told("unknown", outcome.diagnostic(), Ink.ALARM);
        }

        private static OutcomeText told(String word, Diagnostic diagnostic, Ink ink) {
            return new OutcomeText(word, diagnostic.summary(), ink, Optional.of(diagnostic));
        }
    }
}
