package io.partita.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.model.Fingerprint;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the journal says of steps, record by record. */
class RunBookTest {

    private static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    private static final StepId STEP = new StepId("sign/participant1/Alice/2");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final Result.SignersBefore SIGNERS =
            new Result.SignersBefore(new TreeSet<>(Set.of(new Fingerprint("1220" + "a".repeat(64)))));

    private final RunBook record = new RunBook(RUN, List.of());

    private StepRecord after(JournalEvent... events) {
        record.add(new JournalEntry(1, TIME, "ab", List.of(events)));
        return record.step(STEP);
    }

    private static JournalEvent kept(Result result) {
        return new JournalEvent.ResultKept(RUN, STEP, result);
    }

    private static JournalEvent ended(Outcome outcome) {
        return new JournalEvent.StepEnded(RUN, STEP, outcome);
    }

    @Test
    void aStepThatDoesNotAppearIsUntouched() {
        assertThat(record.step(STEP)).isEqualTo(StepRecord.UNTOUCHED);
    }

    @Test
    void whatIsDurableWithTheIntentIsAResult() {
        StepRecord step = after(new JournalEvent.StepIntended(RUN, STEP, Optional.of(SIGNERS)));

        assertThat(step.isBegun()).isTrue();
        assertThat(step.isUnsettled()).isTrue();
        assertThat(step.result(Result.SignersBefore.class)).contains(SIGNERS);
    }

    @Test
    void aResultIsReplacedByALaterOneOfItsKindOnly() {
        Result.LedgerEnd first = new Result.LedgerEnd(19, TIME);
        Result.LedgerEnd second = new Result.LedgerEnd(20, TIME);
        Result.ImportAnswered answered = new Result.ImportAnswered(Result.Clearing.ARMED);

        StepRecord step = after(kept(first), kept(answered), kept(second));

        assertThat(step.isBegun()).isFalse();
        assertThat(step.result(Result.LedgerEnd.class)).contains(second);
        assertThat(step.result(Result.ImportAnswered.class)).contains(answered);
        assertThat(step.result(Result.Exported.class)).isEmpty();
    }

    @Test
    void anUnknownOutcomeUnsettlesWhatHasSucceeded() {
        Diagnostic why = Diagnostic.error("outcome-unknown", "nobody can tell");

        StepRecord done =
                after(new JournalEvent.StepIntended(RUN, STEP, Optional.empty()), ended(new Outcome.Applied("done")));
        StepRecord doubted = after(ended(new Outcome.Unknown(why)));

        assertThat(done.isDone()).isTrue();
        assertThat(done.isUnsettled()).isFalse();
        assertThat(doubted.isDone()).isFalse();
        assertThat(doubted.isUnsettled()).isTrue();
        assertThat(doubted.outcome().flatMap(Outcome::diagnostic)).contains(why.classed(DiagnosticClass.UNKNOWN));
        assertThat(doubted.outcome().flatMap(Outcome::status)).contains(ExitStatus.UNKNOWN);
    }

    @Test
    void whatOtherRunsDidIsNotSaid() {
        RunId other = new RunId("20260102-030406-0a0b0c");

        StepRecord step = after(
                new JournalEvent.StepIntended(other, STEP, Optional.empty()),
                new JournalEvent.ResultKept(other, STEP, new Result.LedgerEnd(19, TIME)),
                new JournalEvent.WaveStarted(RUN, 1));

        assertThat(step).isEqualTo(StepRecord.UNTOUCHED);
        assertThat(record.steps()).isEmpty();
    }
}
