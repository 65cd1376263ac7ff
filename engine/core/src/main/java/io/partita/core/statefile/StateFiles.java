package io.partita.core.statefile;

import io.partita.core.state.RunId;
import java.nio.file.Path;

/** Where everything is in a state folder. */
record StateFiles(Path folder) {

    Path state() {
        return folder.resolve("state.json");
    }

    Path journal() {
        return folder.resolve("journal.ndjson");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    /** Never read or written; the operating system's lock on it makes looking at {@link #lock} and changing it one step. */
    Path guard() {
        return folder.resolve("lock.guard");
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

    /** As shown to people. */
    String shown(Path file) {
        Path name = folder.getFileName();
        String base = name == null ? "" : name + "/";
        return base + folder.relativize(file).toString().replace('\\', '/');
    }
}
