package io.partita.cli.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A working tree of this user, and where its repository is. Only an entry called {@code .git} makes a folder one, as
 * with Git's {@code safe.bareRepository=explicit}: Git never takes such an entry out of a repository, whereas any other
 * folder that looks like a repository can come with a pull request.
 */
public final class Checkout {

    private static final String ENTRY = ".git";
    private static final String POINTER = "gitdir: ";
    private static final int LONGEST_POINTER = 4096;

    private final Path root;
    private final Path gitFolder;
    private final Path common;

    private Checkout(Path root, Path gitFolder, Path common) {
        this.root = root;
        this.gitFolder = gitFolder;
        this.common = common;
    }

    /**
     * The root of the outermost working tree that a place is in, whosever it is: all that can have come with a pull
     * request.
     *
     * @param real without links
     */
    public static Optional<Path> outermost(Path real) {
        Optional<Path> found = Optional.empty();
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (hasEntry(folder)) {
                found = Optional.of(folder);
            }
        }
        return found;
    }

    /**
     * The innermost working tree that a place is in.
     *
     * @param real without links
     * @throws GitRefused when it is somebody else's, or not where repositories are
     */
    public static Optional<Checkout> around(Path real, Map<String, String> environment) throws IOException {
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (hasEntry(folder)) {
                return Optional.of(at(folder, environment));
            }
        }
        return Optional.empty();
    }

    private static boolean hasEntry(Path folder) {
        return Files.exists(folder.resolve(ENTRY), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The working tree whose root is a folder that has such an entry.
     *
     * @param root without links
     */
    public static Checkout at(Path root, Map<String, String> environment) throws IOException {
        Path entry = root.resolve(ENTRY);
        requireOurs(root, environment);
        requireOurs(entry, environment);
        Path git = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) ? pointedTo(entry) : entry;
        Path folder = repository(git, root, environment);
        Path pointer = folder.resolve("commondir");
        Path common = Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)
                ? repository(
                        way(folder, SmallText.read(pointer, LONGEST_POINTER).strip()), root, environment)
                : folder;
        return new Checkout(root, folder, common);
    }

    private static Path pointedTo(Path entry) throws IOException {
        String text = SmallText.read(entry, LONGEST_POINTER).strip();
        if (!text.startsWith(POINTER)) {
            throw new GitRefused(entry + " names no repository");
        }
        return way(entry.getParent(), text.substring(POINTER.length()).strip());
    }

    private static Path way(Path from, String text) throws GitRefused {
        try {
            return from.resolve(text).normalize();
        } catch (InvalidPathException noPath) {
            throw new GitRefused("a repository names another that is no path", noPath);
        }
    }

    private static Path repository(Path named, Path root, Map<String, String> environment) throws IOException {
        if (!Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS)) {
            throw new GitRefused(named + " is no folder with a repository");
        }
        Path real = named.toRealPath();
        requireOurs(real, environment);
        Path outer = outermost(root).orElse(root);
        boolean kept = !real.startsWith(outer) || hasEntryOnTheWay(outer.relativize(real));
        if (!kept) {
            throw new GitRefused(real + " looks like a repository, and can have come with a pull request");
        }
        return real;
    }

    private static boolean hasEntryOnTheWay(Path way) {
        for (Path name : way) {
            if (name.toString().equals(ENTRY)) {
                return true;
            }
        }
        return false;
    }

    private static void requireOurs(Path file, Map<String, String> environment) throws IOException {
        if (!Ownership.isOurs(file, environment)) {
            throw new GitRefused(file + " belongs to another user");
        }
    }

    /** The folder that the files are in, without links. */
    public Path root() {
        return root;
    }

    /** Where this working tree keeps what is its own, such as HEAD. */
    Path gitFolder() {
        return gitFolder;
    }

    /** Where all working trees of the repository keep what they share: objects and branches. */
    Path common() {
        return common;
    }

    /**
     * The same place as a path within the tree: with forward slashes, empty for the root.
     *
     * @param real below the root
     */
    public String within(Path real) {
        return slashed(root.relativize(real));
    }

    /** A relative path as Git writes it: with forward slashes between its names, in which a backslash stays one. */
    public static String slashed(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
