package io.partita.core.rebuild;

import io.partita.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * What the participants show of work that no state remembers.
 *
 * @param open what a person has to look at: as errors where a fresh state would be unsafe
 * @param unknown what no participant can tell, a sentence each
 */
public record LiveFindings(List<Diagnostic> open, List<String> unknown) {
    public LiveFindings {
        open = List.copyOf(open);
        unknown = List.copyOf(unknown);
    }

    /** Whether nothing speaks against a fresh state. */
    public boolean isClean() {
        return open.stream().noneMatch(Diagnostic::isError);
    }
}
