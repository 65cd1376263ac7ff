package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.statefile.StateFolder;
import io.partita.core.statefile.Witness;
import io.partita.dsl.Declarations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder with a declaration, and what partita keeps in it.
 *
 * @param folder the folder
 * @param witness what this machine has seen of its state
 */
public record Unit(Path folder, Witness witness) {

    /** One that this machine remembers nothing of. */
    public Unit(Path folder) {
        this(folder, Witness.NONE);
    }

    public Unit witnessedBy(Witness other) {
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

    /** The unit of a plan file: its own folder if that holds a declaration, else the one that relative paths start from. */
    public static Unit ofPlan(Path base, Path plan) {
        Path own = plan.toAbsolutePath().getParent();
        return new Unit(own != null && new Unit(own).holdsDeclaration() ? own : base);
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

    public boolean holdsDeclaration() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".groovy"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** What the scripts say, checked as far as that is possible without a network. */
    public Checked<CheckedDeclaration> checkedDeclaration() {
        return Declarations.readFolder(folder).then(DeclarationChecks::check);
    }

    /** The same for those that only read it. */
    public Checked<Declaration> declaration() {
        return checkedDeclaration().map(CheckedDeclaration::declaration);
    }

    public StateFolder state() {
        return StateFolder.at(folder.resolve(StateFolder.NAME)).witnessedBy(witness);
    }

    /** The description of the embedded network. */
    public Path world() {
        return folder.resolve("world.json");
    }

    /** Where the embedded network keeps itself between commands. */
    public Path sandbox() {
        return folder.resolve(".sandbox");
    }

    /** Writes a text as a whole or not at all. */
    public static void write(Path file, String text) {
        try {
            Path whole = file.toAbsolutePath();
            // Said of what was typed, not of the temporary file beside it.
            if (!Files.isDirectory(whole.getParent())) {
                throw new NoSuchFileException(whole.getParent().toString());
            }
            if (Files.isDirectory(whole)) {
                throw new FileSystemException(whole.toString(), null, "it is a folder, not a file");
            }
            Path part = Files.createTempFile(whole.getParent(), "." + whole.getFileName(), ".part");
            try {
                Files.writeString(part, text);
                Files.move(
                        part,
                        whole,
                        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
