package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One isolation of a target and all that happens in it. Sound only when its activations have different effective times and all its files are imported before the reconnect (experiments 1); so it is all
 * or nothing.
 */
final class Window {

    private final List<Step.ImportAcs> imports;

    private Window(List<Step.ImportAcs> imports) {
        this.imports = imports;
    }

    static Window of(Plan plan, StepId isolation) {
        return new Window(
                imports(plan).filter(step -> step.isolation().equals(isolation)).toList());
    }

    static Stream<Step.ImportAcs> imports(Plan plan) {
        return plan.steps().filter(Step.ImportAcs.class::isInstance).map(Step.ImportAcs.class::cast);
    }

    static Stream<Step.ImportAcs> importsOn(Plan plan, ParticipantName target) {
        return imports(plan).filter(step -> step.participant().equals(target));
    }

    static Stream<Step.ConsentAsParty> consents(Plan plan) {
        return plan.steps().filter(Step.ConsentAsParty.class::isInstance).map(Step.ConsentAsParty.class::cast);
    }

    List<StepId> consents() {
        return imports.stream().map(Step.ImportAcs::consent).distinct().toList();
    }

    /** What is wrong with the effective times that the journal knows; empty when all are known and different. */
    Optional<Diagnostic> troubleWithTimes(Function<StepId, Optional<String>> validFrom) {
        List<StepId> unknown = new ArrayList<>();
        Map<String, StepId> seen = new TreeMap<>();
        for (StepId consent : consents()) {
            Optional<String> time = validFrom.apply(consent);
            if (time.isEmpty()) {
                unknown.add(consent);
                continue;
            }
            StepId same = seen.put(time.get(), consent);
            if (same != null) {
                return Optional.of(equalTimes(same, consent, time.get()));
            }
        }
        return unknown.isEmpty() ? Optional.empty() : Optional.of(missing(unknown));
    }

    static Diagnostic equalTimes(StepId one, StepId other, String time) {
        return Diagnostic.error(
                        "activations-at-the-same-time", one + " and " + other + " became effective at the same time")
                .because(
                        "at " + time
                                + "; contracts that the two parties share are then in neither file, and nothing else would tell")
                .fix(
                        "Do not reconnect the target. Remove the target from one of the two parties again (the party's signature is enough), and add it with a plan of its own later.");
    }

    private static Diagnostic missing(List<StepId> consents) {
        return Diagnostic.error("window-incomplete", "not every party of this window is active on the target yet")
                .because("a window is all or nothing; without effective time: "
                        + Wording.some(consents.stream().map(StepId::id).toList()))
                .next(NextCommand.resume());
    }
}
