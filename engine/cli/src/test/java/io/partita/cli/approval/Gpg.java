package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** GnuPG, where it is installed, with a home of its own. @param home for its keys; its path is short */
public record Gpg(Path home) {

    /** Names a condition of JUnit. */
    public static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gpg")));
    }

    /** Sockets of its agent have short paths only, so the home is a folder of the system's. */
    public static Gpg fresh() {
        try {
            return new Gpg(Files.createTempDirectory(
                    "g", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes a key. @param kind as {@code --quick-generate-key} takes it @param expiry as there */
    public void key(String name, String kind, String usage, String expiry) {
        run(new byte[0], "--quick-generate-key", name + " <" + name + "@bank.example>", kind, usage, expiry);
    }

    /** Adds a subkey that signs. */
    public void signingSubkey(String name) {
        run(new byte[0], "--quick-add-key", fingerprint(name), "ed25519", "sign", "never");
    }

    private String fingerprint(String name) {
        return run(new byte[0], "--with-colons", "--list-keys", name)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
    }

    /** The public keys, as a list of allowed keys has them. */
    public String exported(String... names) {
        List<String> words = new ArrayList<>(List.of("--armor", "--export"));
        words.addAll(List.of(names));
        return run(new byte[0], words.toArray(String[]::new));
    }

    /** As Git asks for a signature. */
    public byte[] signature(String name, byte[] signed, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--local-user", name, "--armor", "--detach-sign"));
        return run(signed, words.toArray(String[]::new)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Revokes a key. */
    public void revoke(String name) {
        String fingerprint = fingerprint(name);
        Path certificate = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
        try {
            // A colon keeps it from being taken by accident.
            String text = Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN");
            run(text.getBytes(StandardCharsets.UTF_8), "--import");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives a key another name, and revokes that which it was made with. */
    public void rename(String name, String other) {
        String fingerprint = fingerprint(name);
        run(new byte[0], "--quick-add-uid", fingerprint, other + " <" + other + "@bank.example>");
        run(new byte[0], "--quick-revoke-uid", fingerprint, name + " <" + name + "@bank.example>");
    }

    private String run(byte[] input, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
        words.addAll(List.of(arguments));
        try {
            Path errors = home.resolve("errors");
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
            builder.environment().remove("CI");
            Process process = builder.start();
            try (var out = process.getOutputStream()) {
                out.write(input);
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            return text;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Ends its agent and removes its home. */
    public void close() {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all").inheritIO();
            builder.start().waitFor();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
