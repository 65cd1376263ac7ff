package io.partita.core.apply.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.plan.StepId;
import io.partita.core.state.RunId;
import io.partita.core.statefile.FolderWorkspace;
import io.partita.core.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcsFilesTest {

    private static final RunId RUN = new RunId("20260102-030405-0a0b0c");

    @TempDir
    private Path folder;

    private Path place(String step) {
        Workspace workspace = FolderWorkspace.at(folder);
        workspace.prepare(RUN).ifPresent(trouble -> {
            throw new AssertionError(trouble);
        });
        return AcsFiles.place(workspace, RUN, new StepId(step));
    }

    /** A party's name may have 185 characters and a participant's 100; a file system takes 255 bytes. */
    @Test
    void theLongestNamesMakeAFileThatCanBeWritten() throws Exception {
        String step = "export-acs/" + "p".repeat(100) + "/" + "A".repeat(185);

        Path file = place(step);
        Files.writeString(AcsFiles.manifestOf(file), "");

        assertThat(AcsFiles.manifestOf(file)).exists();
        assertThat(place(step)).isEqualTo(file);
        assertThat(place(step + "B")).isNotEqualTo(file);
    }

    /** In wave 0, long before anything is written: also what is only there while it is written. */
    @Test
    void theNamesOfAnExportAreMadeAndTakenAway() throws Exception {
        Path file = place("export-acs/participant1/Alice");
        Workspace workspace = FolderWorkspace.at(folder);

        AcsFiles.tryNames(workspace, RUN, new StepId("export-acs/participant1/Alice"));

        assertThat(file.getParent()).isEmptyDirectory();
        Workspace gone =
                FolderWorkspace.at(folder).exportingTo(folder.resolve("gone")).value();
        assertThatThrownBy(() -> AcsFiles.tryNames(gone, RUN, new StepId("export-acs/participant1/Alice")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aShortNameIsShownWhole() {
        assertThat(place("export-acs/participant1/Alice").getFileName().toString())
                .startsWith(RUN + "-export-acs-participant1-Alice-")
                .endsWith(".acs.gz");
    }
}
