package io.partita.core.apply;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.StepId;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.StepRecord;
import io.partita.core.store.OpenState;
import io.partita.core.store.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all steps of a run share: the plan, the network, the journal and what it says so far, time, and the wish to
 * stop.
 */
public final class ActiveRun {

    private final Plan plan;
    private final Network network;
    private final KeySigning keys;
    private final OpenState state;
    private final Workspace workspace;
    private final RunId id;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Announcer announcer;
    private final StopSwitch stop;
    private final Instant began;
    private final RunBook book;

    ActiveRun(
            Plan plan,
            Network network,
            KeySigning keys,
            OpenState state,
            Workspace workspace,
            RunId id,
            ApplyOptions options,
            Ticker ticker,
            Announcer announcer,
            StopSwitch stop) {
        this.plan = plan;
        this.network = network;
        this.keys = keys;
        this.state = state;
        this.workspace = workspace;
        this.id = id;
        this.options = options;
        this.ticker = ticker;
        this.announcer = announcer;
        this.stop = stop;
        this.began = ticker.instant();
        this.book = new RunBook(id, state.recording().entries());
        state.follow(book::add);
    }

    public Plan plan() {
        return plan;
    }

    public OpenState state() {
        return state;
    }

    public Workspace workspace() {
        return workspace;
    }

    public RunId id() {
        return id;
    }

    public ApplyOptions options() {
        return options;
    }

    public Ticker ticker() {
        return ticker;
    }

    public Announcer announcer() {
        return announcer;
    }

    public StopSwitch stop() {
        return stop;
    }

    /** When this process began; what a person said at the start cannot be about anything later. */
    public Instant began() {
        return began;
    }

    /** Keys that no participant holds, and what is signed with them. */
    public KeySigning keys() {
        return keys;
    }

    public ParticipantId idOf(ParticipantName name) {
        return plan.participant(name).id();
    }

    /** A participant of the plan: with its endpoints and with its id, and never with one of them alone. */
    public Participant participant(ParticipantName name) {
        return network.participant(name, idOf(name));
    }

    /**
     * The participant that an interlock is about. Its id says which one that is; what another plan called it does not
     * count.
     *
     * @return empty when it is no participant of this plan
     */
    Optional<Participant> participant(Interlock lock) {
        return plan.content().nameOf(lock.participantId()).map(this::participant);
    }

    /**
     * Whether this run may call a participant: it is nobody's in particular, or this operator's, or no operator is
     * named.
     */
    public boolean reaches(ParticipantName name) {
        return plan.participant(name).isReachedBy(options.operator());
    }

    public List<Interlock> interlocks() {
        return state.state().interlocks();
    }

    RunBook book() {
        return book;
    }

    public StepRecord record(StepId step) {
        return book.step(step);
    }

    /** Durable when it returns. */
    public void write(List<JournalEvent> events) {
        if (!events.isEmpty()) {
            state.append(events);
        }
    }
}
