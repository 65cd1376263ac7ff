package io.partita.core.apply;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.StepId;
import io.partita.core.provider.Network;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.StepRecord;
import io.partita.core.store.OpenState;
import io.partita.core.store.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What all steps of a run share: the plan, the network, the journal and what it says so far, time, and the wish to stop. */
final class ActiveRun {

    private final Plan plan;
    private final Network network;
    private final OpenState state;
    private final Workspace workspace;
    private final RunId id;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Announcer announcer;
    private final StopSwitch stop;
    private final Instant began;
    private final ReentrantLock consents = new ReentrantLock();
    private final RunBook book;

    ActiveRun(
            Plan plan,
            Network network,
            OpenState state,
            Workspace workspace,
            RunId id,
            ApplyOptions options,
            Ticker ticker,
            Announcer announcer,
            StopSwitch stop) {
        this.plan = plan;
        this.network = network;
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

    Plan plan() {
        return plan;
    }

    Network network() {
        return network;
    }

    OpenState state() {
        return state;
    }

    Workspace workspace() {
        return workspace;
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
        return book.noted(step).orElseGet(ticker::instant);
    }

    StepRecord record(StepId step) {
        return book.step(step);
    }

    /** Durable when it returns. */
    void write(List<JournalEvent> events) {
        if (!events.isEmpty()) {
            state.append(events);
        }
    }
}
