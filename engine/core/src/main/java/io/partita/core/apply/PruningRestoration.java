package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import io.partita.core.state.Interlock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Sets the pruning schedule that a run switched off, when that run ends or is given up. */
final class PruningRestoration {

    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final ActiveRun run;
    private final Consumer<Diagnostic> said;

    /** @param said takes what is to be said although nothing failed */
    PruningRestoration(ActiveRun run, Consumer<Diagnostic> said) {
        this.run = run;
        this.said = said;
    }

    /**
     * What is read decides, not what setting answers: an answer may be lost.
     *
     * @return why it is not set; empty when reading shows that it is, or another one that somebody has set
     */
    Optional<Diagnostic> restore(Interlock lock, PruningSchedule old) {
        return run.participant(lock)
                .map(participant -> restore(participant, lock.participant(), old))
                .orElseGet(() -> Optional.of(OpenInterlocks.ofAnotherPlan(lock)));
    }

    private Optional<Diagnostic> restore(Participant participant, ParticipantName name, PruningSchedule old) {
        return failure(participant, name, old).map(failure -> CallDiagnostics.of(failure, name.name(), run.during()));
    }

    private Optional<CallFailure> failure(Participant participant, ParticipantName name, PruningSchedule old) {
        Optional<CallFailure> failed = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Optional<PruningSchedule> found = participant.pruningSchedule();
                if (found.equals(Optional.of(old))) {
                    return Optional.empty();
                }
                if (attempt == 0 && found.isPresent()) {
                    said.accept(OpenInterlocks.scheduleOfSomebody(name, found.get(), old));
                    return Optional.empty();
                }
                participant.setPruningSchedule(old);
                if (participant.pruningSchedule().equals(Optional.of(old))) {
                    return Optional.empty();
                }
            } catch (CallFailed e) {
                failed = Optional.of(e.failure());
            }
            if (!paused()) {
                break;
            }
        }
        return failed.isPresent() ? failed : Optional.of(notKept(name));
    }

    private boolean paused() {
        try {
            run.ticker().sleep(BETWEEN_ATTEMPTS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CallFailure notKept(ParticipantName name) {
        return new CallFailure(
                CallFailure.Kind.REFUSED,
                "OK",
                "but reading does not show the schedule that was set",
                "setting the pruning schedule on " + name,
                name.name(),
                Optional.empty());
    }
}
