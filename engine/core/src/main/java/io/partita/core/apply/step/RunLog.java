package io.partita.core.apply.step;

import io.partita.core.file.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file in the folder of a run that grows, for people to read. */
final class RunLog {

    private RunLog() {}

    /**
     * Makes it, unless it is there, and has it for the owner only. Whoever opens it next waits for nobody and writes
     * nowhere else.
     *
     * @throws io.partita.core.file.FileRefused when there is no regular file but a link, a pipe or a folder
     */
    static void require(Path log) throws IOException {
        Folder.of(log.getParent()).checkOwn(log.getFileName().toString());
        if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(log);
        }
        AcsFiles.protect(log);
    }
}
