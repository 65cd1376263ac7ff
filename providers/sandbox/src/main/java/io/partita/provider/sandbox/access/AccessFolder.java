package io.partita.provider.sandbox.access;

import io.partita.core.file.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the files lie that clients need, readable by their owner only.
 *
 * @param folder made when it is missing
 * @param shown how a declaration names the folder
 */
public record AccessFolder(Path folder, String shown) {

    /** Writes a file anew. @return how a declaration names it */
    String write(String name, String content) {
        try {
            Folder.of(folder).checkOwn(name);
            Files.createDirectories(folder, attributes("rwx------"));
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            Files.createFile(file, attributes("rw-------"));
            Files.write(file, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
            return shown + "/" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
