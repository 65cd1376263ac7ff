package io.partita.core.evidence;

import io.partita.core.approval.Approval;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Ref;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a run went, as its journal says.
 *
 * @param run the run
 * @param lineage of the state that recorded it
 * @param planHash hash of the plan that it was started with, lower-case hex
 * @param plan the text of that plan, byte for byte as it was approved
 * @param entries everything that was written from its beginning to its end, oldest first, not empty: what was about to
 *     be changed before it was, and what was found afterwards
 */
public record Evidence(RunId run, String lineage, String planHash, String plan, List<Entry> entries) {

    /**
     * A durable write of the journal.
     *
     * @param sequence its number in the journal
     * @param time when it was written, by the clock of the machine
     * @param previous hash of the entry before, lower-case hex
     * @param events what happened
     * @param hash its own, which covers all of this
     */
    public record Entry(long sequence, Instant time, String previous, List<JournalEvent> events, String hash) {
        public Entry {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(previous, "previous");
            events = List.copyOf(events);
            Objects.requireNonNull(hash, "hash");
        }
    }

    /** Evidence that agrees with itself, and its plan. @param sha256 of the file's contents */
    public record Sound(Evidence evidence, Plan plan, String sha256) {}

    public Evidence {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(lineage, "lineage");
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(plan, "plan");
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("evidence of nothing");
        }
    }

    /** When the run began. */
    public Instant first() {
        return entries.get(0).time();
    }

    /** When something of the run was written last. */
    public Instant last() {
        return entries.get(entries.size() - 1).time();
    }

    /** How it ended last; empty when nothing says that it did. */
    public Optional<ExitStatus> exit() {
        return events(JournalEvent.RunEnded.class)
                .filter(ended -> ended.run().equals(run))
                .map(JournalEvent.RunEnded::exit)
                .reduce((former, later) -> later);
    }

    /** The approvals that it went on with last; none when nobody had to approve it. */
    public List<Approval> approvals() {
        return approved()
                .map(JournalEvent.PlanApproved::approvals)
                .reduce((former, later) -> later)
                .orElse(List.of());
    }

    /** Every approval that the run ever went on with. */
    public List<Approval> everyApproval() {
        return approved().flatMap(approved -> approved.approvals().stream()).toList();
    }

    /** How many requests the run has sent that may have changed something. */
    public long requests() {
        return sent().mapToLong(sent -> sent.requests().size()).sum();
    }

    /** What the run has sent. */
    Stream<JournalEvent.RequestsSent> sent() {
        return events(JournalEvent.RequestsSent.class).filter(sent -> sent.run().equals(run));
    }

    /** Entries between those of a run can be of another one, which has another plan. */
    private Stream<JournalEvent.PlanApproved> approved() {
        return events(JournalEvent.PlanApproved.class)
                .filter(approved -> approved.run().equals(run));
    }

    /** What it says of each step. */
    RunBook book() {
        return new RunBook(
                run,
                entries.stream()
                        .map(entry -> new JournalEntry(entry.sequence(), entry.time(), entry.hash(), entry.events()))
                        .toList());
    }

    /**
     * Signatures of owners of keys that are in it and that the run has not brought to the network: whoever has one can
     * do that without partita.
     *
     * @param plan the one of the run
     * @return the steps that collected them, in the order of the plan
     */
    public List<Step.CollectSignature> consents(Plan plan) {
        RunBook book = book();
        Set<StepId> unused = plan.steps()
                .filter(step -> !book.step(step.id()).isDone())
                .flatMap(step -> step.collected().stream())
                .map(Ref::step)
                .collect(Collectors.toSet());
        return plan.steps()
                .filter(Step.CollectSignature.class::isInstance)
                .map(Step.CollectSignature.class::cast)
                .filter(step -> unused.contains(step.id()))
                .filter(step -> book.step(step.id()).result(Result.Signed.class).isPresent())
                .toList();
    }

    private <E extends JournalEvent> Stream<E> events(Class<E> type) {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
