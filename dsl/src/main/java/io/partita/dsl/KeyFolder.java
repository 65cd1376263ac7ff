package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.word.KeyFiles;
import java.io.IOException;

/** The files of public keys beneath a folder, which somebody else may have filled. */
final class KeyFolder implements KeyFiles {

    private final Folder folder;

    KeyFolder(Folder folder) {
        this.folder = folder;
    }

    @Override
    public Checked<byte[]> read(String path) {
        try {
            return Checked.of(folder.read(path, LARGEST));
        } catch (FileRefused refused) {
            return Checked.failed(unreadable(path, refused).fix(fix(refused)));
        } catch (IOException trouble) {
            return Checked.failed(
                    unreadable(path, trouble).fix("Put the public key there, as PEM or DER, or correct the path."));
        } catch (SecurityException denied) {
            return Checked.failed(unreadable(path, new IOException("access is denied", denied))
                    .fix("Let partita read it."));
        }
    }

    private static Diagnostic unreadable(String path, IOException trouble) {
        return Diagnostic.error("unreadable-public-key", "The public key '" + Excerpt.of(path) + "' cannot be read")
                .because(FileTrouble.of(trouble) + ". The path starts from the folder of the keys.");
    }

    /** An absolute path would be another file on the next machine, and with it another party. */
    private static String fix(FileRefused refused) {
        return refused.why() == FileRefused.Why.OUTSIDE
                ? "Put the public key into the folder, which everybody who reads the declaration has."
                : refused.fix();
    }
}
