package io.partita.plans.kill.disk;

/** What a process and the one that kills it agree on. */
public final class FatalDisk {

    /**
     * System property: the change to stop at, such as {@code write journal.ndjson 7 half}, or {@code 12 before} for the
     * twelfth change of all.
     */
    public static final String FATAL = "partita.kill.fatal";

    /** System property: whether every change is told. */
    public static final String TELLING = "partita.kill.telling";

    /** System property: the only folder whose changes count. */
    public static final String WATCHED = "partita.kill.watched";

    /** Before anything has happened. */
    public static final String BEFORE = "before";

    /** With the first half of the bytes written. */
    public static final String HALF = "half";

    /** When it is done, and before the process can know. */
    public static final String AFTER = "after";

    /** How a line begins that tells of a change. */
    public static final String CHANGE = "@change ";

    /** How the line begins after which the process waits to be killed. */
    public static final String STOPPED = "@stopped ";

    private FatalDisk() {}

    /** What makes a process use this file system. */
    public static String option() {
        return "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FatalFileSystemProvider.class.getName();
    }
}
