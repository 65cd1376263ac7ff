package io.partita.core.provider;

import io.partita.core.model.ParticipantName;

/** The participants of a declaration or a plan, ready to be called. Closing it ends all connections; nothing is connected before the first call. */
public interface Network extends AutoCloseable {

    /** @throws IllegalArgumentException when the network was not opened with this participant */
    Participant participant(ParticipantName name);

    @Override
    void close();
}
