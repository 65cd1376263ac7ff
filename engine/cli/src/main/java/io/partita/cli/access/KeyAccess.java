package io.partita.cli.access;

import io.partita.core.model.KeySource;
import io.partita.core.model.Secret;
import java.util.List;
import java.util.Optional;

/** What the source of a key reaches on the machine where partita runs. */
final class KeyAccess {

    private KeyAccess() {}

    /** Whether it reaches anything: a key whose signatures somebody brings does not. */
    static boolean isChosen(KeySource source) {
        return source.kind() != KeySource.Kind.HAND_OVER;
    }

    /** The secret that opens the private key; empty when it needs none. */
    static Optional<Secret> secret(KeySource source) {
        return switch (source.kind()) {
            case FILE -> ((KeySource.KeyFile) source).password();
            case PKCS11 -> ((KeySource.Pkcs11) source).pin();
            case COMMAND, HAND_OVER -> Optional.empty();
        };
    }

    /** The file that it names, private key or library; empty when it names none. */
    static Optional<String> path(KeySource source) {
        return switch (source.kind()) {
            case FILE -> Optional.of(((KeySource.KeyFile) source).path());
            case PKCS11 -> Optional.of(((KeySource.Pkcs11) source).library());
            case COMMAND, HAND_OVER -> Optional.empty();
        };
    }

    /** The words of the program that signs; empty when none does. */
    static List<String> command(KeySource source) {
        return switch (source.kind()) {
            case COMMAND -> ((KeySource.KeyCommand) source).words();
            case FILE, PKCS11, HAND_OVER -> List.of();
        };
    }
}
