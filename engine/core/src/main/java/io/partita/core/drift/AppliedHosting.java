package io.partita.core.drift;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.state.RunSummary;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the last complete run that changed a party made of it.
 *
 * @param run the run
 * @param mapping the mapping at its end
 * @param kept hosts that its plan left alone
 */
public record AppliedHosting(RunSummary run, HostingMapping mapping, SortedSet<ParticipantId> kept) {
    public AppliedHosting {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(mapping, "mapping");
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    }
}
