package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What kind of thing each name in a state folder is. Links are not followed: they would lead out of what is protected.
 * "It is not there" is never confused with "it may not be looked at".
 */
final class FolderShape {

    private FolderShape() {}

    /**
     * What is not the kind of file or folder that partita makes; empty when all is, or when there is nothing.
     *
     * @throws IOException when it cannot be looked at
     */
    static Optional<Diagnostic> strange(StateFiles files) throws IOException {
        Optional<Diagnostic> folder = strangeFolder(files);
        if (folder.isPresent() || !exists(files.folder())) {
            return folder;
        }
        for (Path file : List.of(files.state(), files.journal(), files.lock(), files.guard())) {
            Optional<BasicFileAttributes> found = attributes(file);
            if (found.isPresent() && !found.get().isRegularFile()) {
                return Optional.of(Damage.unusual(files, file, kind(found.get()), "a file"));
            }
        }
        for (Path inner : List.of(files.acs(), files.runs())) {
            Optional<BasicFileAttributes> found = attributes(inner);
            if (found.isPresent() && !found.get().isDirectory()) {
                return Optional.of(Damage.unusual(files, inner, kind(found.get()), "a folder"));
            }
        }
        return strangeRun(files);
    }

    /** The folder of a run leads nowhere else, and its plan is a file. */
    private static Optional<Diagnostic> strangeRun(StateFiles files) throws IOException {
        if (!exists(files.runs())) {
            return Optional.empty();
        }
        List<Path> runs;
        try (Stream<Path> listed = Files.list(files.runs())) {
            runs = listed.sorted().toList();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        for (Path run : runs) {
            Optional<BasicFileAttributes> found = attributes(run);
            if (found.filter(BasicFileAttributes::isSymbolicLink).isPresent()) {
                return Optional.of(Damage.unusual(files, run, kind(found.get()), "a folder"));
            }
            Path plan = files.planIn(run);
            Optional<BasicFileAttributes> kept =
                    found.filter(BasicFileAttributes::isDirectory).isPresent() ? attributes(plan) : Optional.empty();
            if (kept.isPresent() && !kept.get().isRegularFile()) {
                return Optional.of(Damage.unusual(files, plan, kind(kept.get()), "a file"));
            }
        }
        return Optional.empty();
    }

    /** The same of the folder itself, whatever is in it. */
    static Optional<Diagnostic> strangeFolder(StateFiles files) throws IOException {
        return attributes(files.folder())
                .filter(found -> !found.isDirectory())
                .map(found -> Damage.notAFolder(files, kind(found)));
    }

    /** @throws IOException when it is not known */
    static boolean exists(Path file) throws IOException {
        return attributes(file).isPresent();
    }

    /** Something that only runs leave behind; empty when there is nothing. */
    static Optional<Path> leftover(StateFiles files) throws IOException {
        for (Path inner : List.of(files.runs(), files.acs())) {
            if (exists(inner)) {
                try (Stream<Path> content = Files.list(inner)) {
                    if (content.findAny().isPresent()) {
                        return Optional.of(inner);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "a link";
        }
        if (attributes.isDirectory()) {
            return "a folder";
        }
        return attributes.isRegularFile() ? "a file" : "neither a file nor a folder";
    }
}
