package io.partita.core.state;

/** One branch for every outcome: a new one breaks the compilation of all that judge outcomes. */
public interface OutcomeMatch<R> {

    R applied(Outcome.Applied outcome);

    R alreadyInPlace(Outcome.AlreadyInPlace outcome);

    R waiting(Outcome.Waiting outcome);

    R refused(Outcome.Refused outcome);

    R failed(Outcome.Failed outcome);

    R unknown(Outcome.Unknown outcome);
}
