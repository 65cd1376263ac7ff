package io.partita.core.statefile;

import io.partita.core.file.Folder;
import io.partita.core.state.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where everything is in a state folder. */
record StateFiles(Path folder) {

    /** To the millisecond: two of them never have one name, because each is made by somebody who looked first. */
    private static final DateTimeFormatter ASIDE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private static final String IGNORED = "*\n";

    /** In bytes: more than any plan takes. */
    private static final long LARGEST = 256L << 20;

    /** In bytes; all of it and what it says are in memory, so there is no use in more than half of that. */
    private static final long LARGEST_JOURNAL =
            Math.min(1024, Runtime.getRuntime().maxMemory() / 2 >> 20) << 20;

    Path state() {
        return folder.resolve("state.json");
    }

    Path journal() {
        return folder.resolve("journal.ndjson");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    /**
     * Never read or written; the operating system's lock on it makes looking at {@link #lock} and changing it one step.
     */
    Path guard() {
        return folder.resolve("lock.guard");
    }

    /**
     * All bytes of one of these files. No link is followed beneath the folder.
     *
     * @throws io.partita.core.file.FileRefused when it is a link or a pipe or a folder, or larger than partita makes it
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    byte[] read(Path file) throws IOException {
        return Folder.of(folder).read(folder.relativize(file), file.equals(journal()) ? LARGEST_JOURNAL : LARGEST);
    }

    /** Tells version control to leave the folder alone: it holds business data, journals and logs. */
    void ignore(Disk disk) throws IOException {
        Path ignored = folder.resolve(".gitignore");
        if (!FolderShape.exists(ignored)) {
            disk.replace(ignored, IGNORED.getBytes(StandardCharsets.UTF_8));
        }
    }

    Path acs() {
        return folder.resolve("acs");
    }

    Path runs() {
        return folder.resolve("runs");
    }

    Path run(RunId run) {
        return runs().resolve(run.id());
    }

    Path plan(RunId run) {
        return planIn(run(run));
    }

    /** The plan in the folder of a run. */
    Path planIn(Path run) {
        return run.resolve("plan.json");
    }

    /** In which other folders a run has kept exported contracts. */
    Path exports(RunId run) {
        return run(run).resolve("exports");
    }

    /** Where a state goes that was put aside then; never read again by partita. */
    Path aside(Instant when) {
        return folder.resolve("aside-" + ASIDE.format(when.atOffset(ZoneOffset.UTC)));
    }

    /** As shown to people. */
    String shown(Path file) {
        Path name = folder.getFileName();
        String base = name == null ? "" : name + "/";
        return base + folder.relativize(file).toString().replace('\\', '/');
    }
}
