package io.partita.core.apply;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.StepId;
import io.partita.core.provider.Network;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.RunRecord;
import io.partita.core.state.StepRecord;
import io.partita.core.statefile.OpenState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What all steps of a run share: the plan, the network, the journal and what it says so far, time, and the wish to stop. */
final class ActiveRun {

    private final Plan plan;
    private final Network network;
    private final OpenState state;
    private final RunId id;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Announcer announcer;
    private final StopSwitch stop;
    private final Instant began;
    private final ReentrantLock consents = new ReentrantLock();
    private RunRecord record;

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

    Plan plan() {
        return plan;
    }

    Network network() {
        return network;
    }

    OpenState state() {
        return state;
    }

    RunId id() {
        return id;
    }

    ApplyOptions options() {
        return options;
    }

    Ticker ticker() {
        return ticker;
    }

    Announcer announcer() {
        return announcer;
    }

    StopSwitch stop() {
        return stop;
    }

    /** When this process began; what a person said at the start cannot be about anything later. */
    Instant began() {
        return began;
    }

    /** Held during a party's consent: two activations must not come close together (experiments 1). */
    ReentrantLock consents() {
        return consents;
    }

    ParticipantId idOf(ParticipantName name) {
        return plan.participants().get(name).id();
    }

    List<Interlock> interlocks() {
        return state.state().interlocks();
    }

    /** When a step of this run last noted something; now when it never did. */
    Instant noted(StepId step) {
        return state.entries().stream()
                .filter(entry -> entry.events().stream()
                        .anyMatch(event -> event instanceof JournalEvent.StepNoted noted
                                && noted.run().equals(id)
                                && noted.step().equals(step)))
                .map(JournalEntry::time)
                .reduce((former, later) -> later)
                .orElseGet(ticker::instant);
    }

    synchronized StepRecord record(StepId step) {
        return record.step(step);
    }

    synchronized RunRecord record() {
        return record;
    }

    /** Durable when it returns. */
    synchronized void write(List<JournalEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        state.append(events);
        for (JournalEvent event : events) {
            record = record.after(event);
        }
    }
}
