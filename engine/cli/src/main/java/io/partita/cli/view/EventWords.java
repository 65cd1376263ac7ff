package io.partita.cli.view;

import io.partita.cli.text.OutcomeText;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.JournalEventMatch;
import io.partita.core.state.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The journal in words. */
final class EventWords implements JournalEventMatch<EventWords.About> {

    static final EventWords WORDS = new EventWords();

    private EventWords() {}

    /**
     * An event in words.
     *
     * @param kind what kind of event, a stable word for machines
     * @param run of which run; empty for what happened to the folder itself
     * @param text for people
     */
    record About(String kind, Optional<RunId> run, String text) {}

    @Override
    public About runStarted(JournalEvent.RunStarted event) {
        return about(
                "run-started", event.run(), "run started by " + event.operator() + " with plan " + event.planHash());
    }

    @Override
    public About runResumed(JournalEvent.RunResumed event) {
        return about("run-resumed", event.run(), "run resumed by " + event.operator());
    }

    @Override
    public About waveStarted(JournalEvent.WaveStarted event) {
        return about("wave-started", event.run(), "wave " + event.wave() + " started");
    }

    @Override
    public About stepIntended(JournalEvent.StepIntended event) {
        return about("step-intended", event.run(), event.step() + " is about to act" + values(event.details()));
    }

    @Override
    public About stepNoted(JournalEvent.StepNoted event) {
        return about("step-noted", event.run(), event.step() + " noted" + values(event.values()));
    }

    @Override
    public About stepEnded(JournalEvent.StepEnded event) {
        OutcomeText outcome = OutcomeText.of(event.outcome());
        return about("step-ended", event.run(), event.step() + " " + outcome.word() + ": " + outcome.text());
    }

    @Override
    public About interlockOpened(JournalEvent.InterlockOpened event) {
        Interlock interlock = event.interlock();
        return about(
                "interlock-opened",
                interlock.run(),
                "opened: " + RunText.interlock(interlock) + values(interlock.values()));
    }

    @Override
    public About interlockClosed(JournalEvent.InterlockClosed event) {
        return about("interlock-closed", event.by(), "closed: " + RunText.interlock(event.interlock()));
    }

    @Override
    public About runEnded(JournalEvent.RunEnded event) {
        return about("run-ended", event.run(), "run ended: " + event.exit().word());
    }

    @Override
    public About runAbandoned(JournalEvent.RunAbandoned event) {
        return about("run-abandoned", event.run(), "run abandoned: " + event.reason());
    }

    @Override
    public About lockTakenOver(JournalEvent.LockTakenOver event) {
        return new About(
                "lock-taken-over", Optional.empty(), "lock of " + event.former() + " taken over: " + event.reason());
    }

    @Override
    public About tornLineDropped(JournalEvent.TornLineDropped event) {
        return new About(
                "torn-line-dropped", Optional.empty(), "a torn last line of " + event.bytes() + " bytes dropped");
    }

    @Override
    public About stateRebuilt(JournalEvent.StateRebuilt event) {
        return new About(
                "state-rebuilt",
                Optional.empty(),
                "state rebuilt from the live topology by " + event.by() + ": " + event.reason() + "; not known: "
                        + String.join("; ", event.unknown()));
    }

    private static About about(String kind, RunId run, String text) {
        return new About(kind, Optional.of(run), text);
    }

    private static String values(Map<String, String> values) {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
