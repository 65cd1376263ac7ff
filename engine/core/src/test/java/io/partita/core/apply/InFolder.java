package io.partita.core.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Something that needs a folder: each try of a property has its own, and leaves nothing behind. */
interface InFolder {

    void run(Path folder);

    static void each(InFolder body) {
        try {
            Path folder = Files.createTempDirectory("laws");
            try {
                body.run(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (FileSystemException e) {
            throw new UncheckedIOException("left behind: " + folder, e);
        }
    }
}
