package io.partita.core.model;

import java.util.Objects;

/**
 * What should be a public key is none that signs topology transactions. The message says for people what it is instead,
 * as words that follow the name of its file ("it is a certificate, not a public key"), without a full stop; neither the
 * message nor the fix has a word of its content, which may be a private key.
 */
public final class UnreadableKey extends Exception {

    private static final long serialVersionUID = 1L;

    private final String fix;

    UnreadableKey(String message, String fix) {
        super(Objects.requireNonNull(message, "message"));
        this.fix = Objects.requireNonNull(fix, "fix");
    }

    /** What the person can do about it, as a sentence. */
    public String fix() {
        return fix;
    }
}
