package io.partita.cli.unit;

import io.partita.cli.origin.TrackedFiles;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.statefile.FolderStore;
import io.partita.core.statefile.FolderWorkspace;
import io.partita.core.statefile.Witness;
import io.partita.core.store.StateStore;
import io.partita.core.store.Workspace;
import io.partita.dsl.Declarations;
import io.partita.dsl.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with a declaration, and what partita keeps in it: the home of everything that is relative. The one place
 * that knows where the state is kept.
 *
 * @param folder the folder
 * @param memory where this machine remembers the states that it has seen; empty when it remembers nothing
 */
public record Unit(Path folder, Optional<Path> memory) {

    static final String WORLD = "world.json";
    static final String SANDBOX = ".sandbox";

    /** One that this machine remembers nothing of. */
    public Unit(Path folder) {
        this(folder, Optional.empty());
    }

    public Unit rememberedIn(Optional<Path> other) {
        return new Unit(folder, other);
    }

    /**
     * The unit that was typed.
     *
     * @param base what relative paths start from
     * @param argument a folder
     */
    public static Checked<Unit> at(Path base, String argument) {
        return path(base, argument).then(folder -> {
            if (Files.isDirectory(folder)) {
                return Checked.of(new Unit(folder));
            }
            String summary = Files.exists(folder)
                    ? "'" + argument + "' is not a folder"
                    : "there is no folder '" + argument + "'";
            return Checked.failed(Diagnostic.error("folder-missing", summary)
                    .because("a unit is a folder with one or more *.groovy files")
                    .fix("Name the folder of the declaration, or change to it and name none."));
        });
    }

    /** A path that was typed. */
    public static Checked<Path> path(Path base, String argument) {
        try {
            return Checked.of(base.resolve(argument).normalize());
        } catch (InvalidPathException unusable) {
            return Checked.failed(Diagnostic.error("path-unusable", "'" + argument + "' is not a path")
                    .because(unusable.getReason())
                    .fix("Name a file or folder of this machine."));
        }
    }

    /** How its folder is typed where relative paths start from this one. */
    public String typedFrom(Path base) {
        return typed(folder, base);
    }

    /** How a file or folder is typed where relative paths start from this one. */
    public static String typed(Path path, Path base) {
        if (path.equals(base)) {
            return ".";
        }
        return (path.startsWith(base) ? base.relativize(path) : path).toString();
    }

    public boolean holdsDeclaration() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(
                    file -> Declarations.isScript(file.getFileName().toString()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * What the scripts say, with the network that they name.
     *
     * @param network what a person says instead of the folder that the declaration names
     */
    public Checked<DeclaredUnit> declared(Optional<Path> network) {
        return DeclaredUnit.of(this, network);
    }

    /** What the scripts would say with one more file among them. @param more with the name of a file of the folder */
    public Checked<DeclaredUnit> declaredWith(SourceText more, Optional<Path> network) {
        return DeclaredUnit.of(this, network, Optional.of(more));
    }

    /** What the scripts say, checked as far as that is possible without a network. */
    public Checked<Declaration> declaration() {
        return declared(Optional.empty()).map(DeclaredUnit::declaration);
    }

    /** The unit with the world that its sandbox participants live in: that of its network, where it names one. */
    public Unit ofWorld() {
        return declared(Optional.empty()).optional().map(DeclaredUnit::access).orElse(this);
    }

    /** Whether something of this folder was ever recorded. */
    public boolean holdsState() {
        return Files.isDirectory(kept());
    }

    /** Where its runs are recorded. */
    public StateStore state() {
        FolderStore store = FolderStore.at(kept()).trackedBy(new TrackedFiles());
        return memory.map(remembered -> store.witnessedBy(Witness.in(remembered)))
                .orElse(store);
    }

    /** Where its runs keep exports and logs. */
    public Workspace workspace() {
        return FolderWorkspace.at(kept());
    }

    /** The same, with exports in another folder. */
    public Checked<Workspace> workspaceExportingTo(Path exports) {
        return FolderWorkspace.at(kept()).exportingTo(exports);
    }

    private Path kept() {
        return folder.resolve(FolderStore.NAME);
    }

    /** The description of the embedded network. */
    public Path world() {
        return folder.resolve(WORLD);
    }

    /** Where the embedded network keeps itself between commands. */
    public Path sandbox() {
        return folder.resolve(SANDBOX);
    }
}
