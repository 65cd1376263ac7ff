package io.partita.core.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that partita does not open or replace, although the operating system would. The message is the path as it was
 * named and a sentence for people; never a word of what is in the file. Trying again gives the same.
 */
public final class FileRefused extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Why {
        /** The file or a folder on the way to it is a link, where links are not followed. */
        LINK("Put the file itself where the link is."),
        /** The path leaves the folder that it has to stay in. */
        OUTSIDE("Put the file into the folder, or name it by an absolute path."),
        /** It cannot be a path on this machine. */
        NAME("Correct the path."),
        /** It is a folder. */
        FOLDER("Name a file."),
        /** It is a pipe, a device or a socket. */
        NOT_REGULAR("Name a regular file."),
        /** It has more bytes than such a file can have. */
        TOO_LARGE("Name another file."),
        /** It is there, and holds something else than what would be written over it. */
        NOT_OURS("Remove it first, or name another file."),
        /** It is no longer what was read from it. */
        CHANGED("Run the command again.");

        private final String fix;

        Why(String fix) {
            this.fix = fix;
        }
    }

    private final Why why;

    private FileRefused(Path file, Why why, String sentence) {
        super(file.toString(), null, sentence);
        this.why = Objects.requireNonNull(why, "why");
    }

    public Why why() {
        return why;
    }

    /** What the person can do about it, as a sentence. */
    public String fix() {
        return why.fix;
    }

    static FileRefused link(Path part) {
        return new FileRefused(part, Why.LINK, "it is a link, and links are not followed here");
    }

    static FileRefused circle(Path file) {
        return new FileRefused(file, Why.LINK, "it is a link in a chain that is too long or leads back to itself");
    }

    static FileRefused outside(Path file) {
        return new FileRefused(file, Why.OUTSIDE, "it leads out of the folder that its path starts from");
    }

    static FileRefused name(String file) {
        return new FileRefused(Path.of(""), Why.NAME, "'" + file.replace('\0', '?') + "' is not the path of a file");
    }

    static FileRefused folder(Path file) {
        return new FileRefused(file, Why.FOLDER, "it is a folder, not a file");
    }

    static FileRefused notRegular(Path file) {
        return new FileRefused(file, Why.NOT_REGULAR, "it is no file, but a pipe or a device");
    }

    static FileRefused tooLarge(Path file, long limit) {
        return new FileRefused(file, Why.TOO_LARGE, "it is larger than " + bytes(limit));
    }

    static FileRefused notOurs(Path file, String kind) {
        return new FileRefused(file, Why.NOT_OURS, "it exists and is not " + kind);
    }

    static FileRefused changed(Path file) {
        return new FileRefused(file, Why.CHANGED, "it was changed since it was read");
    }

    private static String bytes(long limit) {
        return limit >= 1 << 20 && limit % (1 << 20) == 0 ? (limit >> 20) + " MiB" : limit + " bytes";
    }
}
