package io.partita.cli.command;

import io.partita.cli.result.Result;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.State;
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

    /** How a command ends that would plan anew beside what a run has left open; empty when nothing is. */
    static Optional<Result> unfinished(String command, Unit unit) {
        Checked<State> state = unit.state().read().map(recording -> recording.state());
        return state.optional()
                .filter(read ->
                        read.unfinishedRun().isPresent() && !read.interlocks().isEmpty())
                .map(read -> Result.failed(
                                command,
                                Diagnostic.refusal(
                                                "run-unfinished",
                                                "a run of this folder is not finished and left something open")
                                        .because("a new plan could not know what run "
                                                + read.unfinishedRun()
                                                        .orElseThrow()
                                                        .id() + " left")
                                        .fix("Go on with it, or look at what is open."))
                        .then(NextCommand.resume(), NextCommand.status()));
    }
}
