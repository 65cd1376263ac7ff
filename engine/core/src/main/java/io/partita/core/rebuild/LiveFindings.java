package io.partita.core.rebuild;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.planner.Repair;
import java.util.List;

/**
 * What the participants show of work that no state remembers.
 *
 * @param open what a person has to look at: as errors where a fresh state would be unsafe
 * @param unknown what no participant can tell, a sentence each
 * @param repairable what of the open ends a plan repairs, once a person has said that nobody else is at it; sorted
 */
public record LiveFindings(List<Diagnostic> open, List<String> unknown, List<Repair> repairable) {
    public LiveFindings {
        repairable = repairable.stream().sorted().toList();
        open = List.copyOf(open);
        unknown = List.copyOf(unknown);
    }

    /** Whether nothing speaks against a fresh state. */
    public boolean isClean() {
        return open.stream().noneMatch(Diagnostic::isError);
    }
}
