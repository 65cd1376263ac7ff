package io.partita.cli.text;

import io.partita.core.model.KeySource;
import io.partita.core.model.Secret;
import io.partita.dsl.word.SecretWords;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a signature with a key is had, as a declaration writes it. Secrets are references there, so nothing is shown that
 * is one.
 */
public final class KeySourceText {

    private KeySourceText() {}

    public static String of(KeySource source) {
        return switch (source.kind()) {
            case FILE -> {
                KeySource.KeyFile file = (KeySource.KeyFile) source;
                yield "file " + SecretWords.quoted(file.path()) + secret("password", file.password());
            }
            case PKCS11 -> {
                KeySource.Pkcs11 module = (KeySource.Pkcs11) source;
                yield "pkcs11 " + SecretWords.quoted(module.library()) + ", token: "
                        + SecretWords.quoted(module.token()) + ", label: " + SecretWords.quoted(module.label())
                        + secret("pin", module.pin());
            }
            case COMMAND ->
                ((KeySource.KeyCommand) source)
                        .words().stream().map(SecretWords::quoted).collect(Collectors.joining(", ", "command ", ""));
            case HAND_OVER -> "handOver()";
        };
    }

    private static String secret(String key, Optional<Secret> secret) {
        return secret.map(reference -> ", " + key + ": " + SecretWords.text(reference))
                .orElse("");
    }

    /** The word with which a declaration writes it. */
    public static String word(KeySource source) {
        return switch (source.kind()) {
            case FILE -> "file";
            case PKCS11 -> "pkcs11";
            case COMMAND -> "command";
            case HAND_OVER -> "handOver";
        };
    }
}
