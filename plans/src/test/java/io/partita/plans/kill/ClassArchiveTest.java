package io.partita.plans.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.plans.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    Path folder;

    /** Java 17 ends while it writes an archive of some signed classes, among them those that read a repository. */
    @Test
    void a_training_within_a_repository_writes_an_archive() throws Exception {
        Git.init().setDirectory(folder.toFile()).call().close();
        ClassArchive classes = ClassArchive.in(folder);

        classes.train(Scenario.named("quickstart"), folder.resolve("ground"));

        assertThat(classes.java())
                .as(() -> said(folder.resolve("training/said")))
                .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile=") || option.startsWith("-XX:AOTCache="));
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
