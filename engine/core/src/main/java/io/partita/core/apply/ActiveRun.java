package io.partita.core.apply;

import io.partita.core.approval.Consent;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.StepRecord;
import io.partita.core.store.OpenState;
import io.partita.core.store.Workspace;
import io.partita.core.topology.ReadsAhead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What all steps of a run share: the plan, the network, the journal and what it says so far, time, and the wish to
 * stop.
 */
public final class ActiveRun {

    /** Reads of all steps together that are begun before their answers are needed. */
    private static final int READS = 512;

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
    private final Consent consent;
    private final Set<Interlock> openAtFirst;
    private final RunBook book;
    private final ReadsAhead ahead = new ReadsAhead(READS);
    private final Map<StepId, Outcome> ended = new ConcurrentHashMap<>();
    private final Set<ParticipantName> upgraded = ConcurrentHashMap.newKeySet();

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
            StopSwitch stop,
            Consent consent) {
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
        this.consent = consent;
        this.openAtFirst = Set.copyOf(state.state().interlocks());
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

    /**
     * Whether it was open when this process began: what a person said at the start cannot be about anything later. No
     * time tells that, since clocks of two machines differ.
     */
    public boolean wasOpenAtFirst(Interlock lock) {
        return openAtFirst.contains(lock);
    }

    /** Keys that no participant holds, and what is signed with them. */
    public KeySigning keys() {
        return keys;
    }

    /** Of people to the plan, and to what they say by hand. */
    public Consent consent() {
        return consent;
    }

    /**
     * By which physical id a participant knows the plan's synchronizer: the plan's, or that of an upgrade in between
     * that was accepted, once the participant has come to it.
     */
    public PhysicalSynchronizerId synchronizer(ParticipantName name) throws CallFailed {
        Optional<PhysicalSynchronizerId> accepted = options.acceptedSynchronizer();
        if (accepted.isEmpty()) {
            return plan.synchronizer();
        }
        if (upgraded.contains(name)) {
            return accepted.get();
        }
        if (participant(name).synchronizer(plan.synchronizerAlias()).equals(accepted.get())) {
            upgraded.add(name);
            return accepted.get();
        }
        return plan.synchronizer();
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

    /** For what a step reads while it reads something else. */
    public ReadsAhead ahead() {
        return ahead;
    }

    RunBook book() {
        return book;
    }

    /** Whether a target is away: then nothing can be planned anew, because a party may wait for it. */
    public boolean isInAWindow() {
        return interlocks().stream().anyMatch(lock -> lock.kind() == Interlock.Kind.ISOLATION) || isAwaited();
    }

    /**
     * Whether a target of another operator is away for what this run has signed, or may have: it is isolated as its
     * receipt says, and no receipt says that it is connected again.
     */
    private boolean isAwaited() {
        return plan.steps()
                .flatMap(step -> step instanceof Step.Signature signature ? Stream.of(signature) : Stream.empty())
                .filter(step -> step.completes()
                        && reaches(step.participant())
                        && record(step.id()).isBegun())
                .flatMap(step -> step.signing().isolated().stream())
                .anyMatch(target -> plan.step(StepId.of(Step.Kind.ISOLATE, target))
                        .map(Step.Isolate.class::cast)
                        .filter(step -> record(step.id()).isDone())
                        .filter(step -> !record(step.reconnect()).isDone())
                        .isPresent());
    }

    /** What partita is at when a call fails now. */
    public CallDiagnostics.During during() {
        if (isInAWindow()) {
            return CallDiagnostics.During.WINDOW;
        }
        return hasToBeFinished() ? CallDiagnostics.During.FINISHING : CallDiagnostics.During.RUN;
    }

    /** Whether a target is away, or something was begun that cannot be taken back. */
    public boolean hasToBeFinished() {
        return isInAWindow()
                || plan.steps()
                        .anyMatch(each -> each.reversal() == Step.Reversal.IRREVERSIBLE
                                && record(each.id()).isBegun());
    }

    public StepRecord record(StepId step) {
        return book.step(step);
    }

    /** What a step came to in this process, whether that is recorded or not. */
    void ended(StepId step, Outcome outcome) {
        ended.put(step, outcome);
    }

    /** What a step came to: in this process, or, when it was not its turn, when an earlier one did it. */
    Optional<Outcome> outcome(StepId step) {
        return Optional.ofNullable(ended.get(step))
                .or(() -> record(step).outcome().filter(Outcome::isSuccess));
    }

    /** Durable when it returns, together with what was sent until now. */
    public void write(List<JournalEvent> events) {
        if (!events.isEmpty()) {
            List<SentRequest> sent = network.takeSent();
            List<JournalEvent> all = new ArrayList<>();
            if (!sent.isEmpty()) {
                all.add(new JournalEvent.RequestsSent(id, sent));
            }
            all.addAll(events);
            state.append(all);
        }
    }
}
