package io.partita.core.apply;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import java.util.Optional;
import java.util.function.Supplier;

/** What a network promises of a participant that is asked for with its id. */
final class Identified {

    private Identified() {}

    /** @param answering who answers at the moment of a call */
    static Participant as(
            ParticipantName known, ParticipantId id, Supplier<ParticipantId> answering, Participant participant) {
        return Intercepted.by(
                (name, arguments, call) -> {
                    ParticipantId found = answering.get();
                    if (!name.equals("name") && !found.equals(id)) {
                        throw new AnotherParticipant(
                                new CallFailure(
                                        CallFailure.Kind.ANOTHER_PARTICIPANT,
                                        AnotherParticipant.CODE,
                                        "this is " + found + ", and not " + id,
                                        "asking who answers",
                                        "tiny " + known,
                                        Optional.empty()),
                                known,
                                id,
                                found);
                    }
                    return call.proceed();
                },
                participant);
    }
}
