package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes news on to the listener, one at a time. A listener that throws is let go, and the result of the run says so:
 * watching must not break a run.
 */
public final class Announcer {

    private final ApplyListener listener;
    private Optional<RuntimeException> failure = Optional.empty();

    Announcer(ApplyListener listener) {
        this.listener = listener;
    }

    public synchronized void tell(Consumer<ApplyListener> news) {
        if (failure.isPresent()) {
            return;
        }
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    /** A warning when the listener was let go. */
    public synchronized Optional<Diagnostic> trouble() {
        return failure.map(e -> Diagnostic.warning("output-failed", "the output of this run is incomplete")
                .because("writing it failed: " + e)
                .fix("The run itself is not affected.")
                .next(NextCommand.status()));
    }
}
