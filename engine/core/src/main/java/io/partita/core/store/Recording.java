package io.partita.core.store;

import io.partita.core.approval.Approval;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store says, checked.
 *
 * @param state the head
 * @param entries the journal, oldest first
 */
public record Recording(State state, List<JournalEntry> entries) {
    public Recording {
        Objects.requireNonNull(state, "state");
        entries = List.copyOf(entries);
    }

    /** How what a run names is reached since a person said it anew; empty as long as that is as its plan says. */
    public Optional<JournalEvent.AccessReplaced> access(RunId run) {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.AccessReplaced.class::isInstance)
                .map(JournalEvent.AccessReplaced.class::cast)
                .filter(replaced -> replaced.run().equals(run))
                .reduce((former, later) -> later);
    }

    /** How a run was approved last; empty when nobody had to approve it. */
    public Optional<JournalEvent.PlanApproved> approved(RunId run) {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(JournalEvent.PlanApproved.class::isInstance)
                .map(JournalEvent.PlanApproved.class::cast)
                .filter(approved -> approved.run().equals(run))
                .reduce((former, later) -> later);
    }

    /** The approvals that a run has; none when nobody had to approve it. */
    public List<Approval> approvals(RunId run) {
        return approved(run).map(JournalEvent.PlanApproved::approvals).orElse(List.of());
    }
}
