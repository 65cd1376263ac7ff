package io.partita.core.provider;

import java.io.Serial;

/**
 * A call to a participant failed. Checked, so that no caller forgets that every call can fail, and that some failures
 * leave the outcome unknown.
 */
public sealed class CallFailed extends Exception permits AnotherParticipant {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient CallFailure failure;

    public CallFailed(CallFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    public CallFailed(CallFailure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    public CallFailure failure() {
        return failure;
    }
}
