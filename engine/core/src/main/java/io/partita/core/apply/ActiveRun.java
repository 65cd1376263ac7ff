package io.partita.core.apply;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.StepId;
import io.partita.core.plan2.Plan;
import io.partita.core.provider.Network;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.RunRecord;
import io.partita.core.state.StepRecord;
import io.partita.core.statefile.OpenState;
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
    private final OpenState state;
    private final RunId id;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Announcer announcer;
    private final StopSwitch stop;
    private final Instant began;
    private final RunRecord record;

    ActiveRun(
            Plan plan,
            Network network,
            OpenState state,
            RunId id,
            ApplyOptions options,
            Ticker ticker,
            Announcer announcer,
            StopSwitch stop) {
        this.plan = plan;
        this.network = network;
        this.state = state;
        this.id = id;
        this.options = options;
        this.ticker = ticker;
        this.announcer = announcer;
        this.stop = stop;
        this.began = ticker.instant();
        this.record = RunRecord.of(id, state.entries());
    }

    public Plan plan() {
        return plan;
    }

    public Network network() {
        return network;
    }

    public OpenState state() {
        return state;
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

    public ParticipantId idOf(ParticipantName name) {
        return plan.participant(name).id();
    }

    /**
     * Whether this run may call a participant: it is nobody's in particular, or this operator's, or no operator is
     * named.
     */
    public boolean reaches(ParticipantName name) {
        Optional<String> owner = plan.participant(name).operator();
        return options.operator().isEmpty() || owner.isEmpty() || owner.equals(options.operator());
    }

    public List<Interlock> interlocks() {
        return state.state().interlocks();
    }

    public synchronized StepRecord record(StepId step) {
        return record.step(step);
    }

    /** Durable when it returns. */
    public synchronized void write(List<JournalEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        state.append(events);
        events.forEach(record::add);
    }
}
