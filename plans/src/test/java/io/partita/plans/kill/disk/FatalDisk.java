package io.partita.plans.kill.disk;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run that is to be killed and the one that kills it agree on.
 *
 * <p>A process of its own is told its trap by system properties and dies of a signal. A process that plays many runs,
 * one after the other, arms a trap for each.
 */
public final class FatalDisk {

    /**
     * System property: the change to stop at, such as {@code write journal.ndjson 7 half}, or {@code 12 before} for the
     * twelfth change of all.
     */
    public static final String FATAL = "partita.kill.fatal";

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

    /** By the folder; nothing takes a trap away, so that what is left of a dead run can never change its folder. */
    private static final Map<Path, FileTrap> TRAPS = new ConcurrentHashMap<>();

    private FatalDisk() {}

    /** What makes a process use this file system. */
    public static String option() {
        return "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FatalFileSystemProvider.class.getName();
    }

    /**
     * Watches a folder.
     *
     * @param folder whose changes are told, absolute
     * @param beside a folder that the run changes too, and cannot any more when it is dead
     * @param fatal as the property takes it; empty for none
     */
    public static FileTrap watch(Path folder, Path beside, String fatal) {
        FileTrap trap = new FileTrap(FatalPath.real(folder), fatal);
        TRAPS.put(FatalPath.real(folder), trap);
        TRAPS.put(FatalPath.real(beside), trap);
        return trap;
    }

    static void watch(Path folder) {
        TRAPS.put(folder, new FileTrap(folder, System.getProperty(FATAL, "")));
    }

    /** The trap of the folder that something lies in. */
    static Optional<FileTrap> over(Path path) {
        for (Path folder = path.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            FileTrap trap = TRAPS.get(folder);
            if (trap != null) {
                return Optional.of(trap);
            }
        }
        return Optional.empty();
    }
}
