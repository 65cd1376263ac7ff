package io.partita.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What version control of this machine says about a folder. */
public interface Tracking {

    /** Nothing is under version control. */
    Tracking NONE = folder -> Optional.empty();

    /**
     * A file beneath a folder that is tracked, so that it comes and goes with a branch.
     *
     * @param folder exists
     * @return as version control names it; empty when nothing beneath the folder is tracked
     * @throws IOException when that cannot be told
     */
    Optional<String> beneath(Path folder) throws IOException;
}
