package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.Outcome;
import io.partita.core.state.OutcomeMatch;
import java.util.Optional;

/** What an outcome has to say; empty for a success. */
final class DiagnosticOf implements OutcomeMatch<Optional<Diagnostic>> {

    @Override
    public Optional<Diagnostic> applied(Outcome.Applied outcome) {
        return Optional.empty();
    }

    @Override
    public Optional<Diagnostic> alreadyInPlace(Outcome.AlreadyInPlace outcome) {
        return Optional.empty();
    }

    @Override
    public Optional<Diagnostic> waiting(Outcome.Waiting outcome) {
        return Optional.of(outcome.diagnostic());
    }

    @Override
    public Optional<Diagnostic> refused(Outcome.Refused outcome) {
        return Optional.of(outcome.diagnostic());
    }

    @Override
    public Optional<Diagnostic> failed(Outcome.Failed outcome) {
        return Optional.of(outcome.diagnostic());
    }

    @Override
    public Optional<Diagnostic> unknown(Outcome.Unknown outcome) {
        return Optional.of(outcome.diagnostic());
    }
}
