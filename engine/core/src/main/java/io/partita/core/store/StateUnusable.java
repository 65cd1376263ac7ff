package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.io.Serial;
import java.util.List;

/**
 * The state can not be written any more (full disk, lost lock, another writer). Nothing may be called after it: what
 * would be done could not be recorded. Everything that was recorded before is kept.
 */
public final class StateUnusable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public StateUnusable(Diagnostic diagnostic) {
        super(diagnostic.code() + ": " + diagnostic.summary());
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /**
     * The same, said by a process that has not begun a run: to resume would be to go on with one before it, or with
     * none.
     */
    public Diagnostic beforeARun() {
        List<NextCommand> others = diagnostic.next().stream()
                .filter(command -> command.verb() != NextCommand.Verb.RESUME)
                .toList();
        return others.size() == diagnostic.next().size()
                ? diagnostic
                : diagnostic
                        .nextOnly(others)
                        .fix(
                                "Nothing was done. When that is mended, and nobody else works with this state, type the command again.");
    }

    /** The same, said while a run is given up: to resume would be to go on with it. */
    public Diagnostic whileGivenUp() {
        return diagnostic.next().stream().noneMatch(command -> command.verb() == NextCommand.Verb.RESUME)
                ? diagnostic
                : diagnostic
                        .nextOnly(List.of(NextCommand.abandon()))
                        .fix("When that is mended, give the run up again. What was put back already stays so.");
    }
}
