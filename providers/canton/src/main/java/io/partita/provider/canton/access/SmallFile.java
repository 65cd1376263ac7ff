package io.partita.provider.canton.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the files that an endpoint names. They are small, and a declaration from somewhere else may name anything: a
 * pipe that nobody writes to, a device that never ends.
 */
final class SmallFile {

    private static final int LARGEST = 1 << 20;

    private SmallFile() {}

    /** It is no file, or too large; the text says what follows the name of the file. */
    static final class Unfit extends IOException {

        private static final long serialVersionUID = 1L;

        private Unfit(String text) {
            super(text);
        }
    }

    /**
     * All bytes of a file.
     *
     * @throws Unfit when it is no regular file, or larger than 1 MiB
     * @throws NoSuchFileException when there is none
     */
    static byte[] read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Unfit("is no file, but a folder, a pipe or a device");
        }
        // The size that the file system tells is not asked: special files tell 0, others grow meanwhile.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Unfit("is larger than " + (LARGEST >> 20) + " MiB");
            }
            return bytes;
        }
    }
}
