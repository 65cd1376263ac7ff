package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.store.Recording;
import java.util.List;
import java.util.Optional;

/** What speaks against believing the state of a unit, for the commands that write there or act on it. */
final class Doubts {

    private Doubts() {}

    /** How a command ends that does not go on; empty when nothing speaks against it. Asks nobody but this machine. */
    static Optional<Result> about(String command, Unit unit) {
        List<Diagnostic> errors =
                unit.state().doubts().stream().filter(Diagnostic::isError).toList();
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(Result.failed(command, errors).then(NextCommand.stateVerify()));
    }

    /**
     * How a command ends that begins something there, or rehearses what begins; empty when nothing speaks against the
     * state, it can be read, and no run is left open.
     */
    static Optional<Result> aboutBeginning(String command, Unit unit) {
        return about(command, unit).or(() -> {
            Checked<Recording> recording = unit.state().read();
            return recording.isPresent()
                    ? unfinished(command, recording.value())
                    : Optional.of(
                            Result.failed(command, recording.diagnostics()).then(NextCommand.stateVerify()));
        });
    }

    private static Optional<Result> unfinished(String command, Recording recording) {
        return Apply.beside(recording)
                .map(why -> Result.failed(command, why.diagnostics())
                        .ending(ExitCode.of(why.exit()))
                        .then(why.next()));
    }
}
