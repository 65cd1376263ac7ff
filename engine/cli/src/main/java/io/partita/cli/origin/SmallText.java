package io.partita.cli.origin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Small files of a repository, such as branches. */
final class SmallText {

    private SmallText() {}

    /** @throws GitRefused when it is a link, no file, or larger than it may be */
    static String read(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new GitRefused(file + " is no file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new GitRefused(file + " is larger than such a file is");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
