package io.partita.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files that the person at the keyboard typed, and absolute paths of the operator's machine. Links are followed: a
 * secret that Kubernetes mounts is a chain of them.
 *
 * <p>A file is looked at before it is opened, because opening a pipe waits for its other end; then one descriptor is
 * read once. Who can exchange it for a pipe between the look and the opening makes partita wait.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * All bytes of a file.
     *
     * @param limit in bytes
     * @throws FileRefused when it is no regular file, or larger
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public static byte[] read(Path file, long limit) throws IOException {
        try (InputStream in = open(file, limit)) {
            return in.readAllBytes();
        }
    }

    /**
     * A file to be read once; that it grows too large is said by a read.
     *
     * @param limit in bytes
     * @throws FileRefused when it is no regular file, or larger
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public static InputStream open(Path file, long limit) throws IOException {
        Beneath.checkFile(Files.readAttributes(file, BasicFileAttributes.class), file);
        return LimitedStream.of(Files.newByteChannel(file, StandardOpenOption.READ), file, limit);
    }
}
