package io.partita.provider.canton;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Examiner;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import io.partita.core.topology.Pause;
import io.partita.proto.health.Status;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.provider.canton.access.EndpointChannel;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.ReadWatch;
import io.partita.provider.canton.call.RetryPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Participants of Canton networks, called over gRPC. Safe for several threads. */
public final class CantonNetwork implements Network, Examiner {

    private final SortedMap<ParticipantName, Channels> channels;
    private final SortedMap<ParticipantName, Participant> participants = new TreeMap<>();
    private final Map<Identified, Participant> identified = new ConcurrentHashMap<>();
    private final Queue<SentRequest> sent = new ConcurrentLinkedQueue<>();
    private final Pause pause;
    private final ReadWatch watch;

    /** A participant that is known by its id. */
    private record Identified(ParticipantName name, ParticipantId id) {}

    private CantonNetwork(SortedMap<ParticipantName, Channels> channels, Pause pause, ReadWatch watch) {
        this.pause = pause;
        this.watch = watch;
        this.channels = new TreeMap<>();
        channels.forEach((name, theirs) -> this.channels.put(name, theirs.noting(name, sent::add)));
        this.channels.forEach(
                (name, theirs) -> participants.put(name, new CantonParticipant(name, theirs, pause, watch)));
    }

    /**
     * Loads what the first call to any endpoint needs, which takes longer than the call. For those who know that there
     * will be one and have something else to do before it. Calls nobody.
     */
    public static void prepare() {
        EndpointChannel.prepare();
        Status.getDescriptor();
        ListPartyToParticipantResponse.getDescriptor();
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
        return open(channels, pause, ReadWatch.NOBODY);
    }

    /**
     * @param channels become the network's own: {@link #close()} closes them
     * @param pause lets time pass before a read is tried again
     * @param watch learns what is being read
     */
    public static CantonNetwork open(SortedMap<ParticipantName, Channels> channels, Pause pause, ReadWatch watch) {
        return new CantonNetwork(channels, pause, watch);
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
    public Participant participant(ParticipantName name, ParticipantId id) {
        Channels theirs = channels(name);
        return identified.computeIfAbsent(
                new Identified(name, id), key -> new CantonParticipant(name, theirs, pause, watch, id));
    }

    private Channels channels(ParticipantName name) {
        Channels theirs = channels.get(name);
        if (theirs == null) {
            throw new IllegalArgumentException("the network was not opened with " + name);
        }
        return theirs;
    }

    @Override
    public Examined examine(ParticipantName name, String synchronizerAlias, Map<ParticipantId, Instant> isolated) {
        Channels theirs = channels(name);
        ParticipantApis apis = new ParticipantApis(
                name,
                new Caller(theirs.admin(), RetryPolicy.LITTLE, pause, watch),
                new Caller(theirs.ledger(), RetryPolicy.LITTLE, pause, watch));
        return new Examination(apis, synchronizerAlias, isolated).examine();
    }

    @Override
    public List<SentRequest> takeSent() {
        List<SentRequest> taken = new ArrayList<>();
        for (SentRequest next = sent.poll(); next != null; next = sent.poll()) {
            taken.add(next);
        }
        return taken;
    }

    @Override
    public void close() {
        channels.values().forEach(Channels::close);
    }
}
