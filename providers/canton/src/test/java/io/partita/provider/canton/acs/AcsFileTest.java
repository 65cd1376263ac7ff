package io.partita.provider.canton.acs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AcsFileTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    @EnabledIf("hasFullDevice")
    void a_full_disk_is_an_error_and_leaves_nothing() throws Exception {
        try (AcsFile file =
                AcsFile.create(folder.resolve("alice"), path -> FileChannel.open(FULL, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[100])))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_that_is_closed_early_leaves_nothing() throws Exception {
        try (AcsFile file = AcsFile.create(folder.resolve("alice"))) {
            file.write(ByteBuffer.wrap(new byte[100]));
            assertThat(folder.resolve("alice.part")).exists();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_link_in_the_place_of_the_unfinished_file_is_not_followed() throws Exception {
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("alice.part"), elsewhere);

        try (AcsFile file = AcsFile.create(folder.resolve("alice"))) {
            file.write(ByteBuffer.wrap(new byte[100]));
        }

        assertThat(elsewhere).isEmptyFile();
    }

    static boolean hasFullDevice() {
        return Files.exists(FULL);
    }
}
