package io.partita.core.state;

import io.partita.core.approval.Approval;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.SentRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Something that happened, as the journal keeps it. */
public sealed interface JournalEvent {

    Kind kind();

    /** What can happen. */
    enum Kind {
        RUN_STARTED,
        RUN_RESUMED,
        PLAN_APPROVED,
        ACCESS_REPLACED,
        WAVE_STARTED,
        STEP_INTENDED,
        REQUESTS_SENT,
        RESULT_KEPT,
        STEP_ENDED,
        RECEIPT_TAKEN,
        INTERLOCK_OPENED,
        INTERLOCK_CLOSED,
        RUN_ENDED,
        RUN_ABANDONED,
        LOCK_TAKEN_OVER,
        TORN_LINE_DROPPED,
        STATE_REBUILT;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A run begins; its plan is saved beside the journal before. */
    record RunStarted(RunId run, String planHash, String operator) implements JournalEvent {
        public RunStarted {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(planHash, "planHash");
            Objects.requireNonNull(operator, "operator");
        }

        @Override
        public Kind kind() {
            return Kind.RUN_STARTED;
        }
    }

    /** Another process goes on with a run. */
    record RunResumed(RunId run, String operator) implements JournalEvent {
        public RunResumed {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(operator, "operator");
        }

        @Override
        public Kind kind() {
            return Kind.RUN_RESUMED;
        }
    }

    /**
     * People have approved the plan of a run, as a policy wants it; said whenever a process begins with other approvals
     * or another policy than before.
     *
     * @param policy hash of the policy, lower-case hex
     * @param approvals those that count; each counts for this run only
     * @param authors who proposed the plan; none when the policy did not want to know
     */
    record PlanApproved(RunId run, String policy, List<Approval> approvals, SortedSet<String> authors)
            implements JournalEvent {
        public PlanApproved {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(policy, "policy");
            approvals = List.copyOf(approvals);
            authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
        }

        @Override
        public Kind kind() {
            return Kind.PLAN_APPROVED;
        }
    }

    /**
     * A person said anew how what a run names is reached; it counts until it is replaced again.
     *
     * @param by who did
     * @param access all of it, not only what differs
     */
    record AccessReplaced(RunId run, String by, PlanAccess access) implements JournalEvent {
        public AccessReplaced {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(access, "access");
        }

        @Override
        public Kind kind() {
            return Kind.ACCESS_REPLACED;
        }
    }

    record WaveStarted(RunId run, int wave) implements JournalEvent {
        public WaveStarted {
            Objects.requireNonNull(run, "run");
        }

        @Override
        public Kind kind() {
            return Kind.WAVE_STARTED;
        }
    }

    /**
     * A step is about to make its first call that changes something. Durable before that call.
     *
     * @param before what the step is about to change, as it was: a result that becomes durable together with the
     *     intent; empty when nothing of it has to be known later
     */
    record StepIntended(RunId run, StepId step, Optional<Result> before) implements JournalEvent {
        public StepIntended {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(before, "before");
        }

        @Override
        public Kind kind() {
            return Kind.STEP_INTENDED;
        }
    }

    /**
     * Requests that may have changed something, in the order in which their calls ended. Written with whatever a run
     * writes next, so what a process sent last before it died is known by the intents alone.
     *
     * @param requests at least one
     */
    record RequestsSent(RunId run, List<SentRequest> requests) implements JournalEvent {
        public RequestsSent {
            Objects.requireNonNull(run, "run");
            requests = List.copyOf(requests);
            if (requests.isEmpty()) {
                throw new IllegalArgumentException("no request was sent");
            }
        }

        /** The names of those that were called and are no participants of a plan. */
        public List<String> astray(Plan plan) {
            return requests.stream()
                    .map(SentRequest::participant)
                    .filter(name -> !plan.content().participants().containsKey(name))
                    .map(ParticipantName::name)
                    .toList();
        }

        @Override
        public Kind kind() {
            return Kind.REQUESTS_SENT;
        }
    }

    /** What a step leaves for later steps, a resume or a repair. A later one of the same kind and step replaces it. */
    record ResultKept(RunId run, StepId step, Result result) implements JournalEvent {
        public ResultKept {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(result, "result");
        }

        @Override
        public Kind kind() {
            return Kind.RESULT_KEPT;
        }
    }

    record StepEnded(RunId run, StepId step, Outcome outcome) implements JournalEvent {
        public StepEnded {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public Kind kind() {
            return Kind.STEP_ENDED;
        }
    }

    /** Another operator says that a step of theirs is done: for this run it is, with what it has left. */
    record ReceiptTaken(RunId run, Receipt receipt) implements JournalEvent {
        public ReceiptTaken {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(receipt, "receipt");
        }

        @Override
        public Kind kind() {
            return Kind.RECEIPT_TAKEN;
        }
    }

    record InterlockOpened(Interlock interlock) implements JournalEvent {
        public InterlockOpened {
            Objects.requireNonNull(interlock, "interlock");
        }

        @Override
        public Kind kind() {
            return Kind.INTERLOCK_OPENED;
        }
    }

    /** @param by the run that closed it, which may be another than the one that opened it */
    record InterlockClosed(Interlock interlock, RunId by) implements JournalEvent {
        public InterlockClosed {
            Objects.requireNonNull(interlock, "interlock");
            Objects.requireNonNull(by, "by");
        }

        @Override
        public Kind kind() {
            return Kind.INTERLOCK_CLOSED;
        }
    }

    record RunEnded(RunId run, ExitStatus exit) implements JournalEvent {
        public RunEnded {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(exit, "exit");
        }

        @Override
        public Kind kind() {
            return Kind.RUN_ENDED;
        }
    }

    /** A person gave a run up: it is not resumed any more. */
    record RunAbandoned(RunId run, String reason) implements JournalEvent {
        public RunAbandoned {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.RUN_ABANDONED;
        }
    }

    /** The lock of another process was taken over or removed. */
    record LockTakenOver(String former, String reason) implements JournalEvent {
        public LockTakenOver {
            Objects.requireNonNull(former, "former");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.LOCK_TAKEN_OVER;
        }
    }

    /** A crash had cut the last line short; it was dropped. */
    record TornLineDropped(int bytes) implements JournalEvent {
        @Override
        public Kind kind() {
            return Kind.TORN_LINE_DROPPED;
        }
    }

    /**
     * This state was made anew from the live topology, because the former one could not be used any more.
     *
     * @param by who did it
     * @param reason why, as that person said it
     * @param former lineage of the former state; empty when not even that could be read
     * @param kept where the files of the former state are kept, within the state folder; empty when there were none
     * @param unknown what could not be known, a sentence each
     */
    record StateRebuilt(String by, String reason, String former, String kept, List<String> unknown)
            implements JournalEvent {
        public StateRebuilt {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(former, "former");
            Objects.requireNonNull(kept, "kept");
            unknown = List.copyOf(unknown);
        }

        @Override
        public Kind kind() {
            return Kind.STATE_REBUILT;
        }
    }
}
