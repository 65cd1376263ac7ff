package io.partita.core.planner;

import io.partita.core.dar.DarArchive;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.model.Declared;
import io.partita.core.plan.DarSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The DAR files that a declaration names, each read once. */
final class DarFiles {

    /** A file with its bytes, which a participant is asked to validate. */
    record DeclaredDar(String path, DarArchive archive, byte[] bytes) {
        DarSource source() {
            return new DarSource.DarFile(path, archive.sha256(), archive.mainPackage(), archive.packages());
        }
    }

    private final Folder folder;
    private final Map<String, Checked<DeclaredDar>> read = new HashMap<>();

    DarFiles(Path folder) {
        this.folder = Folder.of(folder);
    }

    Checked<DeclaredDar> read(Declared<String> path) {
        return read.computeIfAbsent(path.value(), unused -> readNow(path));
    }

    private Checked<DeclaredDar> readNow(Declared<String> path) {
        try {
            byte[] bytes = folder.readNamed(path.value(), DarArchive.LARGEST_FILE);
            return Checked.of(new DeclaredDar(path.value(), DarArchive.read(bytes), bytes));
        } catch (NoSuchFileException e) {
            return Checked.failed(Diagnostic.error("dar-not-found", "there is no file '" + path.value() + "'")
                    .because("paths are relative to the declaration's folder")
                    .fix("put the DAR there, or correct the path")
                    .at(path.range()));
        } catch (FileRefused e) {
            return Checked.failed(Diagnostic.error("dar-unreadable", "'" + path.value() + "' is not read")
                    .because(FileTrouble.of(e))
                    .fix(e.fix())
                    .at(path.range()));
        } catch (IOException e) {
            return Checked.failed(Diagnostic.error("dar-unreadable", "'" + path.value() + "' cannot be read as a DAR")
                    .because(FileTrouble.of(e))
                    .fix("build it again, or correct the path")
                    .at(path.range()));
        }
    }
}
