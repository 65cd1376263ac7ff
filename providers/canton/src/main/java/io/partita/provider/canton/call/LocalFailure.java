package io.partita.provider.canton.call;

import io.partita.core.provider.CallFailure;
import java.io.Serial;

/**
 * Something before the call went wrong: a file of the access, a token, a file to send. Carries no cause on purpose
 * where the cause could quote a secret.
 */
public final class LocalFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final CallFailure.Kind kind;
    private final String code;

    public LocalFailure(CallFailure.Kind kind, String code, String text) {
        super(text);
        this.kind = kind;
        this.code = code;
    }

    public LocalFailure(CallFailure.Kind kind, String code, String text, Throwable cause) {
        super(text, cause);
        this.kind = kind;
        this.code = code;
    }

    public static LocalFailure local(String code, String text) {
        return new LocalFailure(CallFailure.Kind.LOCAL, code, text);
    }

    public static LocalFailure local(String code, String text, Throwable cause) {
        return new LocalFailure(CallFailure.Kind.LOCAL, code, text, cause);
    }

    public CallFailure.Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }
}
