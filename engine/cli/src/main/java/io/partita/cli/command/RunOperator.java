package io.partita.cli.command;

import io.partita.core.apply.SavedPlan;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import java.util.Optional;

/** For whom a run was last carried out. */
final class RunOperator {

    private RunOperator() {}

    /** @return empty for a run of everybody: of that the journal has the name of the person instead */
    static Optional<String> of(SavedPlan plan, Recording recording, RunSummary run) {
        return recording.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .flatMap(event -> begun(event, run).stream())
                .reduce((former, later) -> later)
                .filter(name -> Names.unknownOperator(plan.plan(), name).isEmpty());
    }

    private static Optional<String> begun(JournalEvent event, RunSummary run) {
        if (event instanceof JournalEvent.RunStarted started && started.run().equals(run.id())) {
            return Optional.of(started.operator());
        }
        return event instanceof JournalEvent.RunResumed resumed && resumed.run().equals(run.id())
                ? Optional.of(resumed.operator())
                : Optional.empty();
    }
}
