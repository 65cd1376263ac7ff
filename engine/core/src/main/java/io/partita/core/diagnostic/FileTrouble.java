package io.partita.core.diagnostic;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * Says in words what is wrong with a file of this machine: the names of Java's exceptions explain nothing to the people
 * who read diagnostics.
 */
public final class FileTrouble {

    private FileTrouble() {}

    /**
     * What happened, with the file where it is known: {@code "/x/plan.json: there is no such file or folder"}. Never
     * empty.
     */
    public static String of(IOException trouble) {
        String file =
                trouble instanceof FileSystemException known && known.getFile() != null ? known.getFile() + ": " : "";
        return file + words(trouble);
    }

    private static String words(IOException trouble) {
        String said = trouble instanceof FileSystemException known ? known.getReason() : trouble.getMessage();
        if (isFull(said)) {
            return "the disk is full";
        }
        if (trouble instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (trouble instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "something with this name exists already";
        }
        if (trouble instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return said == null || said.isBlank() ? "it cannot be read or written" : said;
    }

    private static boolean isFull(String said) {
        String lower = said == null ? "" : said.toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota");
    }
}
