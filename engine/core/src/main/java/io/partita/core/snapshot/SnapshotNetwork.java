package io.partita.core.snapshot;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The network as a snapshot has it. Nobody is asked, and every write fails. A read that the snapshot cannot answer
 * fails and is noted: whoever plans from it looks at {@link #missing} before believing the plan.
 */
public final class SnapshotNetwork implements Network {

    private final Snapshot snapshot;
    private final SortedSet<Missing> missing = new ConcurrentSkipListSet<>();

    public SnapshotNetwork(Snapshot snapshot) {
        this.snapshot = Objects.requireNonNull(snapshot, "snapshot");
    }

    /** A participant of any name: one that is not recorded answers nothing. */
    @Override
    public Participant participant(ParticipantName name) {
        return new SnapshotParticipant(
                snapshot, name, Optional.ofNullable(snapshot.participants().get(name)), missing::add);
    }

    /** Nothing is carried out on a snapshot, so nobody has to be recognised. */
    @Override
    public Participant participant(ParticipantName name, ParticipantId id) {
        return participant(name);
    }

    /** What was asked for and is not there, sorted. */
    List<Missing> missing() {
        return List.copyOf(missing);
    }

    /** The same, as it is said to people; whoever believes what was read looks here first. */
    public List<Diagnostic> unanswered() {
        return missing.stream().map(each -> each.diagnostic(snapshot)).toList();
    }

    @Override
    public List<SentRequest> takeSent() {
        return List.of();
    }

    @Override
    public void close() {}
}
