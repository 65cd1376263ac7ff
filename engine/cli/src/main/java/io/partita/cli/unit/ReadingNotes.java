package io.partita.cli.unit;

import io.partita.provider.canton.call.ReadWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says what is being read, and how far that has come, when it takes long: once in ten seconds, a sentence. */
final class ReadingNotes implements ReadWatch, AutoCloseable {

    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final long MIB = 1 << 20;

    private final Consumer<String> say;
    private final Duration between;
    private final ScheduledExecutorService clock;
    private Reading reading = new Reading("", 0, 0, 0);

    /** What is read now. @param attempted empty when nothing is @param begun in nanoseconds */
    private record Reading(String attempted, long messages, long bytes, long begun) {}

    private ReadingNotes(Consumer<String> say, Duration between) {
        this.say = say;
        this.between = between;
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "reading-notes");
            thread.setDaemon(true);
            return thread;
        });
        this.clock = one;
        one.scheduleAtFixedRate(this::note, between.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param say shows a sentence */
    static ReadingNotes to(Consumer<String> say) {
        return to(say, BETWEEN);
    }

    static ReadingNotes to(Consumer<String> say, Duration between) {
        return new ReadingNotes(say, between);
    }

    @Override
    public synchronized void reading(String attempted, long messages, long bytes) {
        boolean same = reading.attempted().equals(attempted);
        reading = new Reading(attempted, messages, bytes, same ? reading.begun() : System.nanoTime());
    }

    @Override
    public synchronized void done() {
        reading = new Reading("", 0, 0, 0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void note() {
        Reading now;
        synchronized (this) {
            now = reading;
        }
        long nanos = System.nanoTime() - now.begun();
        // What has only just begun is not still under way.
        if (!now.attempted().isEmpty() && nanos >= between.toNanos() / 2) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
            String soFar = now.messages() == 0
                    ? "no answer yet"
                    : String.format(Locale.ROOT, "%,d messages, %,d MiB so far", now.messages(), now.bytes() / MIB);
            say.accept("Still " + now.attempted() + ": " + soFar + ", for " + seconds + " s");
        }
    }
}
