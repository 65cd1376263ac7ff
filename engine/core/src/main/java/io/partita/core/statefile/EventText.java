package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.StepId;
import io.partita.core.plan2.Result;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journal records as JSON. */
final class EventText {

    private EventText() {}

    static ObjectNode write(JournalEvent event) {
        return switch (event.kind()) {
            case RUN_STARTED -> runStarted((JournalEvent.RunStarted) event);
            case RUN_RESUMED -> runResumed((JournalEvent.RunResumed) event);
            case WAVE_STARTED -> waveStarted((JournalEvent.WaveStarted) event);
            case STEP_INTENDED -> stepIntended((JournalEvent.StepIntended) event);
            case RESULT_KEPT -> resultKept((JournalEvent.ResultKept) event);
            case STEP_ENDED -> stepEnded((JournalEvent.StepEnded) event);
            case RECEIPT_TAKEN -> receiptTaken((JournalEvent.ReceiptTaken) event);
            case INTERLOCK_OPENED -> interlockOpened((JournalEvent.InterlockOpened) event);
            case INTERLOCK_CLOSED -> interlockClosed((JournalEvent.InterlockClosed) event);
            case RUN_ENDED -> runEnded((JournalEvent.RunEnded) event);
            case RUN_ABANDONED -> runAbandoned((JournalEvent.RunAbandoned) event);
            case LOCK_TAKEN_OVER -> lockTakenOver((JournalEvent.LockTakenOver) event);
            case TORN_LINE_DROPPED -> tornLineDropped((JournalEvent.TornLineDropped) event);
            case STATE_REBUILT -> stateRebuilt((JournalEvent.StateRebuilt) event);
        };
    }

    /** @throws Malformed when it is no record, or one of a newer release */
    static JournalEvent read(JsonObject json) throws Malformed {
        try {
            return readKnown(json);
        } catch (IllegalArgumentException e) {
            throw new Malformed(e.getMessage());
        }
    }

    private static JournalEvent readKnown(JsonObject json) throws Malformed {
        String word = json.text("event");
        switch (word) {
            case "run-started":
                return new JournalEvent.RunStarted(run(json), json.text("plan"), json.text("operator"));
            case "run-resumed":
                return new JournalEvent.RunResumed(run(json), json.text("operator"));
            case "wave-started":
                return new JournalEvent.WaveStarted(run(json), (int) json.number("wave"));
            case "step-intended":
                return new JournalEvent.StepIntended(run(json), step(json), before(json));
            case "result-kept":
                return new JournalEvent.ResultKept(run(json), step(json), ResultText.read(json.object("result")));
            case "step-ended":
                return new JournalEvent.StepEnded(run(json), step(json), OutcomeText.read(json));
            case "receipt-taken":
                return new JournalEvent.ReceiptTaken(run(json), receipt(json.object("receipt")));
            case "interlock-opened":
                return new JournalEvent.InterlockOpened(interlock(json.object("interlock")));
            case "interlock-closed":
                return new JournalEvent.InterlockClosed(interlock(json.object("interlock")), run(json));
            case "run-ended":
                return new JournalEvent.RunEnded(run(json), ExitStatus.of(json.text("exit")));
            case "run-abandoned":
                return new JournalEvent.RunAbandoned(run(json), json.text("reason"));
            case "lock-taken-over":
                return new JournalEvent.LockTakenOver(json.text("former"), json.text("reason"));
            case "torn-line-dropped":
                return new JournalEvent.TornLineDropped((int) json.number("bytes"));
            case "state-rebuilt":
                return new JournalEvent.StateRebuilt(
                        json.text("by"),
                        json.text("reason"),
                        json.text("former"),
                        json.text("kept"),
                        json.list("unknown"));
            default:
                throw new Malformed("the record \"" + word + "\" is not known to this release of partita");
        }
    }

    private static ObjectNode runStarted(JournalEvent.RunStarted event) {
        return of("run-started", event.run()).put("plan", event.planHash()).put("operator", event.operator());
    }

    private static ObjectNode runResumed(JournalEvent.RunResumed event) {
        return of("run-resumed", event.run()).put("operator", event.operator());
    }

    private static ObjectNode waveStarted(JournalEvent.WaveStarted event) {
        return of("wave-started", event.run()).put("wave", event.wave());
    }

    private static ObjectNode stepIntended(JournalEvent.StepIntended event) {
        ObjectNode node =
                of("step-intended", event.run()).put("step", event.step().id());
        event.before().ifPresent(before -> node.set("before", ResultText.write(before)));
        return node;
    }

    private static ObjectNode resultKept(JournalEvent.ResultKept event) {
        ObjectNode node =
                of("result-kept", event.run()).put("step", event.step().id());
        return node.set("result", ResultText.write(event.result()));
    }

    private static ObjectNode stepEnded(JournalEvent.StepEnded event) {
        ObjectNode node = of("step-ended", event.run()).put("step", event.step().id());
        return node.setAll(OutcomeText.write(event.outcome()));
    }

    private static ObjectNode receiptTaken(JournalEvent.ReceiptTaken event) {
        Receipt receipt = event.receipt();
        ObjectNode node = of("receipt-taken", event.run());
        ObjectNode inner = node.putObject("receipt")
                .put("plan", receipt.planHash())
                .put("step", receipt.step().id())
                .put("outcome", receipt.outcome())
                .put("by", receipt.by())
                .put("at", receipt.at().toString());
        ArrayNode results = inner.putArray("results");
        receipt.results().forEach(result -> results.add(ResultText.write(result)));
        return node;
    }

    private static Receipt receipt(JsonObject json) throws Malformed {
        List<Result> results = new ArrayList<>();
        for (JsonObject result : json.objects("results")) {
            results.add(ResultText.read(result));
        }
        return new Receipt(
                json.text("plan"), step(json), json.text("outcome"), results, json.text("by"), json.time("at"));
    }

    private static ObjectNode interlockOpened(JournalEvent.InterlockOpened event) {
        ObjectNode node = CanonicalJson.object().put("event", "interlock-opened");
        return node.set("interlock", interlock(event.interlock()));
    }

    private static ObjectNode interlockClosed(JournalEvent.InterlockClosed event) {
        return of("interlock-closed", event.by()).set("interlock", interlock(event.interlock()));
    }

    private static ObjectNode runEnded(JournalEvent.RunEnded event) {
        return of("run-ended", event.run()).put("exit", event.exit().word());
    }

    private static ObjectNode runAbandoned(JournalEvent.RunAbandoned event) {
        return of("run-abandoned", event.run()).put("reason", event.reason());
    }

    private static ObjectNode lockTakenOver(JournalEvent.LockTakenOver event) {
        return CanonicalJson.object()
                .put("event", "lock-taken-over")
                .put("former", event.former())
                .put("reason", event.reason());
    }

    private static ObjectNode tornLineDropped(JournalEvent.TornLineDropped event) {
        return CanonicalJson.object().put("event", "torn-line-dropped").put("bytes", event.bytes());
    }

    private static ObjectNode stateRebuilt(JournalEvent.StateRebuilt event) {
        ObjectNode node = CanonicalJson.object()
                .put("event", "state-rebuilt")
                .put("by", event.by())
                .put("reason", event.reason())
                .put("former", event.former())
                .put("kept", event.kept());
        event.unknown().forEach(node.putArray("unknown")::add);
        return node;
    }

    static ObjectNode interlock(Interlock interlock) {
        ObjectNode node = CanonicalJson.object()
                .put("kind", interlock.kind().word())
                .put("participant", interlock.participant().name())
                .put("id", interlock.participantId().toString());
        interlock.party().ifPresent(party -> node.put("party", party.toString()));
        node.put("run", interlock.run().id()).put("since", interlock.since().toString());
        interlock.before().ifPresent(before -> node.set("before", ResultText.write(before)));
        return node;
    }

    private static Interlock interlock(JsonObject json) throws Malformed {
        Optional<String> party = json.optionalText("party");
        return new Interlock(
                Interlock.Kind.of(json.text("kind")),
                new ParticipantName(json.text("participant")),
                ParticipantId.of(json.text("id")),
                party.map(PartyId::of),
                run(json),
                json.time("since"),
                before(json));
    }

    private static ObjectNode of(String event, RunId run) {
        return CanonicalJson.object().put("event", event).put("run", run.id());
    }

    private static Optional<Result> before(JsonObject json) throws Malformed {
        return json.has("before") ? Optional.of(ResultText.read(json.object("before"))) : Optional.empty();
    }

    private static RunId run(JsonObject json) throws Malformed {
        return new RunId(json.text("run"));
    }

    private static StepId step(JsonObject json) throws Malformed {
        return new StepId(json.text("step"));
    }
}
