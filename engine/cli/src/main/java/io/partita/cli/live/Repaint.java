package io.partita.cli.live;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Beats again and again until it is stopped. */
interface Repaint {

    /** Beats on a daemon thread. A beat that throws is the last one. */
    Repaint THREAD = (every, beat) -> {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "live-table");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return thread::shutdownNow;
    };

    /** @return stops it; a beat under way may still end */
    Runnable start(Duration every, Runnable beat);
}
