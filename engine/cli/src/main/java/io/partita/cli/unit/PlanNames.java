package io.partita.cli.unit;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.check.LookAlikes;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of a plan that those who review it could take for each other. */
final class PlanNames {

    private PlanNames() {}

    /** Warnings, of names that look alike and of letters that look like others. */
    static List<Diagnostic> confusable(Plan plan) {
        Stream<String> parties = Stream.concat(
                plan.content().parties().stream().map(PartyChange::name), plan.content().unchanged().stream());
        Stream<String> participants =
                plan.content().participants().keySet().stream().map(ParticipantName::name);
        Stream<String> keys = plan.content().keys().keySet().stream().map(KeyName::name);
        List<String> operators = plan.content().participants().values().stream()
                .map(PlannedParticipant::operator)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<Diagnostic> found = new ArrayList<>();
        found.addAll(LookAlikes.confusable("Party", parties.toList()));
        found.addAll(LookAlikes.confusable("Participant", participants.toList()));
        found.addAll(LookAlikes.confusable("Key", keys.toList()));
        found.addAll(LookAlikes.confusable("Operator", operators));
        found.addAll(LookAlikes.mixedScripts(operators));
        found.addAll(LookAlikes.mixedScripts(List.of(plan.synchronizerAlias())));
        return found;
    }
}
