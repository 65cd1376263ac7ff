package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schedules of the sources of one round of windows: suspended before, and restored when nothing is read any more. */
final class PruningSteps {

    private final PlanSteps plan;
    private final int round;
    private final List<OpenWindow> windows;
    private final SortedMap<ParticipantName, ExportSource> suspended = new TreeMap<>();

    /** @param sources of the windows */
    PruningSteps(PlanSteps plan, int round, List<OpenWindow> windows, Iterable<ExportSource> sources) {
        this.plan = plan;
        this.round = round;
        this.windows = windows;
        for (ExportSource source : sources) {
            source.pruning().ifPresent(schedule -> suspended.put(source.participant(), source));
        }
    }

    void addSuspension() {
        List<Step> steps = new ArrayList<>();
        suspended.forEach((name, source) -> steps.add(new Step.SuspendPruning(
                plan.head(Step.Kind.SUSPEND_PRUNING, name, numbered(), Set.of(), Set.of(schedule(source))),
                source.pruning().orElseThrow(),
                id(Step.Kind.RESTORE_PRUNING, name),
                exportsFrom(name))));
        plan.wave("suspend pruning on the source", steps);
    }

    void addRestoration() {
        List<Step> steps = new ArrayList<>();
        suspended.forEach((name, source) -> {
            StepId suspension = id(Step.Kind.SUSPEND_PRUNING, name);
            steps.add(new Step.RestorePruning(
                    plan.head(
                            Step.Kind.RESTORE_PRUNING,
                            name,
                            numbered(),
                            PlanSteps.all(exportsFrom(name), comparisonsWith(name), Set.of(suspension)),
                            Set.of()),
                    source.pruning().orElseThrow(),
                    suspension));
        });
        plan.wave("restore pruning", steps);
    }

    /** What the schedule of a source was; a plan with none of it rests on that. */
    FactId schedule(ExportSource source) {
        return plan.fact(new Fact.Pruning(
                new FactId("pruning/" + source.participant()), source.participant(), source.pruning()));
    }

    private SortedSet<StepId> exportsFrom(ParticipantName source) {
        SortedSet<StepId> exports = new TreeSet<>();
        for (OpenWindow open : windows) {
            for (Transfer transfer : open.window.transfers()) {
                if (transfer.source().equals(source)) {
                    exports.add(OpenWindow.exportId(open.window, transfer, plan.change(transfer.party())));
                }
            }
        }
        return exports;
    }

    private Set<StepId> comparisonsWith(ParticipantName source) {
        return windows.stream()
                .filter(open -> open.isComparedWith(source))
                .map(open -> open.reconnect.id())
                .collect(Collectors.toSet());
    }

    private StepId id(Step.Kind kind, ParticipantName name) {
        return StepId.of(kind, name + numbered());
    }

    private String numbered() {
        return round == 1 ? "" : "/" + round;
    }
}
