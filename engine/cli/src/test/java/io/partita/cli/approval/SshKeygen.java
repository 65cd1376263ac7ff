package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program of OpenSSH, where it is installed. */
public final class SshKeygen {

    private SshKeygen() {}

    /** Names a condition of JUnit. */
    public static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ssh-keygen")));
    }

    /** What a program said. */
    public record Answer(int code, String text) {}

    /** @param input for its standard input */
    public static Answer run(Path folder, byte[] input, String... arguments) {
        List<String> words = new ArrayList<>(List.of("ssh-keygen"));
        words.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().remove("CI");
            builder.environment().remove("SSH_AUTH_SOCK");
            Process process = builder.start();
            try (var out = process.getOutputStream()) {
                out.write(input);
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public static void done(Path folder, String... arguments) {
        Answer answer = run(folder, new byte[0], arguments);
        assertThat(answer.code()).as(answer.text()).isZero();
    }

    /** A key without a passphrase. @return its private file */
    public static Path key(Path folder, String name, String... kind) {
        List<String> words = new ArrayList<>(List.of("-q", "-N", "", "-C", name, "-f", name));
        words.addAll(List.of(kind));
        done(folder, words.toArray(String[]::new));
        return folder.resolve(name);
    }

    /** A file that somebody signs. @return the signature */
    public static Path sign(Path key, String namespace, Path file, String as) {
        try {
            Path copy = Files.createTempDirectory("signed").resolve(file.getFileName());
            Files.copy(file, copy);
            done(copy.getParent(), "-q", "-Y", "sign", "-f", key.toString(), "-n", namespace, copy.toString());
            return Files.move(
                    copy.resolveSibling(copy.getFileName() + ".sig"),
                    file.resolveSibling(as),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A line of a list of signers. */
    public static String line(String names, String options, Path key) {
        try {
            return names + " " + options + (options.isEmpty() ? "" : " ")
                    + Files.readString(Path.of(key + ".pub")).strip() + "\n";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
