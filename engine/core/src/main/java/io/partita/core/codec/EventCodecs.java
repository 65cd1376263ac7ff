package io.partita.core.codec;

import static io.partita.core.codec.ResultCodecs.RESULT;
import static io.partita.core.codec.StateCodecs.INTERLOCK;
import static io.partita.core.codec.StateCodecs.RUN_ID;
import static io.partita.core.codec.StateCodecs.STEP_ID;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.provider.SentRequest;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;

/** What a journal keeps. */
public final class EventCodecs {

    private static final Shape<Outcome> OUTCOME = StateCodecs.outcome(DiagnosticCodecs.DIAGNOSTIC);

    /** A kind that is not here does not compile. */
    public static final Shape<JournalEvent> EVENT = Shape.variants(
            "journal-event",
            "event",
            JournalEvent.Kind.class,
            JournalEvent.Kind::word,
            JournalEvent::kind,
            EventCodecs::of);

    private static final Shape<JournalEvent.RunStarted> RUN_STARTED =
            Shape.of(JournalEvent.RunStarted.class, "run-started", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.RunStarted::run);
                var plan = table.field("plan", TEXT, JournalEvent.RunStarted::planHash);
                var operator = table.field("operator", TEXT, JournalEvent.RunStarted::operator);
                return read -> new JournalEvent.RunStarted(run.in(read), plan.in(read), operator.in(read));
            });

    private static final Shape<JournalEvent.RunResumed> RUN_RESUMED =
            Shape.of(JournalEvent.RunResumed.class, "run-resumed", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.RunResumed::run);
                var operator = table.field("operator", TEXT, JournalEvent.RunResumed::operator);
                return read -> new JournalEvent.RunResumed(run.in(read), operator.in(read));
            });

    private static final Shape<JournalEvent.PlanApproved> PLAN_APPROVED =
            Shape.of(JournalEvent.PlanApproved.class, "plan-approved", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.PlanApproved::run);
                var policy = table.field("policy", Codecs.SHA256, JournalEvent.PlanApproved::policy);
                var approvals = table.field(
                        "approvals", Codecs.list(ApprovalCodecs.APPROVAL), JournalEvent.PlanApproved::approvals);
                var authors = table.field("authors", Codecs.sortedSet(TEXT), JournalEvent.PlanApproved::authors);
                return read -> new JournalEvent.PlanApproved(
                        run.in(read), policy.in(read), approvals.in(read), authors.in(read));
            });

    private static final Shape<JournalEvent.AccessReplaced> ACCESS_REPLACED =
            Shape.of(JournalEvent.AccessReplaced.class, "access-replaced", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.AccessReplaced::run);
                var by = table.field("by", TEXT, JournalEvent.AccessReplaced::by);
                var access = table.field("access", AccessCodecs.PLAN_ACCESS, JournalEvent.AccessReplaced::access);
                return read -> new JournalEvent.AccessReplaced(run.in(read), by.in(read), access.in(read));
            });

    private static final Shape<JournalEvent.WaveStarted> WAVE_STARTED =
            Shape.of(JournalEvent.WaveStarted.class, "wave-started", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.WaveStarted::run);
                var wave = table.field("wave", NUMBER, JournalEvent.WaveStarted::wave);
                return read -> new JournalEvent.WaveStarted(run.in(read), wave.in(read));
            });

    private static final Shape<JournalEvent.StepIntended> STEP_INTENDED =
            Shape.of(JournalEvent.StepIntended.class, "step-intended", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.StepIntended::run);
                var step = table.field("step", STEP_ID, JournalEvent.StepIntended::step);
                var before = table.optional("before", RESULT, JournalEvent.StepIntended::before);
                return read -> new JournalEvent.StepIntended(run.in(read), step.in(read), before.in(read));
            });

    private static final Shape<SentRequest> SENT = Shape.of(SentRequest.class, "sent-request", table -> {
        var participant = table.field("participant", ModelCodecs.PARTICIPANT, SentRequest::participant);
        var method = table.field("method", TEXT, SentRequest::method);
        var began = table.field("began", Codecs.INSTANT, SentRequest::began);
        var messages = table.field("messages", Codecs.COUNT, SentRequest::messages);
        var bytes = table.field("bytes", Codecs.COUNT, SentRequest::bytes);
        var sha256 = table.field("sha256", Codecs.SHA256, SentRequest::sha256)
                .described("Of the bytes of its messages one after the other, as Protocol Buffers encode them.");
        var end = table.field("end", TEXT, SentRequest::end)
                .described("How the call ended, by gRPC's name: OK when it was answered.");
        return read -> new SentRequest(
                participant.in(read),
                method.in(read),
                began.in(read),
                messages.in(read),
                bytes.in(read),
                sha256.in(read),
                end.in(read));
    });

    private static final Shape<JournalEvent.RequestsSent> REQUESTS_SENT =
            Shape.of(JournalEvent.RequestsSent.class, "requests-sent", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.RequestsSent::run);
                var requests = table.field("requests", Codecs.filledList(SENT), JournalEvent.RequestsSent::requests);
                return read -> new JournalEvent.RequestsSent(run.in(read), requests.in(read));
            });

    private static final Shape<JournalEvent.ResultKept> RESULT_KEPT =
            Shape.of(JournalEvent.ResultKept.class, "result-kept", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.ResultKept::run);
                var step = table.field("step", STEP_ID, JournalEvent.ResultKept::step);
                var result = table.field("result", RESULT, JournalEvent.ResultKept::result);
                return read -> new JournalEvent.ResultKept(run.in(read), step.in(read), result.in(read));
            });

    private static final Shape<JournalEvent.ReceiptTaken> RECEIPT_TAKEN =
            Shape.of(JournalEvent.ReceiptTaken.class, "receipt-taken", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.ReceiptTaken::run);
                var receipt = table.field("receipt", ReceiptCodecs.RECEIPT, JournalEvent.ReceiptTaken::receipt);
                return read -> new JournalEvent.ReceiptTaken(run.in(read), receipt.in(read));
            });

    private static final Shape<JournalEvent.StepEnded> STEP_ENDED =
            Shape.of(JournalEvent.StepEnded.class, "step-ended", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.StepEnded::run);
                var step = table.field("step", STEP_ID, JournalEvent.StepEnded::step);
                var outcome = table.inline(OUTCOME, JournalEvent.StepEnded::outcome);
                return read -> new JournalEvent.StepEnded(run.in(read), step.in(read), outcome.in(read));
            });

    private static final Shape<JournalEvent.InterlockOpened> INTERLOCK_OPENED =
            Shape.of(JournalEvent.InterlockOpened.class, "interlock-opened", table -> {
                var interlock = table.field("interlock", INTERLOCK, JournalEvent.InterlockOpened::interlock);
                return read -> new JournalEvent.InterlockOpened(interlock.in(read));
            });

    private static final Shape<JournalEvent.InterlockClosed> INTERLOCK_CLOSED =
            Shape.of(JournalEvent.InterlockClosed.class, "interlock-closed", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.InterlockClosed::by);
                var interlock = table.field("interlock", INTERLOCK, JournalEvent.InterlockClosed::interlock);
                return read -> new JournalEvent.InterlockClosed(interlock.in(read), run.in(read));
            });

    private static final Shape<JournalEvent.RunEnded> RUN_ENDED =
            Shape.of(JournalEvent.RunEnded.class, "run-ended", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.RunEnded::run);
                var exit = table.field("exit", StateCodecs.EXIT, JournalEvent.RunEnded::exit);
                return read -> new JournalEvent.RunEnded(run.in(read), exit.in(read));
            });

    private static final Shape<JournalEvent.RunAbandoned> RUN_ABANDONED =
            Shape.of(JournalEvent.RunAbandoned.class, "run-abandoned", table -> {
                var run = table.field("run", RUN_ID, JournalEvent.RunAbandoned::run);
                var reason = table.field("reason", TEXT, JournalEvent.RunAbandoned::reason);
                return read -> new JournalEvent.RunAbandoned(run.in(read), reason.in(read));
            });

    private static final Shape<JournalEvent.LockTakenOver> LOCK_TAKEN_OVER =
            Shape.of(JournalEvent.LockTakenOver.class, "lock-taken-over", table -> {
                var former = table.field("former", TEXT, JournalEvent.LockTakenOver::former);
                var reason = table.field("reason", TEXT, JournalEvent.LockTakenOver::reason);
                return read -> new JournalEvent.LockTakenOver(former.in(read), reason.in(read));
            });

    private static final Shape<JournalEvent.TornLineDropped> TORN_LINE_DROPPED =
            Shape.of(JournalEvent.TornLineDropped.class, "torn-line-dropped", table -> {
                var bytes = table.field("bytes", NUMBER, JournalEvent.TornLineDropped::bytes);
                return read -> new JournalEvent.TornLineDropped(bytes.in(read));
            });

    private static final Shape<JournalEvent.StateRebuilt> STATE_REBUILT =
            Shape.of(JournalEvent.StateRebuilt.class, "state-rebuilt", table -> {
                var by = table.field("by", TEXT, JournalEvent.StateRebuilt::by);
                var reason = table.field("reason", TEXT, JournalEvent.StateRebuilt::reason);
                var former = table.field("former", TEXT, JournalEvent.StateRebuilt::former);
                var kept = table.field("kept", TEXT, JournalEvent.StateRebuilt::kept);
                var unknown = table.field("unknown", Codecs.list(TEXT), JournalEvent.StateRebuilt::unknown);
                return read -> new JournalEvent.StateRebuilt(
                        by.in(read), reason.in(read), former.in(read), kept.in(read), unknown.in(read));
            });

    private EventCodecs() {}

    private static Shape<? extends JournalEvent> of(JournalEvent.Kind kind) {
        return switch (kind) {
            case RUN_STARTED -> RUN_STARTED;
            case RUN_RESUMED -> RUN_RESUMED;
            case PLAN_APPROVED -> PLAN_APPROVED;
            case ACCESS_REPLACED -> ACCESS_REPLACED;
            case WAVE_STARTED -> WAVE_STARTED;
            case STEP_INTENDED -> STEP_INTENDED;
            case REQUESTS_SENT -> REQUESTS_SENT;
            case RESULT_KEPT -> RESULT_KEPT;
            case RECEIPT_TAKEN -> RECEIPT_TAKEN;
            case STEP_ENDED -> STEP_ENDED;
            case INTERLOCK_OPENED -> INTERLOCK_OPENED;
            case INTERLOCK_CLOSED -> INTERLOCK_CLOSED;
            case RUN_ENDED -> RUN_ENDED;
            case RUN_ABANDONED -> RUN_ABANDONED;
            case LOCK_TAKEN_OVER -> LOCK_TAKEN_OVER;
            case TORN_LINE_DROPPED -> TORN_LINE_DROPPED;
            case STATE_REBUILT -> STATE_REBUILT;
        };
    }
}
