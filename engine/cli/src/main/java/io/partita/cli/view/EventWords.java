package io.partita.cli.view;

import io.partita.cli.text.Inked;
import io.partita.cli.text.OutcomeText;
import io.partita.core.plan.Result;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunId;
import io.partita.core.store.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The journal in words. */
final class EventWords {

    private EventWords() {}

    /** An event in words. */
    record Told(JournalEntry entry, JournalEvent event, Inked text) {}

    /** @param run of which run; empty for what happened to the folder itself */
    private record About(Optional<RunId> run, Inked text) {}

    /** The events of a run, and those of the folder itself, in the order in which they were recorded. */
    static List<Told> of(Recording recording, RunId run) {
        List<Told> told = new ArrayList<>();
        for (JournalEntry entry : recording.entries()) {
            for (JournalEvent event : entry.events()) {
                About about = about(event);
                if (about.run().map(run::equals).orElse(true)) {
                    told.add(new Told(entry, event, about.text()));
                }
            }
        }
        return told;
    }

    private static About about(JournalEvent event) {
        return switch (event.kind()) {
            case RUN_STARTED -> started((JournalEvent.RunStarted) event);
            case RUN_RESUMED -> resumed((JournalEvent.RunResumed) event);
            case PLAN_APPROVED -> approved((JournalEvent.PlanApproved) event);
            case ACCESS_REPLACED -> replaced((JournalEvent.AccessReplaced) event);
            case WAVE_STARTED -> waveStarted((JournalEvent.WaveStarted) event);
            case STEP_INTENDED -> intended((JournalEvent.StepIntended) event);
            case REQUESTS_SENT -> sent((JournalEvent.RequestsSent) event);
            case RESULT_KEPT -> kept((JournalEvent.ResultKept) event);
            case STEP_ENDED -> stepEnded((JournalEvent.StepEnded) event);
            case RECEIPT_TAKEN -> taken((JournalEvent.ReceiptTaken) event);
            case INTERLOCK_OPENED -> opened(((JournalEvent.InterlockOpened) event).interlock());
            case INTERLOCK_CLOSED -> closed((JournalEvent.InterlockClosed) event);
            case RUN_ENDED -> ended((JournalEvent.RunEnded) event);
            case RUN_ABANDONED -> abandoned((JournalEvent.RunAbandoned) event);
            case LOCK_TAKEN_OVER -> takenOver((JournalEvent.LockTakenOver) event);
            case TORN_LINE_DROPPED -> torn((JournalEvent.TornLineDropped) event);
            case STATE_REBUILT -> rebuilt((JournalEvent.StateRebuilt) event);
        };
    }

    private static About started(JournalEvent.RunStarted event) {
        return about(event.run(), "run started by " + event.operator() + " with plan " + event.planHash());
    }

    private static About resumed(JournalEvent.RunResumed event) {
        return about(event.run(), "run resumed by " + event.operator());
    }

    private static About approved(JournalEvent.PlanApproved event) {
        String who = event.approvals().stream()
                .map(approval -> approval.who() + " (" + approval.key() + ")")
                .collect(Collectors.joining(", "));
        return about(event.run(), "plan approved by " + who + ", as policy " + event.policy() + " wants it");
    }

    private static About replaced(JournalEvent.AccessReplaced event) {
        return about(event.run(), "another access taken by " + event.by());
    }

    private static About waveStarted(JournalEvent.WaveStarted event) {
        return about(event.run(), "wave " + event.wave() + " started");
    }

    private static About intended(JournalEvent.StepIntended event) {
        return about(event.run(), event.step() + " is about to act" + before(event.before()));
    }

    private static About sent(JournalEvent.RequestsSent event) {
        return about(
                event.run(),
                event.requests().stream()
                        .map(request -> request.method()
                                        .substring(request.method().indexOf('/') + 1) + " of "
                                + request.participant() + " at " + request.began() + ": " + request.end() + ", SHA-256 "
                                + request.sha256())
                        .collect(Collectors.joining("; ", "sent: ", "")));
    }

    private static About kept(JournalEvent.ResultKept event) {
        return about(event.run(), event.step() + " noted: " + ResultText.of(event.result()));
    }

    private static About stepEnded(JournalEvent.StepEnded event) {
        OutcomeText outcome = OutcomeText.of(event.outcome());
        return about(event.run(), event.step() + " " + outcome.word() + ": " + outcome.text());
    }

    private static About taken(JournalEvent.ReceiptTaken event) {
        Receipt receipt = event.receipt();
        String results = receipt.results().stream().map(ResultText::of).collect(Collectors.joining("; ", "; ", ""));
        return about(
                event.run(),
                receipt.step() + " done by " + receipt.by() + " at " + receipt.at() + ": " + receipt.told()
                        + (receipt.results().isEmpty() ? "" : results));
    }

    private static About opened(Interlock interlock) {
        return new About(
                Optional.of(interlock.run()),
                Inked.of("opened: ").plus(RunText.interlock(interlock)).plus(before(interlock.before())));
    }

    private static About closed(JournalEvent.InterlockClosed event) {
        return new About(Optional.of(event.by()), Inked.of("closed: ").plus(RunText.interlock(event.interlock())));
    }

    private static About ended(JournalEvent.RunEnded event) {
        return about(event.run(), "run ended: " + event.exit().word());
    }

    private static About abandoned(JournalEvent.RunAbandoned event) {
        return about(event.run(), "run abandoned: " + event.reason());
    }

    private static About takenOver(JournalEvent.LockTakenOver event) {
        return ofFolder("lock of " + event.former() + " taken over: " + event.reason());
    }

    private static About torn(JournalEvent.TornLineDropped event) {
        return ofFolder("a torn last line of " + event.bytes() + " bytes dropped");
    }

    private static About rebuilt(JournalEvent.StateRebuilt event) {
        return ofFolder("state rebuilt from the live topology by " + event.by() + ": " + event.reason()
                + "; not known: " + String.join("; ", event.unknown()));
    }

    private static About about(RunId run, String text) {
        return new About(Optional.of(run), Inked.of(text));
    }

    private static About ofFolder(String text) {
        return new About(Optional.empty(), Inked.of(text));
    }

    private static String before(Optional<Result> before) {
        return before.map(result -> " (before: " + ResultText.of(result) + ")").orElse("");
    }
}
