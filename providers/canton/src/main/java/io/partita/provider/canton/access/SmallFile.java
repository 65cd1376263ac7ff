package io.partita.provider.canton.access;

import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.file.RegularFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the files that an endpoint names. They are small, and a declaration from somewhere else may name anything: a
 * pipe that nobody writes to, a device that never ends, a link to the secrets of somebody else.
 */
final class SmallFile {

    private static final long LARGEST = 1 << 20;

    private SmallFile() {}

    /** It is not read; the text says what follows the name of the file. */
    static final class Unfit extends IOException {

        private static final long serialVersionUID = 1L;

        private Unfit(FileRefused refused) {
            super(
                    refused.why() == FileRefused.Why.NAME
                            ? "is not the path of a file"
                            : refused.getReason().replaceFirst("^it ", "") + said(refused),
                    refused);
        }

        /** What a declaration has to be told besides: here is no other place for it. */
        private static String said(FileRefused refused) {
            return switch (refused.why()) {
                case LINK, OUTSIDE -> ". " + refused.fix();
                case NAME, FOLDER, NOT_REGULAR, TOO_LARGE, NOT_OURS, CHANGED -> "";
            };
        }
    }

    /**
     * All bytes of a file that a declaration names: a relative path stays in its folder, an absolute one is a place of
     * this machine, where links are followed.
     *
     * @throws Unfit when it is no regular file, larger than 1 MiB, or not in the folder
     * @throws NoSuchFileException when there is none
     */
    static byte[] read(Path folder, String path) throws IOException {
        try {
            return Folder.of(folder).readNamed(path, LARGEST);
        } catch (FileRefused refused) {
            throw new Unfit(refused);
        }
    }

    /** Where such a file is, for a message; as it is written when no file can be called so. No zero is in it. */
    static String shown(Path folder, String path) {
        try {
            return folder.resolve(path).toString();
        } catch (InvalidPathException unusable) {
            return path.replace('\0', '?');
        }
    }

    /**
     * All bytes of a file that this machine names.
     *
     * @throws Unfit when it is no regular file, or larger than 1 MiB
     * @throws NoSuchFileException when there is none
     */
    static byte[] read(Path file) throws IOException {
        try {
            return RegularFile.read(file, LARGEST);
        } catch (FileRefused refused) {
            throw new Unfit(refused);
        }
    }
}
