package io.partita.provider.sandbox.lf;

/** The bytes are not a Daml-LF archive that can be read. Trying again is of no use. */
public final class LfFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public LfFormatException(String message) {
        super(message);
    }

    public LfFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
