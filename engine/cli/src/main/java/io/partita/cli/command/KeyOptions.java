package io.partita.cli.command;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.model.KeySource;
import io.partita.core.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the private key of whoever signs is. A password and a PIN are named, and never typed into a command line. */
final class KeyOptions {

    @Option(names = "--key", paramLabel = "FILE", description = "The private key: PKCS#8, PEM or DER.")
    private String file;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "The environment variable with the password of the key file.")
    private String passwordVariable;

    @Option(names = "--password-file", paramLabel = "FILE", description = "The file with the password of the key file.")
    private String passwordFile;

    @Option(names = "--pkcs11", paramLabel = "LIBRARY", description = "The PKCS#11 library of a device with the key.")
    private String library;

    @Option(names = "--token", paramLabel = "LABEL", description = "The label of the device's token.")
    private String token;

    @Option(names = "--label", paramLabel = "LABEL", description = "The label of the key on the token.")
    private String label;

    @Option(names = "--pin-env", paramLabel = "VARIABLE", description = "The environment variable with the PIN.")
    private String pinVariable;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "The file with the PIN.")
    private String pinFile;

    @Option(
            names = "--command",
            paramLabel = "WORD",
            description =
                    "A program that signs, then each of its arguments with an option of its own: it gets the bytes as one line of hex, and answers with the signature as one line of hex.")
    private List<String> command = new ArrayList<>();

    /** Empty when none is named: then nothing is signed. */
    Checked<Optional<KeySource>> source() {
        if (file == null && isAny(passwordVariable, passwordFile)) {
            return wrong("--password-env and --password-file need --key", "the password is that of a key file");
        }
        if (library == null && isAny(token, label, pinVariable, pinFile)) {
            return wrong(
                    "--token, --label, --pin-env and --pin-file need --pkcs11", "they say which key of a device signs");
        }
        if (isBoth(passwordVariable, passwordFile) || isBoth(pinVariable, pinFile)) {
            return wrong("a password or a PIN is read from two places", "which of them holds is not clear");
        }
        List<KeySource> sources = new ArrayList<>();
        Optional.ofNullable(file)
                .ifPresent(path -> sources.add(new KeySource.KeyFile(path, secret(passwordVariable, passwordFile))));
        if (!command.isEmpty()) {
            sources.add(new KeySource.KeyCommand(command));
        }
        if (library != null) {
            if (token == null || label == null) {
                return wrong("--pkcs11 needs --token and --label", "they say which key of the device signs");
            }
            sources.add(new KeySource.Pkcs11(library, token, label, secret(pinVariable, pinFile)));
        }
        if (sources.size() > 1) {
            return wrong("--key, --pkcs11 and --command are three ways to one key", "one of them signs");
        }
        return Checked.of(sources.stream().findFirst());
    }

    private static boolean isAny(String... options) {
        return Stream.of(options).anyMatch(Objects::nonNull);
    }

    private static boolean isBoth(String variable, String file) {
        return variable != null && file != null;
    }

    private static Optional<Secret> secret(String variable, String file) {
        return Optional.ofNullable(variable)
                .map(name -> Secret.of("environment").with("variable", name))
                .or(() ->
                        Optional.ofNullable(file).map(path -> Secret.of("file").with("path", path)));
    }

    private static Checked<Optional<KeySource>> wrong(String summary, String why) {
        return Checked.failed(Diagnostic.error("key-options", summary)
                .because(why)
                .fix("Name one key, and one place of its password or PIN.")
                .classed(DiagnosticClass.USAGE));
    }
}
