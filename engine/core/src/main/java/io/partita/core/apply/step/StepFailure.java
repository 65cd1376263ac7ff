package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Step;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import java.util.Optional;

/**
 * A failed call of a step: what is said of every failed call, with the step that it was made by and what is safe to do
 * next.
 */
final class StepFailure {

    /** How far a step had come when a call failed. */
    enum Reach {
        /** Its own work was not begun, by this process or an earlier one. */
        UNTOUCHED,
        /** Its own call may have been made. */
        BEGUN
    }

    private StepFailure() {}

    static Diagnostic of(CallFailure failure, Execution execution, Reach reach) {
        Step step = execution.work.step();
        Diagnostic said = CallDiagnostics.of(failure, step.participant().name(), execution.work.during());
        return said.because(said.detail() + ". " + during(step))
                .fix(said.hint() + " " + reached(reach) + " " + execution.safeNext());
    }

    /** The outcome of a call is not known, and reading could not settle it. */
    static Diagnostic unknown(CallFailure failure, Execution execution) {
        return unsettled(
                failure, execution, failure.attempted(), failure.found() + ". " + during(execution.work.step()));
    }

    /** An earlier process ended within a step, and reading cannot tell yet how far it came. */
    static Diagnostic leftUnknown(CallFailure failure, Execution execution) {
        return unsettled(
                failure,
                execution,
                execution.work.step().id().toString(),
                "it was begun, its end is not in the journal, and " + failure.attempted() + " failed: "
                        + failure.found());
    }

    /** Somebody else answers: what the plan was made on is no longer so. */
    static Outcome another(AnotherParticipant found, Execution execution) {
        MovedFact moved = new MovedFact(
                new FactId("identity/" + found.name()),
                found.expected().toString(),
                found.found().toString());
        Diagnostic said = CallDiagnostics.of(found.failure(), found.name().name(), execution.work.during());
        return new Outcome.Refused(
                said.because(said.detail() + ". " + during(execution.work.step()))
                        .fix(said.hint() + " " + execution.safeNext()),
                Optional.of(moved));
    }

    private static Diagnostic unsettled(CallFailure failure, Execution execution, String what, String why) {
        Diagnostic said = CallDiagnostics.unsettled(
                failure, execution.work.step().participant().name(), what);
        return said.because(why).fix(said.hint() + " " + execution.safeNext());
    }

    /** What partita was doing. */
    private static String during(Step step) {
        return "It was at step " + step.id() + " (" + step.kind().word().replace('-', ' ')
                + step.party().map(party -> " of " + party.abbreviated()).orElse("")
                + ") on " + step.participant();
    }

    private static String reached(Reach reach) {
        return switch (reach) {
            case UNTOUCHED -> "Nothing of this step was done.";
            case BEGUN -> "This step may be done in part; resuming looks before it acts.";
        };
    }
}
