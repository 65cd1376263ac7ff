package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run would do, as far as reading can tell.
 *
 * @param grade how far it was looked
 * @param exit how a run would end: {@code DONE} when it would do something, {@code NOTHING_TO_DO} when all is in place;
 *     otherwise how it would stop, or why it would not begin
 * @param forecasts one for every step, in the order of the plan
 * @param diagnostics what speaks against it, the most important last
 * @param next what a run that does not begin says is to be typed; empty where it would begin
 */
public record DryRunReport(
        Grade grade, ExitStatus exit, List<Forecast> forecasts, List<Diagnostic> diagnostics, List<NextCommand> next) {

    /** How far is looked without changing anything. */
    public enum Grade {
        /** Into the plan, the folder and its state; no participant is asked, no secret read, nothing started. */
        OFFLINE,
        /** At the participants as well, with everything that reads. */
        LIVE
    }

    /** What would happen to a step. */
    public enum Verdict {
        WOULD_APPLY,
        /** A run that comes so far stops there until somebody has done something. */
        WOULD_WAIT,
        IN_PLACE,
        STALE,
        REFUSED,
        UNREADABLE,
        /** Only a participant could tell. */
        NOT_ASKED
    }

    /** How much of a step was looked at; a dry run never claims more. */
    public enum Coverage {
        /** The probe and every fact were read from the live network. */
        PROBED_AND_FACTS_READ("probed, facts read", "what its call does"),
        /** Facts were read; the probe cannot say anything before earlier steps have run. */
        FACTS_READ("facts read", "its probe, which needs earlier steps, and what its call does"),
        /** Nothing can be read now: it depends on earlier steps of this plan. */
        DEPENDS_ON_EARLIER_STEPS("depends on earlier steps", "its probe, its facts and what its call does"),
        /** The files that it uploads were read. */
        FILES_READ("its files read", "whether the participant takes them, its probe and its facts"),
        /** Nothing but what the plan says. */
        PLAN_ALONE("the plan alone", "its probe, its facts and what its call does");

        private final String covered;
        private final String missing;

        Coverage(String covered, String missing) {
            this.covered = covered;
            this.missing = missing;
        }

        /** What was looked at, a phrase. */
        public String covered() {
            return covered;
        }

        /** What was not, a phrase. */
        public String missing() {
            return missing;
        }
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
        Objects.requireNonNull(grade, "grade");
        Objects.requireNonNull(exit, "exit");
        forecasts = List.copyOf(forecasts);
        diagnostics = List.copyOf(diagnostics);
        next = List.copyOf(next);
    }

    /** Of a run that does not begin, and of which no step can be foretold. */
    static DryRunReport notBegun(Grade grade, NotBegun why) {
        return new DryRunReport(grade, why.exit(), List.of(), why.diagnostics(), why.next());
    }

    /** One that would begin, unless what a run asks first is not as it wants it. */
    DryRunReport unless(Optional<NotBegun> refusal) {
        return refusal.map(why -> new DryRunReport(
                        grade,
                        why.exit(),
                        forecasts,
                        Stream.concat(diagnostics.stream(), why.diagnostics().stream())
                                .distinct()
                                .toList(),
                        why.next()))
                .orElse(this);
    }
}
