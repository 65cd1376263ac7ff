package io.partita.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with a golden file. Run the tests with {@code -Dpartita.golden=update} to rewrite the files instead;
 * that is refused where the environment says {@code CI=true}, so that nobody updates what was to be checked.
 */
public final class Golden {

    private Golden() {}

    /** Asserts that the text equals the file's, or rewrites the file when updating was asked for. */
    public static void matches(String found, Path file) {
        if ("update".equals(System.getProperty("partita.golden"))) {
            update(found, file);
            return;
        }
        assertThat(file).as("golden file, written with -Dpartita.golden=update").exists();
        assertThat(found).as("compared with %s", file).isEqualTo(read(file));
    }

    private static void update(String found, Path file) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError("golden files are not updated where CI=true: " + file);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, found, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
