package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.RegularFile;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;

/** Files of snapshots, which may be anybody's. */
public final class Snapshots {

    private Snapshots() {}

    /** A snapshot, or what is wrong with the file, with its places. */
    public static Checked<Snapshot> read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return SnapshotFile.read(RegularFile.read(file, SnapshotFile.LARGEST), name);
        } catch (IOException trouble) {
            return Checked.failed(unreadable(name, FileTrouble.of(trouble)));
        }
    }

    private static Diagnostic unreadable(String name, String why) {
        return Diagnostic.error("snapshot-unreadable", "the snapshot " + name + " cannot be read")
                .because(why)
                .fix("Name the file that was written with snapshot -o.");
    }
}
