package io.partita.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The files beneath a folder that somebody else may have filled, as with a branch of a stranger. What is read is in the
 * folder: no link is followed on the way from it, neither to the file nor to a folder of its path, and no path leaves
 * it. The folder itself was named by the person at the keyboard, so a link to it is followed.
 *
 * <p>A file is looked at before it is opened, because opening a pipe waits for its other end. Where the file system
 * offers it, each folder is opened beneath the one before, and the file beneath the last: who exchanges a folder or a
 * file for a link meanwhile gets a refusal or the former content, never another folder's. Two races are left. Who can
 * write into the folder while partita runs can put a pipe where the file was between the look and the opening, and
 * partita waits; and where folders cannot be opened beneath each other (Windows), who exchanges a folder for a link
 * and back again at the right moments has the file read that it leads to.
 *
 * <p>Hard links are files like all others: Git makes none.
 */
public final class Folder {

    private final Path path;

    private Folder(Path path) {
        this.path = Objects.requireNonNull(path, "path");
    }

    /** Touches nothing. */
    public static Folder of(Path path) {
        return new Folder(path);
    }

    public Path path() {
        return path;
    }

    /**
     * All bytes of a file.
     *
     * @param relative from this folder, as it is written in a declaration
     * @param limit in bytes
     * @throws FileRefused when it is not a regular file in this folder, or larger
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public byte[] read(String relative, long limit) throws IOException {
        return read(parsed(relative), limit);
    }

    /** The same of a path, as {@link #names} gives it. */
    public byte[] read(Path relative, long limit) throws IOException {
        try (InputStream in = open(relative, limit)) {
            return in.readAllBytes();
        }
    }

    /**
     * A file to be read once; everything is decided when this returns, except that it grows too large, which a read
     * says.
     *
     * @param relative from this folder, as it is written in a declaration
     * @param limit in bytes
     * @throws FileRefused when it is not a regular file in this folder, or larger
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public InputStream open(String relative, long limit) throws IOException {
        return open(parsed(relative), limit);
    }

    private InputStream open(Path relative, long limit) throws IOException {
        Path inside = inside(relative);
        return LimitedStream.of(opened(inside), inside, limit);
    }

    /**
     * A file as declarations and worlds name them: a relative path is one of this folder, as with {@link #read}; an
     * absolute path is a place of the operator's machine, as with {@link RegularFile}.
     *
     * @param path relative or absolute
     * @param limit in bytes
     * @throws FileRefused when it is not such a file, or larger
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public byte[] readNamed(String path, long limit) throws IOException {
        Path named = parsed(path);
        return named.isAbsolute() ? RegularFile.read(named, limit) : read(named, limit);
    }

    /**
     * Looks whether a file can be one that partita keeps in this folder for itself, and the folder one that it made.
     *
     * @param name of the file
     * @throws FileRefused when the folder is a link, or the file is there and is no regular file of it
     */
    public void checkOwn(String name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw FileRefused.link(path);
        }
        Path file = path.resolve(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Beneath.checkFile(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), file);
        }
    }

    /**
     * Names of what is in this folder itself, of any kind.
     *
     * @param wanted which
     * @param most after so many no more are looked for
     * @return in the order of their characters
     */
    public List<Path> names(Predicate<String> wanted, int most) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (wanted.test(name.toString())) {
                    names.add(name);
                }
                if (names.size() == most) {
                    break;
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        names.sort(Comparator.comparing(Path::toString));
        return List.copyOf(names);
    }

    private SeekableByteChannel opened(Path relative) throws IOException {
        try (DirectoryStream<Path> here = Files.newDirectoryStream(path)) {
            return here instanceof SecureDirectoryStream<Path> secure
                    ? Beneath.byDescriptor(secure, relative)
                    : Beneath.byPath(path, relative);
        }
    }

    /** Without links on the way, {@code ..} is the folder before: so a path can be judged by its words. */
    private static Path inside(Path relative) throws FileRefused {
        Path inside = relative.normalize();
        if (relative.getRoot() != null || inside.startsWith("..")) {
            throw FileRefused.outside(relative);
        }
        if (inside.toString().isEmpty()) {
            throw FileRefused.folder(relative);
        }
        return inside;
    }

    private Path parsed(String written) throws FileRefused {
        try {
            return path.getFileSystem().getPath(written);
        } catch (InvalidPathException unusable) {
            throw FileRefused.name(written);
        }
    }
}
