package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.view.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/**
 * What a signal means during a run. Ctrl-C, the end of the machine and of the terminal stop it in order; Ctrl-C after
 * any of them ends the process at once.
 */
final class Interrupts {

    /** A session that breaks off is no reason to leave a run where it is, without an end. */
    private static final List<String> ENDS = List.of("TERM", "HUP");

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
        Map<String, Object> former = new HashMap<>();
        for (String end : ENDS) {
            // Both may come, and more than once.
            former.put(end, Signals.register(end, () -> {
                asked.set(true);
                stop.run();
            }));
        }
        try {
            return work.get();
        } finally {
            Signals.unregister("INT", interrupt);
            former.forEach(Signals::unregister);
        }
    }

    private static void halt(View view) {
        view.say(
                "Ended at once: a call may have been under way. Everything that was recorded is kept; resume looks at what happened.");
        Runtime.getRuntime().halt(ExitCode.UNKNOWN.code());
    }
}
