package io.partita.cli.origin;

import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Files of a folder as they are now, compared with those of a commit by the ids of their raw bytes. No link is
 * followed.
 */
public final class AtHand {

    private static final int MOST_FILES = 20_000;

    /** In bytes: no DAR may be larger, and nothing else that a declaration names is. */
    private static final long LARGEST = 512L << 20;

    private AtHand() {}

    /**
     * What a file of a folder would be in a commit; empty when there is nothing. What no commit can hold, is too large,
     * or lies behind a link, is refused.
     *
     * @param folder without links
     * @param path from it, without {@code ..}
     */
    public static Optional<Entry> entry(Path folder, String path) throws IOException {
        Optional<Kind> kind = kind(folder, path);
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(kind.get(), id(kind.get(), folder.resolve(path))));
    }

    private static String id(Kind kind, Path file) throws IOException {
        return switch (kind) {
            case LINK -> BlobId.of(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
            case FILE -> content(file);
            case FOLDER, SUBMODULE -> "";
        };
    }

    private static String content(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new GitRefused(file + " has " + size + " bytes, more than the " + LARGEST + " it may have");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return BlobId.of(size, in);
        }
    }

    /** The same without its content, which is not read. */
    public static Optional<Kind> kind(Path folder, String path) throws IOException {
        Path file = folder;
        for (Path name : Path.of(path)) {
            if (Files.isSymbolicLink(file) && !file.equals(folder)) {
                throw new GitRefused(file + " is a link");
            }
            if (name.toString().equals("..")) {
                throw new GitRefused("'" + path + "' leads out of its folder");
            }
            file = file.resolve(name);
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.isSymbolicLink(file)) {
            return Optional.of(Kind.LINK);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(Kind.FOLDER);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new GitRefused(file + " is no file, but a pipe or a device");
        }
        return Optional.of(Kind.FILE);
    }

    /**
     * The files of a folder and of the folders within, by their path from it with forward slashes.
     *
     * @param except names of what is left out where it lies directly in the folder
     * @throws GitRefused when there are too many
     */
    public static SortedSet<String> files(Path folder, Set<String> except) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            private boolean isLeftOut(Path file) {
                return folder.equals(file.getParent())
                        && except.contains(file.getFileName().toString());
            }

            @Override
            public FileVisitResult preVisitDirectory(Path within, BasicFileAttributes attributes) {
                return isLeftOut(within) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isLeftOut(file)) {
                    found.add(Checkout.slashed(folder.relativize(file)));
                }
                if (found.size() > MOST_FILES) {
                    throw new GitRefused(folder + " has more than " + MOST_FILES + " files");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
