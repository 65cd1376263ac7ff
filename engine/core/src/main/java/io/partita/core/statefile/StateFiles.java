package io.partita.core.statefile;

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
        return run(run).resolve("plan.json");
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
