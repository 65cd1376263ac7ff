package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import java.util.Objects;

/** Where a step happens. */
public sealed interface Place {

    /** The participant that the step acts on, or that is read to know whether it is done. */
    ParticipantName participant();

    /** On a participant. */
    record At(ParticipantName participant) implements Place {
        public At {
            Objects.requireNonNull(participant, "participant");
        }
    }

    /** With a person: a gate. @param participant what the person does something about */
    record Person(ParticipantName participant) implements Place {
        public Person {
            Objects.requireNonNull(participant, "participant");
        }
    }

    /** With the owner of a key that nobody of the plan reaches. */
    record Outside(Fingerprint owner, ParticipantName participant) implements Place {
        public Outside {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(participant, "participant");
        }
    }
}
