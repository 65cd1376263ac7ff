package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.util.List;

/**
 * The participants of a declaration or a plan, ready to be called. Closing it ends all connections; nothing is
 * connected before the first call.
 */
public interface Network extends AutoCloseable {

    /**
     * Whoever answers at the endpoints of a name; for looking, before anything is known of it.
     *
     * @throws IllegalArgumentException when the network was not opened with this participant
     */
    Participant participant(ParticipantName name);

    /**
     * The participant that has an id, and nobody else: on every connection to either of its APIs, also on one that was
     * made anew, whoever answers is asked for its id before anything else is called. Another answer, or none, fails the
     * call with {@link CallFailure.Kind#ANOTHER_PARTICIPANT} or with what the question failed with, and nothing else
     * was sent.
     *
     * @throws IllegalArgumentException when the network was not opened with this participant
     */
    Participant participant(ParticipantName name, ParticipantId id);

    /**
     * What was sent to any of the participants and may have changed something since this was asked last, in the order
     * in which the calls ended. Told once: whoever asks keeps it.
     */
    List<SentRequest> takeSent();

    @Override
    void close();
}
