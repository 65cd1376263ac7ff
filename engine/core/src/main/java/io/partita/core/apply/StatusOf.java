package io.partita.core.apply;

import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import io.partita.core.state.OutcomeMatch;
import java.util.Optional;

/** How a run ends when this outcome is what stopped it; empty for a success. */
final class StatusOf implements OutcomeMatch<Optional<ExitStatus>> {

    @Override
    public Optional<ExitStatus> applied(Outcome.Applied outcome) {
        return Optional.empty();
    }

    @Override
    public Optional<ExitStatus> alreadyInPlace(Outcome.AlreadyInPlace outcome) {
        return Optional.empty();
    }

    @Override
    public Optional<ExitStatus> waiting(Outcome.Waiting outcome) {
        return Optional.of(ExitStatus.WAITING);
    }

    @Override
    public Optional<ExitStatus> refused(Outcome.Refused outcome) {
        return Optional.of(outcome.moved().isPresent() ? ExitStatus.STALE : ExitStatus.REFUSED);
    }

    @Override
    public Optional<ExitStatus> failed(Outcome.Failed outcome) {
        return Optional.of(ExitStatus.ERROR);
    }

    @Override
    public Optional<ExitStatus> unknown(Outcome.Unknown outcome) {
        return Optional.of(ExitStatus.UNKNOWN);
    }
}
