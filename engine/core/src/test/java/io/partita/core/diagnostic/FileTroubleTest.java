package io.partita.core.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

    @Test
    void names_the_file_and_what_is_wrong_with_it() {
        assertThat(FileTrouble.of(new NoSuchFileException("/x/plan.json")))
                .isEqualTo("/x/plan.json: there is no such file or folder");
        assertThat(FileTrouble.of(new AccessDeniedException("/x"))).isEqualTo("/x: access is denied");
        assertThat(FileTrouble.of(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("/x: the disk is full");
        assertThat(FileTrouble.of(new IOException("No space left on device"))).isEqualTo("the disk is full");
    }

    @Test
    void never_answers_with_the_name_of_an_exception(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try {
            Files.readString(file.resolve("below"));
        } catch (IOException trouble) {
            assertThat(FileTrouble.of(trouble)).startsWith(file.toString()).doesNotContain("Exception");
        }
        assertThat(FileTrouble.of(new IOException())).isEqualTo("it cannot be read or written");
    }
}
