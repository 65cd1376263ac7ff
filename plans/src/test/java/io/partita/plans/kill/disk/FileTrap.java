package io.partita.plans.kill.disk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells every change of a watched file on standard error, one line each, and stops at the one that was chosen: it says
 * so in a last line and waits to be killed, while no other thread can change a watched file. A signal ends the process
 * there; where many runs share a process, the run is {@linkplain #die() told} that it is dead.
 */
public final class FileTrap {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.err);

    private final Path folder;
    private final String fatal;
    private final Map<String, Integer> seen = new HashMap<>();
    private final CountDownLatch death = new CountDownLatch(1);
    private int all;

    /** A change that is about to be made, with how often the same was made to a file of that name. */
    record Change(String operation, String file, int times) {
        @Override
        public String toString() {
            return operation + " " + file + " " + times;
        }
    }

    FileTrap(Path folder, String fatal) {
        this.folder = folder;
        this.fatal = fatal;
    }

    /** An action on a file of the real file system. */
    interface Action<R> {
        R run() throws IOException;
    }

    /** A write that can be left half done. */
    interface Write {
        /** @param half whether only the first half is to be written */
        int run(boolean half) throws IOException;
    }

    /** From now on the run changes nothing: whatever it tries ends with an error. */
    public void die() {
        death.countDown();
    }

    /** @return whether the run is dead, at once when it dies within that time */
    public boolean isDeadWithin(Duration time) throws InterruptedException {
        return death.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized <R> R change(String operation, Path file, Action<R> action) throws IOException {
        requireAlive();
        if (!file.startsWith(folder)) {
            return action.run();
        }
        Change change = next(operation, file);
        stopAt(change, FatalDisk.BEFORE);
        R result = action.run();
        stopAt(change, FatalDisk.AFTER);
        return result;
    }

    synchronized int write(Path file, Write write) throws IOException {
        requireAlive();
        if (!file.startsWith(folder)) {
            return write.run(false);
        }
        Change change = next("write", file);
        stopAt(change, FatalDisk.BEFORE);
        if (isFatal(change, FatalDisk.HALF)) {
            write.run(true);
            stopAt(change, FatalDisk.HALF);
        }
        int written = write.run(false);
        stopAt(change, FatalDisk.AFTER);
        return written;
    }

    private void requireAlive() {
        if (death.getCount() == 0) {
            throw new Death();
        }
    }

    private Change next(String operation, Path file) {
        all++;
        String name = name(file);
        Change change = new Change(operation, name, seen.merge(operation + " " + name, 1, Integer::sum));
        say(FatalDisk.CHANGE + change);
        return change;
    }

    /** The name of a file without what differs from run to run. */
    private String name(Path file) {
        return folder.relativize(file)
                .toString()
                .replaceAll("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}", "RUN")
                .replaceAll("[0-9]{5,}|1220[0-9a-f]{8,}", "N");
    }

    private boolean isFatal(Change change, String moment) {
        return fatal.equals(change + " " + moment) || fatal.equals(all + " " + moment);
    }

    private void stopAt(Change change, String moment) {
        if (isFatal(change, moment)) {
            say(FatalDisk.STOPPED + change + " " + moment);
            // Whoever waits for the line ends this process, or this run.
            while (true) {
                try {
                    death.await();
                    throw new Death();
                } catch (InterruptedException stillHere) {
                    Thread.interrupted();
                }
            }
        }
    }

    private static void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
