package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.TextEncoding;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of a declaration's folder. */
final class DeclarationFolder {

    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_FILE = 4 << 20;
    private static final long LARGEST_FOLDER = 16L << 20;

    private DeclarationFolder() {}

    static Checked<List<SourceText>> read(Path path) {
        Folder folder = Folder.of(path);
        List<Path> files;
        try {
            files = folder.names(Declarations::isScript, MOST_FILES + 1);
        } catch (IOException | SecurityException error) {
            return Checked.failed(unreadable(path.toString(), error));
        }
        if (files.size() > MOST_FILES) {
            return Checked.failed(
                    Diagnostic.error("too-many-files", "There are more than " + MOST_FILES + " files in " + path)
                            .fix("Name the folder of the declaration itself."));
        }
        return new Texts(folder).read(files);
    }

    /** The texts of a folder, and what is wrong with its files. */
    private static final class Texts {

        private final Folder folder;
        private final List<SourceText> texts = new ArrayList<>();
        private final List<Diagnostic> problems = new ArrayList<>();
        private long characters;

        Texts(Folder folder) {
            this.folder = folder;
        }

        Checked<List<SourceText>> read(List<Path> files) {
            files.forEach(this::read);
            if (characters > LARGEST_FOLDER) {
                return Checked.failed(tooLarge(folder.path()));
            }
            if (texts.isEmpty() && problems.isEmpty()) {
                return Checked.failed(Diagnostic.error("no-declaration", "There is no declaration in " + folder.path())
                        .because("A declaration is every file that ends with .groovy in the folder and is not hidden.")
                        .fix("Create one, for example main.groovy, or name another folder."));
            }
            return Checked.of(texts, problems);
        }

        private void read(Path file) {
            if (characters > LARGEST_FOLDER) {
                return;
            }
            String name = file.toString();
            try {
                read(name, folder.read(file, LONGEST_FILE));
            } catch (FileRefused refused) {
                refused(name, refused);
            } catch (IOException | SecurityException error) {
                problems.add(unreadable(name, error));
            }
        }

        private void read(String name, byte[] bytes) throws IOException {
            Optional<String> trouble = TextEncoding.trouble(bytes);
            if (trouble.isPresent()) {
                problems.add(Diagnostic.error("not-utf-8", name + " is not UTF-8 text")
                        .because(trouble.get())
                        .fix("Save it as UTF-8."));
                return;
            }
            SourceText text = SourceText.of(name, bytes);
            characters += text.text().length();
            if (text.text().indexOf('\0') >= 0) {
                problems.add(notText(name));
            } else {
                texts.add(text);
            }
        }

        /** A folder with such a name is nothing of a declaration. */
        private void refused(String name, FileRefused refused) {
            if (refused.why() != FileRefused.Why.FOLDER) {
                problems.add(unreadable(name, refused).fix(refused.fix()).at(beginning(name)));
            }
        }
    }

    /** Said without a line of it: whatever it is, it is not meant to be read by people. */
    private static Diagnostic notText(String name) {
        return Diagnostic.error("not-text", name + " is no text of a declaration")
                .because("It holds the character NUL, which no text has.")
                .fix("Put the text of the declaration there, or remove the file.");
    }

    private static SourceRange beginning(String name) {
        return new SourceRange(name, new Position(1, 1), new Position(1, 1));
    }

    private static Diagnostic tooLarge(Path folder) {
        return Diagnostic.error("text-too-large", "The files in " + folder + " are too large for a declaration")
                .because("They have more than " + LARGEST_FOLDER + " characters together.")
                .fix("Write loops over lists, or name the folder of the declaration itself.");
    }

    private static Diagnostic unreadable(String what, Exception error) {
        return Diagnostic.error("unreadable-declaration", "Cannot read " + what)
                .because(error instanceof IOException trouble ? FileTrouble.of(trouble) : error.getMessage())
                .fix("Check that it exists and that you may read it.");
    }
}
