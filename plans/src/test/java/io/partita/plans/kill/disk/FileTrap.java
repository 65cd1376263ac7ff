package io.partita.plans.kill.disk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells every change of a watched file on standard error, one line each, and stops for good at the one that was chosen:
 * it says so in a last line and waits to be killed, while no other thread can change a watched file.
 */
final class FileTrap {

    /** A change that is about to be made, with how often the same was made to a file of that name. */
    record Change(String operation, String file, int times) {
        @Override
        public String toString() {
            return operation + " " + file + " " + times;
        }
    }

    private final String fatal;
    private final boolean telling;
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.err);
    private final Map<String, Integer> seen = new HashMap<>();
    private int all;

    FileTrap() {
        this.fatal = System.getProperty(FatalDisk.FATAL, "");
        this.telling = Boolean.getBoolean(FatalDisk.TELLING);
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

    synchronized <R> R change(String operation, String file, Action<R> action) throws IOException {
        Change change = next(operation, file);
        stopAt(change, FatalDisk.BEFORE);
        R result = action.run();
        stopAt(change, FatalDisk.AFTER);
        return result;
    }

    synchronized int write(String file, Write write) throws IOException {
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

    private Change next(String operation, String file) {
        all++;
        Change change = new Change(operation, file, seen.merge(operation + " " + file, 1, Integer::sum));
        if (telling) {
            say(FatalDisk.CHANGE + change);
        }
        return change;
    }

    private boolean isFatal(Change change, String moment) {
        return fatal.equals(change + " " + moment) || fatal.equals(all + " " + moment);
    }

    private void stopAt(Change change, String moment) {
        if (isFatal(change, moment)) {
            say(FatalDisk.STOPPED + change + " " + moment);
            // Whoever waits for the line ends this process.
            while (true) {
                Thread.interrupted();
                LockSupport.park(this);
            }
        }
    }

    private void say(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
