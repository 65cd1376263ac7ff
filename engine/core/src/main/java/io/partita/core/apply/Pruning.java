package io.partita.core.apply;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import java.util.stream.Stream;

/** What suspended pruning is needed for. */
final class Pruning {

    private Pruning() {}

    static Stream<Step.ExportAcs> exportsFrom(Plan plan, ParticipantName source) {
        return plan.steps()
                .filter(Step.ExportAcs.class::isInstance)
                .map(Step.ExportAcs.class::cast)
                .filter(export -> export.participant().equals(source));
    }
}
