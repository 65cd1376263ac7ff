package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepSubject;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailure;

/** A failed call of a step: what is said of every failed call, with the step that it was made by and what is safe to do next. */
final class StepFailure {

    /** How far a step had come when a call failed. */
    enum Reach {
        /** Its own work was not begun, by this process or an earlier one. */
        UNTOUCHED,
        /** Its own call may have been made. */
        BEGUN
    }

    private StepFailure() {}

    static Diagnostic of(CallFailure failure, Step step, Reach reach) {
        Diagnostic said = CallDiagnostics.of(failure, step.participant().name(), CallDiagnostics.During.RUN);
        return said.because(said.detail() + ". " + during(step))
                .fix(said.hint() + " " + reached(reach) + " " + SafeNext.after(step));
    }

    /** The outcome of a call is not known, and reading could not settle it. */
    static Diagnostic unknown(CallFailure failure, Step step) {
        return unsettled(failure, step, failure.attempted(), failure.said() + ". " + during(step));
    }

    /** An earlier process ended within a step, and reading cannot tell yet how far it came. */
    static Diagnostic leftUnknown(CallFailure failure, Step step) {
        return unsettled(
                failure,
                step,
                step.id().toString(),
                "it was begun, its end is not in the journal, and " + failure.attempted() + " failed: "
                        + failure.said());
    }

    private static Diagnostic unsettled(CallFailure failure, Step step, String what, String why) {
        Diagnostic said = CallDiagnostics.unsettled(failure, step.participant().name(), what);
        return said.because(why).fix(said.hint() + " " + SafeNext.after(step));
    }

    /** What partita was doing. */
    private static String during(Step step) {
        StepSubject subject = StepSubject.of(step);
        return "It was at step " + step.id() + " (" + subject.kind().replace('-', ' ')
                + subject.party().map(party -> " of " + party.abbreviated()).orElse("")
                + ") on " + step.participant();
    }

    private static String reached(Reach reach) {
        return switch (reach) {
            case UNTOUCHED -> "Nothing of this step was done.";
            case BEGUN -> "This step may be done in part; resuming looks before it acts.";
        };
    }
}
