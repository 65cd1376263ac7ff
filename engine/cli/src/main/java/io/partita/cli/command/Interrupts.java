package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.view.View;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/**
 * What Ctrl-C means during a run: the first one stops it in order, the second one ends the process at once. A process
 * that is told to end, or whose terminal has gone, stops in order as well.
 */
final class Interrupts {

    private Interrupts() {}

    /** @param stop asks the work to stop; returns at once */
    static <T> T during(Supplier<T> work, Runnable stop, View view) {
        AtomicBoolean asked = new AtomicBoolean();
        Object interrupt = Signals.register("INT", () -> {
            if (asked.getAndSet(true)) {
                halt(view);
            } else {
                view.say(
                        "Stopping: the calls under way are finished or given up safely, nothing new is begun. Ctrl-C again ends at once.");
                stop.run();
            }
        });
        Runnable inOrder = () -> {
            asked.set(true);
            stop.run();
        };
        Object termination = Signals.register("TERM", inOrder);
        Object hangup = Signals.register("HUP", inOrder);
        try {
            return work.get();
        } finally {
            Signals.unregister("INT", interrupt);
            Signals.unregister("TERM", termination);
            Signals.unregister("HUP", hangup);
        }
    }

    private static void halt(View view) {
        view.say(
                "Ended at once: a call may have been under way. Everything that was recorded is kept; resume looks at what happened.");
        Runtime.getRuntime().halt(ExitCode.UNKNOWN.code());
    }
}
