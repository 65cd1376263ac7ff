package io.partita.core.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** The ways from a folder down to a regular file in it, on which no link is followed. */
final class Beneath {

    private Beneath() {}

    /**
     * Each folder is opened beneath the one before it, so that nothing on the way can be exchanged behind it.
     *
     * @param folder closed by the caller
     * @param relative at least one name, none of them {@code ..}
     */
    static SeekableByteChannel byDescriptor(SecureDirectoryStream<Path> folder, Path relative) throws IOException {
        return byDescriptor(folder, relative, 0);
    }

    private static SeekableByteChannel byDescriptor(SecureDirectoryStream<Path> here, Path relative, int depth)
            throws IOException {
        Path name = relative.getName(depth);
        Path part = relative.subpath(0, depth + 1);
        BasicFileAttributes attributes = here.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (part.equals(relative)) {
            checkFile(attributes, part);
            return here.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        checkFolder(attributes, part);
        try (SecureDirectoryStream<Path> next = here.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return byDescriptor(next, relative, depth + 1);
        }
    }

    /** Looks at each part, then opens the whole, then looks whether the whole is still where it was. */
    static SeekableByteChannel byPath(Path folder, Path relative) throws IOException {
        Path here = folder;
        for (int depth = 0; depth < relative.getNameCount(); depth++) {
            here = here.resolve(relative.getName(depth));
            Path part = relative.subpath(0, depth + 1);
            BasicFileAttributes attributes =
                    Files.readAttributes(here, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (part.equals(relative)) {
                checkFile(attributes, part);
            } else {
                checkFolder(attributes, part);
            }
        }
        SeekableByteChannel opened =
                Files.newByteChannel(here, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        if (!here.toRealPath().startsWith(folder.toRealPath())) {
            opened.close();
            throw FileRefused.outside(relative);
        }
        return opened;
    }

    private static void checkFolder(BasicFileAttributes attributes, Path part) throws FileRefused {
        if (attributes.isSymbolicLink() || attributes.isDirectory() && attributes.isOther()) {
            throw FileRefused.link(part);
        }
    }

    /** @throws FileRefused when it is anything but a regular file */
    static void checkFile(BasicFileAttributes attributes, Path part) throws FileRefused {
        if (attributes.isSymbolicLink()) {
            throw FileRefused.link(part);
        }
        if (attributes.isDirectory()) {
            throw FileRefused.folder(part);
        }
        if (!attributes.isRegularFile()) {
            throw FileRefused.notRegular(part);
        }
    }
}
