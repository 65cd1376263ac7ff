package io.partita.core.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a signature with a key is had that no participant holds. Names where a private key is; never holds one. */
public sealed interface KeySource {

    Kind kind();

    /** What there is. */
    enum Kind {
        FILE("file"),
        PKCS11("pkcs11"),
        COMMAND("command"),
        HAND_OVER("hand-over");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in files. */
        public String word() {
            return word;
        }
    }

    /**
     * A private key in a file: PKCS#8, PEM or DER.
     *
     * @param path relative to the folder of the declaration's network, or absolute
     * @param password what the key is encrypted with; empty for one that is not
     */
    record KeyFile(String path, Optional<Secret> password) implements KeySource {
        public KeyFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public Kind kind() {
            return Kind.FILE;
        }
    }

    /**
     * A key in a hardware security module, reached through its PKCS#11 library.
     *
     * @param library path of the library: absolute, since it is a program that is loaded
     * @param token label of the token
     * @param label of the key on the token ({@code CKA_LABEL})
     * @param pin the user's PIN; empty for a token that needs none
     */
    record Pkcs11(String library, String token, String label, Optional<Secret> pin) implements KeySource {
        public Pkcs11 {
            Objects.requireNonNull(library, "library");
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(pin, "pin");
        }

        @Override
        public Kind kind() {
            return Kind.PKCS11;
        }
    }

    /**
     * A program that signs: it gets the bytes to sign as one line of hex on its standard input and writes the signature
     * as one line of hex to its standard output. Started without a shell in the folder of the declaration's network.
     */
    record KeyCommand(List<String> words) implements KeySource {
        public KeyCommand {
            words = List.copyOf(words);
        }

        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }
    }

    /** Whoever holds the key signs elsewhere, and brings the signature. */
    record HandOver() implements KeySource {
        @Override
        public Kind kind() {
            return Kind.HAND_OVER;
        }
    }
}
