package io.partita.cli.report;

import io.partita.cli.text.Glyph;
import io.partita.cli.text.StepText;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to do.
 *
 * @param id by which the journal names it
 * @param kind what can be a step
 * @param participant who is acted on or read
 * @param operator whose step it is; empty when everything is in one hand
 * @param glyph what kind of thing it is
 * @param action what is done, in a few words that follow the participant's name
 * @param gate what a person has to do, in words that follow the participant's name; empty where nobody has to
 * @param why one sentence, without a full stop
 * @param reversal what it takes to undo it
 */
public record StepReport(
        StepId id,
        Step.Kind kind,
        ParticipantName participant,
        Optional<String> operator,
        Glyph glyph,
        String action,
        Optional<String> gate,
        String why,
        Step.Reversal reversal) {

    public StepReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(glyph, "glyph");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(reversal, "reversal");
    }

    static StepReport of(Step step) {
        return of(step, StepText.of(step), StepText.gate(step), step.why());
    }

    /** One of several steps that are alike, in words for all of them. @param told what their parties are called */
    static StepReport of(Step step, String told) {
        return of(step, StepText.of(step, told), StepText.gate(step, told), step.why(told));
    }

    private static StepReport of(Step step, String action, Optional<String> gate, String why) {
        return new StepReport(
                step.id(),
                step.kind(),
                step.participant(),
                step.head().operator(),
                Glyph.of(step),
                action,
                gate,
                why,
                step.reversal());
    }

    public boolean isIrreversible() {
        return reversal == Step.Reversal.IRREVERSIBLE;
    }
}
