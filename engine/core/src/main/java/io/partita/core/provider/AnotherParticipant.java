package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.io.Serial;
import java.util.Objects;

/** Somebody else than expected answers at an endpoint. Nothing but its id was asked, and nothing was changed. */
public final class AnotherParticipant extends CallFailed {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The code of the failure. */
    public static final String CODE = "PARTICIPANT_IS_ANOTHER";

    private final transient ParticipantName name;
    private final transient ParticipantId expected;
    private final transient ParticipantId found;

    /**
     * @param failure of kind {@link CallFailure.Kind#ANOTHER_PARTICIPANT}
     * @param name what the participant is called whose endpoint it is
     */
    public AnotherParticipant(CallFailure failure, ParticipantName name, ParticipantId expected, ParticipantId found) {
        super(failure);
        if (failure.kind() != CallFailure.Kind.ANOTHER_PARTICIPANT) {
            throw new IllegalArgumentException("of another kind: " + failure.kind());
        }
        this.name = Objects.requireNonNull(name, "name");
        this.expected = Objects.requireNonNull(expected, "expected");
        this.found = Objects.requireNonNull(found, "found");
    }

    public ParticipantName name() {
        return name;
    }

    public ParticipantId expected() {
        return expected;
    }

    public ParticipantId found() {
        return found;
    }
}
