package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.TextEncoding;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.file.Replacement;
import io.partita.dsl.Declarations;
import io.partita.dsl.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of declarations, one by one: what a person writes, and what partita writes for a person. */
public final class Scripts {

    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_FILE = 4 << 20;

    private Scripts() {}

    /**
     * A file of a declaration.
     *
     * @param place where it is
     * @param bytes as they were read
     * @param text the same, under the name by which people know it
     */
    public record Script(Path place, byte[] bytes, SourceText text) {}

    /**
     * All files of a folder, or the one that was typed, over no link; a folder may be named over links that do not leave
     * the repository around it.
     *
     * @param base what relative paths start from
     */
    public static Checked<List<Script>> of(Path base, String argument) {
        return Unit.path(base, argument)
                .then(path -> Files.isDirectory(path)
                        ? inside(base, path, path).then(folder -> folder(base, folder))
                        : file(base, path).map(List::of));
    }

    /** A folder that was named over links, when those that its repository brought stay in the repository. */
    private static Checked<Path> inside(Path base, Path folder, Path argument) {
        try {
            Path real = folder.toRealPath();
            return Target.leadsOut(folder, real)
                    .map(why -> Checked.<Path>failed(
                            Diagnostic.error("unreadable-declaration", "cannot read " + Unit.typed(argument, base))
                                    .because(why)
                                    .fix("Remove the link, or name the place itself.")))
                    .orElseGet(() -> Checked.of(folder));
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(Unit.typed(argument, base), unreadable));
        }
    }

    private static Checked<List<Script>> folder(Path base, Path path) {
        Folder folder = Folder.of(path);
        try {
            List<Script> scripts = new ArrayList<>();
            List<Diagnostic> wrong = new ArrayList<>();
            List<Path> names = folder.names(Declarations::isScript, MOST_FILES + 1);
            if (names.size() > MOST_FILES) {
                return Checked.failed(
                        Diagnostic.error("too-many-files", "there are more than " + MOST_FILES + " files in " + path)
                                .fix("Name the folder of the declaration itself."));
            }
            for (Path name : names) {
                Path place = path.resolve(name);
                Checked<Script> script = read(base, place, () -> folder.read(name, LONGEST_FILE));
                script.optional().ifPresent(scripts::add);
                wrong.addAll(script.diagnostics());
            }
            if (scripts.isEmpty() && wrong.isEmpty()) {
                wrong.add(Diagnostic.error("no-declaration", "there is no declaration in " + path)
                        .because("a declaration is every file that ends with .groovy in the folder and is not hidden")
                        .fix("Name the folder of a declaration, or a file of it."));
            }
            return wrong.isEmpty() ? Checked.of(scripts) : Checked.failed(wrong);
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(Unit.typed(path, base), unreadable));
        }
    }

    private static Checked<Script> file(Path base, Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Declarations.isScript(name)) {
            return Checked.failed(Diagnostic.error("no-declaration", "'" + name + "' is no file of a declaration")
                    .because("these end with .groovy and are not hidden")
                    .fix("Name the folder of a declaration, or a file of it."));
        }
        // A pattern of the shell types the links of a branch as well, so they are followed no more than in a folder.
        return inside(base, file.getParent(), file)
                .then(folder -> read(base, file, () -> Folder.of(folder).read(name, LONGEST_FILE)));
    }

    private interface Reading {
        byte[] bytes() throws IOException;
    }

    private static Checked<Script> read(Path base, Path place, Reading reading) {
        String shown = Unit.typed(place, base);
        try {
            byte[] bytes = reading.bytes();
            Optional<String> trouble = TextEncoding.trouble(bytes);
            return trouble.isPresent()
                    ? Checked.failed(Diagnostic.error("not-utf-8", shown + " is not UTF-8 text")
                            .because(trouble.get())
                            .fix("Save it as UTF-8."))
                    : Checked.of(new Script(place, bytes, SourceText.of(shown, bytes)));
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(shown, unreadable));
        }
    }

    private static Diagnostic unreadable(String what, IOException trouble) {
        return Diagnostic.error("unreadable-declaration", "cannot read " + what)
                .because(FileTrouble.of(trouble))
                .fix(
                        trouble instanceof FileRefused refused
                                ? refused.fix()
                                : "Check that it exists and that you may read it.");
    }

    /**
     * Replaces a file as a whole, over no link, when all of it still is what was read.
     *
     * @return why not; empty when it is done
     * @throws UncheckedIOException when it cannot be written
     */
    public static Optional<Diagnostic> replace(Script script, String text) {
        try {
            Replacement.exchange(script.place(), script.bytes(), text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (FileRefused refused) {
            return Optional.of(refused(script.text().file(), FileTrouble.of(refused), refused.fix()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Where a new file of a declaration is written; refused where there is something, and outside of its folder.
     *
     * @param base what relative paths start from
     * @param typed the file
     */
    public static Checked<Path> fresh(Unit unit, Path base, String typed) {
        return Unit.path(base, typed).then(file -> {
            String name = String.valueOf(file.getFileName());
            Optional<String> wrong = Optional.empty();
            if (!Declarations.isScript(name)) {
                wrong = Optional.of("files of a declaration end with .groovy and are not hidden");
            } else if (!isIn(unit, file)) {
                wrong = Optional.of("the declaration is in " + unit.folder() + ", and what is written belongs to it");
            } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                wrong = Optional.of("there is a file of this name, and partita replaces none that a person wrote");
            }
            return wrong.isEmpty()
                    ? Checked.of(file)
                    : Checked.failed(refused(
                            typed,
                            wrong.get(),
                            "Name a new file in that folder, such as "
                                    + Unit.typed(unit.folder().resolve("imported.groovy"), base) + "."));
        });
    }

    private static boolean isIn(Unit unit, Path file) {
        try {
            return file.getParent().toRealPath().equals(unit.folder().toRealPath());
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * Writes a file that is not there.
     *
     * @throws UncheckedIOException when it cannot be written, or is there
     */
    public static void write(Path fresh, String text) {
        try {
            Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Diagnostic refused(String typed, String why, String fix) {
        return Diagnostic.refusal("out-refused", "'" + typed + "' is not written")
                .because(why)
                .fix(fix);
    }
}
