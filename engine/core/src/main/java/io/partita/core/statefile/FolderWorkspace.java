package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.Folder;
import io.partita.core.state.RunId;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exports and logs in a folder of this machine: {@code acs/} and {@code runs/}. */
public final class FolderWorkspace implements Workspace {

    /** In no path of a file. */
    private static final String BETWEEN = "\0";

    private static final long LARGEST_NOTE = 256 << 10;

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

    /**
     * The same with exports in another folder, such as one on another disk.
     *
     * @return failed for a folder that others can write to
     */
    public Checked<Workspace> exportingTo(Path other) {
        return FolderTrust.againstExports(other)
                .map(Checked::<Workspace>failed)
                .orElseGet(() -> Checked.of(new FolderWorkspace(files, disk, other)));
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
            note(run);
        } catch (IOException e) {
            return Optional.of(Damage.unwritable(files.exports(run), e));
        }
        try {
            disk.folder(exports);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Damage.unwritable(exports, e).next(NextCommand.exportingTo()));
        }
    }

    /** So that they are found when the run ends, even though a later process of it keeps exports elsewhere. */
    private void note(RunId run) throws IOException {
        Path own = exports.toAbsolutePath().normalize();
        List<Path> known = noted(run);
        if (!exports.equals(files.acs()) && !known.contains(own)) {
            String all = Stream.concat(known.stream(), Stream.of(own))
                    .map(Path::toString)
                    .collect(Collectors.joining(BETWEEN));
            disk.replace(files.exports(run), all.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public List<Path> earlierExports(RunId run) {
        return Stream.concat(Stream.of(files.acs()), noted(run).stream()).toList();
    }

    /** A note that cannot be read tells nothing: what lies in folders that nobody knows is left there. */
    private List<Path> noted(RunId run) {
        Path note = files.exports(run);
        try {
            byte[] bytes = Folder.of(note.getParent()).read(note.getFileName(), LARGEST_NOTE);
            return Stream.of(new String(bytes, StandardCharsets.UTF_8).split(BETWEEN))
                    .flatMap(FolderWorkspace::path)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Stream<Path> path(String noted) {
        try {
            return Stream.of(Path.of(noted)).filter(Path::isAbsolute);
        } catch (InvalidPathException damaged) {
            return Stream.empty();
        }
    }
}
