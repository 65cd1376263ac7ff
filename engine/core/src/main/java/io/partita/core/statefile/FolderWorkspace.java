package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.RunId;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Exports and logs in a folder of this machine: {@code acs/} and {@code runs/}. */
public final class FolderWorkspace implements Workspace {

    private final StateFiles files;
    private final Disk disk;
    private final Path exports;

    FolderWorkspace(StateFiles files, Disk disk) {
        this(files, disk, files.acs());
    }

    private FolderWorkspace(StateFiles files, Disk disk, Path exports) {
        this.files = files;
        this.disk = disk;
        this.exports = exports;
    }

    /** For a store that keeps its state elsewhere. @param folder made when a run needs it */
    public static FolderWorkspace at(Path folder) {
        return new FolderWorkspace(new StateFiles(folder), new RealDisk());
    }

    /** The same with exports in another folder, such as one on another disk. */
    public FolderWorkspace exportingTo(Path other) {
        return new FolderWorkspace(files, disk, other);
    }

    @Override
    public Path exports() {
        return exports;
    }

    @Override
    public Path logs(RunId run) {
        return files.run(run);
    }

    @Override
    public Optional<Diagnostic> prepare(RunId run) {
        for (Path folder : List.of(files.runs(), files.run(run))) {
            try {
                disk.folder(folder);
                files.ignore(disk);
            } catch (IOException e) {
                return Optional.of(Damage.unwritable(folder, e));
            }
        }
        try {
            disk.folder(exports);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Damage.unwritable(exports, e).next(NextCommand.exportingTo()));
        }
    }
}
