package io.partita.cli.origin;

import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Small files of a repository, such as branches. */
final class SmallText {

    private SmallText() {}

    /** @throws GitRefused when it is a link, no file, or larger than it may be */
    static String read(Path file, int most) throws IOException {
        try {
            return new String(Folder.of(file.getParent()).read(file.getFileName(), most), StandardCharsets.UTF_8);
        } catch (FileRefused refused) {
            throw new GitRefused(FileTrouble.of(refused), refused);
        }
    }
}
