package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a run keeps files on this machine that are never recorded: exported contracts and logs. The journal says what
 * the files must be; one that is missing on another machine is made again.
 */
public interface Workspace {

    /** Where exported contracts are kept. Asking makes nothing. */
    Path exports();

    /**
     * Where a run may have kept exported contracts before, besides {@link #exports}: what it noted when it was prepared.
     * Whoever can write there chooses these folders, so nothing is touched in them but files that carry a run's name.
     */
    List<Path> earlierExports(RunId run);

    /** Where the logs of a run go. Asking makes nothing. */
    Path logs(RunId run);

    /**
     * Makes the folders of a run, readable by the owner only; no error when they are there.
     *
     * @return why they cannot be made; empty when they are there
     */
    Optional<Diagnostic> prepare(RunId run);
}
