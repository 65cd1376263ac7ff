package io.partita.cli.view;

import io.partita.core.file.Folder;
import io.partita.core.json.Format;
import io.partita.dsl.Declarations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that diagnostics point at. A file that cannot be read has no lines, nor has one that was reached through a
 * link or is neither a declaration nor a file of partita: the diagnostic is then shown without an excerpt.
 */
final class Sources {

    private static final long LARGEST = 64L << 20;
    private static final String WORLD = "world.json";

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
            byte[] bytes = bytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (isScript(file)) {
                return Declarations.shown(text).lines().toList();
            }
            boolean known = Format.ANY.begins(bytes)
                    || file.equals(WORLD) && text.stripLeading().startsWith("{");
            return known ? text.lines().toList() : List.of();
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
    }

    /** The way to a file may begin with dots, its name may not. */
    private static boolean isScript(String file) {
        return Declarations.isScript(file.substring(file.lastIndexOf('/') + 1));
    }

    /** A declaration names a network beside its own folder, and its files are read beneath that one. */
    private byte[] bytes(String file) throws IOException {
        Path path = folder.orElseThrow().resolve(file).normalize();
        return isScript(file)
                ? Folder.of(path.getParent()).read(path.getFileName(), LARGEST)
                : Folder.of(folder.orElseThrow()).read(file, LARGEST);
    }
}
