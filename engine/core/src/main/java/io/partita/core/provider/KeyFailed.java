package io.partita.core.provider;

import java.util.Objects;

/** A key did not sign. */
public final class KeyFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String fix;

    /**
     * @param code what went wrong, as diagnostics call it: lower-case words with hyphens
     * @param cause one sentence for people, without a secret and without a full stop
     * @param fix what helps, one sentence
     */
    public KeyFailed(String code, String cause, String fix) {
        super(Objects.requireNonNull(cause, "cause"));
        this.code = Objects.requireNonNull(code, "code");
        this.fix = Objects.requireNonNull(fix, "fix");
    }

    public String code() {
        return code;
    }

    public String fix() {
        return fix;
    }
}
