package io.partita.provider.canton;

import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.Pause;
import java.util.SortedMap;
import java.util.TreeMap;

/** Participants of Canton networks, called over gRPC. Safe for several threads. */
public final class CantonNetwork implements Network {

    private final SortedMap<ParticipantName, Channels> channels;
    private final SortedMap<ParticipantName, Participant> participants = new TreeMap<>();

    private CantonNetwork(SortedMap<ParticipantName, Channels> channels, Pause pause) {
        this.channels = new TreeMap<>(channels);
        this.channels.forEach((name, theirs) -> participants.put(name, new CantonParticipant(name, theirs, pause)));
    }

    /** @param channels become the network's own: {@link #close()} closes them */
    public static CantonNetwork open(SortedMap<ParticipantName, Channels> channels) {
        return open(channels, Pause.REAL);
    }

    /**
     * @param channels become the network's own: {@link #close()} closes them
     * @param pause lets time pass before a read is tried again
     */
    public static CantonNetwork open(SortedMap<ParticipantName, Channels> channels, Pause pause) {
        return new CantonNetwork(channels, pause);
    }

    @Override
    public Participant participant(ParticipantName name) {
        Participant participant = participants.get(name);
        if (participant == null) {
            throw new IllegalArgumentException("the network was not opened with " + name);
        }
        return participant;
    }

    @Override
    public void close() {
        channels.values().forEach(Channels::close);
    }
}
