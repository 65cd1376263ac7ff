package io.partita.provider.canton;

import io.partita.provider.canton.call.LocalFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what is wrong with a file on this machine. */
final class FileFailure {

    private FileFailure() {}

    /** @param doing {@code "reading"} or {@code "writing"} */
    static LocalFailure fault(String code, String doing, Path file, IOException e) {
        return LocalFailure.local(code, doing + " " + file + " failed: " + reason(e), e);
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(e.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return "the disk is full; free some space and run it again";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return said;
    }
}
