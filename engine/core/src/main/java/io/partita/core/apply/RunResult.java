package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param exit in one word
 * @param run its name; empty when it was refused before it began
 * @param outcomes of every step that has one, from this process or an earlier one, in the order of the plan
 * @param diagnostics what stopped it and what is to be known besides, the most important last
 * @param interlocks all that are open in this state folder, oldest first
 * @param next the commands to type next, most useful first; empty when nothing is left to do
 */
public record RunResult(
        ExitStatus exit,
        Optional<RunId> run,
        Map<StepId, Outcome> outcomes,
        List<Diagnostic> diagnostics,
        List<Interlock> interlocks,
        List<NextCommand> next) {
    public RunResult {
        Objects.requireNonNull(exit, "exit");
        Objects.requireNonNull(run, "run");
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        diagnostics = List.copyOf(diagnostics);
        interlocks = List.copyOf(interlocks);
        next = List.copyOf(next);
    }
}
