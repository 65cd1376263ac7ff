package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files of a declaration's folder. */
final class DeclarationFolder {

    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_FILE = 4 << 20;
    private static final long LARGEST_FOLDER = 16L << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private DeclarationFolder() {}

    static Checked<List<SourceText>> read(Path folder) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(".groovy"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .limit(MOST_FILES + 1L)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException | SecurityException error) {
            return Checked.failed(unreadable(folder.toString(), error));
        }
        if (files.isEmpty()) {
            return Checked.failed(Diagnostic.error("no-declaration", "There is no declaration in " + folder)
                    .because("A declaration is every file that ends with .groovy in the folder.")
                    .fix("Create one, for example main.groovy, or name another folder."));
        }
        if (files.size() > MOST_FILES) {
            return Checked.failed(
                    Diagnostic.error("too-many-files", "There are more than " + MOST_FILES + " files in " + folder)
                            .fix("Name the folder of the declaration itself."));
        }
        return texts(files);
    }

    private static Checked<List<SourceText>> texts(List<Path> files) {
        List<SourceText> texts = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        long characters = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            try {
                String text = text(file);
                characters += text.length();
                if (characters > LARGEST_FOLDER) {
                    return Checked.failed(tooLarge(file.toAbsolutePath().getParent()));
                }
                texts.add(new SourceText(name, text));
            } catch (CharacterCodingException notUtf8) {
                problems.add(Diagnostic.error("not-utf-8", name + " is not UTF-8 text")
                        .fix("Save it as UTF-8."));
            } catch (IOException | SecurityException error) {
                problems.add(unreadable(name, error));
            }
        }
        return Checked.of(texts, problems);
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("it is no file: a device, a pipe, or a link that leads nowhere");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            // The size that the file system tells is not asked: special files tell 0, others grow meanwhile.
            bytes = in.readNBytes(LONGEST_FILE + 1);
        }
        if (bytes.length > LONGEST_FILE) {
            throw new IOException("it is larger than " + LONGEST_FILE + " bytes");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
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
