package io.partita.cli.view;

import io.partita.dsl.Declarations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines that diagnostics point at. A file that cannot be read has no lines: the diagnostic is then shown without an excerpt. */
final class Sources {

    private final Optional<Path> folder;
    private final Map<String, List<String>> lines = new HashMap<>();

    /** @param folder that the names of source ranges are relative to; without one there are no lines */
    Sources(Optional<Path> folder) {
        this.folder = folder;
    }

    /** @param number from 1 */
    Optional<String> line(String file, int number) {
        List<String> all = lines.computeIfAbsent(file, this::read);
        return number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
    }

    private List<String> read(String file) {
        if (folder.isEmpty()) {
            return List.of();
        }
        try {
            Path path = folder.get().resolve(file);
            if (!Files.isRegularFile(path)) {
                return List.of();
            }
            String text = Files.readString(path);
            return (file.endsWith(".groovy") ? Declarations.shown(text) : text)
                    .lines()
                    .toList();
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
    }
}
