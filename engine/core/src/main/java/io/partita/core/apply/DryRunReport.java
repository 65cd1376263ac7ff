package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import java.util.List;
import java.util.Objects;

/**
 * What a run would do, as far as reading can tell.
 *
 * @param exit {@code DONE} when it would do something, {@code NOTHING_TO_DO} when all is in place, {@code STALE},
 *     {@code REFUSED} or {@code ERROR} when it would stop at its beginning
 * @param forecasts one for every step, in the order of the plan
 * @param diagnostics what speaks against it, the most important last
 */
public record DryRunReport(ExitStatus exit, List<Forecast> forecasts, List<Diagnostic> diagnostics) {

    /** What would happen to a step. */
    public enum Verdict {
        WOULD_APPLY,
        IN_PLACE,
        STALE,
        REFUSED,
        UNREADABLE
    }

    /** How much of a step was looked at; a dry run never claims more. */
    public enum Coverage {
        /** The probe and every fact were read from the live network. */
        PROBED_AND_FACTS_READ,
        /** Facts were read; the probe cannot say anything before earlier steps have run. */
        FACTS_READ,
        /** Nothing can be read now: it depends on earlier steps of this plan. */
        DEPENDS_ON_EARLIER_STEPS
    }

    /**
     * @param step the step
     * @param verdict what would happen
     * @param coverage what that rests on
     * @param found what was found, or why it is not known, a phrase
     */
    public record Forecast(Step step, Verdict verdict, Coverage coverage, String found) {
        public Forecast {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(coverage, "coverage");
            Objects.requireNonNull(found, "found");
        }
    }

    public DryRunReport {
        Objects.requireNonNull(exit, "exit");
        forecasts = List.copyOf(forecasts);
        diagnostics = List.copyOf(diagnostics);
    }
}
