package io.partita.core.apply;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.Recording;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Targets of other operators that a run has signed for, or may have: they are away, and wait for what only this run
 * exports. No interlock says so, since those are about participants that a run reaches. It is told by the journal alone,
 * so a signature after the receipt of the isolation counts, whether it was the last one or not.
 */
final class AwaitedTargets {

    private final RunId run;
    private final SortedSet<String> isolated = new TreeSet<>();
    private final SortedSet<String> awaited = new TreeSet<>();

    private AwaitedTargets(RunId run) {
        this.run = run;
    }

    /** By the names that its plan has for them. */
    static SortedSet<String> of(RunId run, Recording recording) {
        AwaitedTargets targets = new AwaitedTargets(run);
        recording.entries().forEach(entry -> entry.events().forEach(targets::add));
        return targets.awaited;
    }

    private void add(JournalEvent event) {
        if (event instanceof JournalEvent.ReceiptTaken taken && taken.run().equals(run)) {
            StepId step = taken.receipt().step();
            subject(step, Step.Kind.ISOLATE).ifPresent(isolated::add);
            subject(step, Step.Kind.RECONNECT).ifPresent(target -> {
                isolated.remove(target);
                awaited.remove(target);
            });
        } else if (event instanceof JournalEvent.StepIntended intended
                && intended.run().equals(run)
                && isSignature(intended.step())) {
            awaited.addAll(isolated);
        }
    }

    private static boolean isSignature(StepId step) {
        return subject(step, Step.Kind.PROPOSE)
                .or(() -> subject(step, Step.Kind.SIGN))
                .isPresent();
    }

    /** What follows the kind in the id of a step; empty for a step of another kind. */
    private static Optional<String> subject(StepId step, Step.Kind kind) {
        String head = kind.word() + "/";
        return step.id().startsWith(head) ? Optional.of(step.id().substring(head.length())) : Optional.empty();
    }
}
