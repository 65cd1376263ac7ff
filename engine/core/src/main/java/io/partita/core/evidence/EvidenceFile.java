package io.partita.core.evidence;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.SHA256;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.codec.EventCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Sha256;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.PlanFile;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.statefile.JournalLines;
import io.partita.core.store.Recording;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file of evidence: one text for the same run of the same state. Each entry carries the hash of the one before, and
 * the file the hash of everything in it. Hashes show that something was changed since; that nobody wrote the whole anew
 * shows only a copy of the hash that was kept elsewhere, or a signature of the file.
 */
public final class EvidenceFile {

    /** The largest file that is read, in bytes. */
    public static final int LARGEST = 256 << 20;

    private static final String CHANGED = "evidence-changed";

    private static final Shape<Evidence.Entry> ENTRY = Shape.of(Evidence.Entry.class, "entry", table -> {
        var sequence = table.field("sequence", COUNT, Evidence.Entry::sequence);
        var time = table.field("time", INSTANT, Evidence.Entry::time);
        var previous =
                table.field("previous", SHA256, Evidence.Entry::previous).described("The hash of the entry before.");
        var events = table.field("events", Codecs.filledList(EventCodecs.EVENT), Evidence.Entry::events);
        var hash = table.field("hash", SHA256, Evidence.Entry::hash)
                .described("Of the journal's line for this entry, without its hash.");
        return read ->
                new Evidence.Entry(sequence.in(read), time.in(read), previous.in(read), events.in(read), hash.in(read));
    });

    private static final Shape<Evidence> CONTENTS = Shape.of(Evidence.class, "contents", table -> {
        var run = table.field("run", StateCodecs.RUN_ID, Evidence::run);
        var lineage = table.field("lineage", TEXT, Evidence::lineage).described("Of the state that recorded the run.");
        var hash = table.field("plan_hash", SHA256, Evidence::planHash);
        var plan =
                table.field("plan", TEXT, Evidence::plan).described("The text of the plan's file, as it was approved.");
        var entries = table.field("entries", Codecs.filledList(ENTRY), Evidence::entries)
                .described("The journal from the run's beginning to its end.");
        return read -> new Evidence(run.in(read), lineage.in(read), hash.in(read), plan.in(read), entries.in(read));
    });

    /** As it is written; the hash is compared when everything else was looked at, which says more. */
    private record Sealed(String sha256, Evidence evidence) {}

    private static final Shape<Sealed> FILE = Shape.of(Sealed.class, "evidence", table -> {
        table.constant("format", "partita.evidence/1");
        var sha256 = table.field("sha256", SHA256, Sealed::sha256)
                .described("The hash of the members that follow, written as an object in one line.");
        var evidence = table.inline(CONTENTS, Sealed::evidence);
        return read -> new Sealed(sha256.in(read), evidence.in(read));
    });

    private EvidenceFile() {}

    /** The JSON Schema of the file, generated from its tables. */
    public static String schema() {
        return FILE.schema(
                "urn:partita:evidence:1",
                "Evidence of a run of partita",
                "The plan, its approvals and everything that was written of a run. It holds no secret.");
    }

    /**
     * What a state says of a run.
     *
     * @param plan the text of the plan that it was started with
     * @return empty when nothing of it is recorded
     */
    public static Optional<Evidence> of(Recording recording, RunId run, String planHash, String plan) {
        List<Evidence.Entry> all = new ArrayList<>();
        String previous = JournalLines.genesis(recording.state().lineage());
        int last = 0;
        for (JournalEntry entry : recording.entries()) {
            boolean begins = entry.events().stream()
                    .anyMatch(event -> event instanceof JournalEvent.RunStarted started
                            && started.run().equals(run));
            if (begins || !all.isEmpty()) {
                all.add(new Evidence.Entry(entry.sequence(), entry.time(), previous, entry.events(), entry.hash()));
            }
            if (!all.isEmpty() && entry.events().stream().anyMatch(event -> isOf(run, event))) {
                last = all.size();
            }
            previous = entry.hash();
        }
        return last == 0
                ? Optional.empty()
                : Optional.of(new Evidence(run, recording.state().lineage(), planHash, plan, all.subList(0, last)));
    }

    private static boolean isOf(RunId run, JournalEvent event) {
        return switch (event.kind()) {
            case RUN_STARTED -> ((JournalEvent.RunStarted) event).run().equals(run);
            case RUN_RESUMED -> ((JournalEvent.RunResumed) event).run().equals(run);
            case PLAN_APPROVED -> ((JournalEvent.PlanApproved) event).run().equals(run);
            case ACCESS_REPLACED -> ((JournalEvent.AccessReplaced) event).run().equals(run);
            case WAVE_STARTED -> ((JournalEvent.WaveStarted) event).run().equals(run);
            case STEP_INTENDED -> ((JournalEvent.StepIntended) event).run().equals(run);
            case REQUESTS_SENT -> ((JournalEvent.RequestsSent) event).run().equals(run);
            case RESULT_KEPT -> ((JournalEvent.ResultKept) event).run().equals(run);
            case STEP_ENDED -> ((JournalEvent.StepEnded) event).run().equals(run);
            case RECEIPT_TAKEN -> ((JournalEvent.ReceiptTaken) event).run().equals(run);
            case INTERLOCK_OPENED ->
                ((JournalEvent.InterlockOpened) event).interlock().run().equals(run);
            case INTERLOCK_CLOSED -> ((JournalEvent.InterlockClosed) event).by().equals(run);
            case RUN_ENDED -> ((JournalEvent.RunEnded) event).run().equals(run);
            case RUN_ABANDONED -> ((JournalEvent.RunAbandoned) event).run().equals(run);
            case LOCK_TAKEN_OVER, TORN_LINE_DROPPED, STATE_REBUILT -> false;
        };
    }

    /** The file: one text for the same evidence. */
    public static String text(Evidence evidence) {
        return new String(FILE.page(new Sealed(sha256(evidence), evidence)), StandardCharsets.UTF_8);
    }

    /** What a copy of is worth keeping elsewhere. */
    public static String sha256(Evidence evidence) {
        return Sha256.of(CONTENTS.line(evidence));
    }

    /**
     * Reads a file, and finds whatever was changed, taken out, put in or moved since it was written: all that is found
     * is said. Asks nobody and reads nothing else. Whose the signatures are is not looked at.
     *
     * @param bytes at most {@link #LARGEST}
     * @param fileName for the places in diagnostics
     */
    public static Checked<Evidence.Sound> verify(byte[] bytes, String fileName) {
        return FILE.read(bytes, fileName).then(held -> verified(held, bytes));
    }

    private static Checked<Evidence.Sound> verified(Sealed held, byte[] bytes) {
        Evidence evidence = held.evidence();
        List<Diagnostic> wrong = new ArrayList<>(chain(evidence));
        Checked<Plan> plan = plan(evidence);
        wrong.addAll(plan.diagnostics());
        plan.optional().flatMap(read -> incomplete(evidence, read)).ifPresent(wrong::add);
        plan.optional().map(read -> astray(evidence, read)).ifPresent(wrong::addAll);
        String sha256 = sha256(evidence);
        if (!sha256.equals(held.sha256())) {
            wrong.add(changed("the contents are not those that were sealed")
                    .because("their hash is " + sha256 + ", the file says " + held.sha256()));
        } else if (!Arrays.equals(bytes, FILE.page(held))) {
            wrong.add(changed("the file is not laid out as it was written"));
        }
        return wrong.isEmpty() ? Checked.of(new Evidence.Sound(evidence, plan.value(), sha256)) : Checked.failed(wrong);
    }

    private static List<Diagnostic> chain(Evidence evidence) {
        List<Diagnostic> wrong = new ArrayList<>();
        Evidence.Entry before = null;
        for (Evidence.Entry entry : evidence.entries()) {
            String hash = JournalLines.write(entry.sequence(), entry.time(), entry.previous(), entry.events())
                    .entry()
                    .hash();
            if (!hash.equals(entry.hash())) {
                wrong.add(changed("entry " + entry.sequence() + " is not what was written")
                        .because("its hash is not that of what it says"));
            }
            if (before != null && !follows(entry, before)) {
                wrong.add(changed("entry " + entry.sequence() + " does not follow entry " + before.sequence())
                        .because("one between them is missing, or they were moved"));
            }
            before = entry;
        }
        Evidence.Entry first = evidence.entries().get(0);
        boolean begins = first.events().stream()
                .anyMatch(event -> event instanceof JournalEvent.RunStarted started
                        && started.run().equals(evidence.run())
                        && started.planHash().equals(evidence.planHash()));
        boolean founded = first.sequence() != 1 || first.previous().equals(JournalLines.genesis(evidence.lineage()));
        if (!begins || !founded) {
            wrong.add(changed("the first entry is not the beginning of run " + evidence.run())
                    .because("it has to start this run with plan " + evidence.planHash()));
        }
        return wrong;
    }

    private static boolean follows(Evidence.Entry entry, Evidence.Entry before) {
        return entry.sequence() == before.sequence() + 1 && entry.previous().equals(before.hash());
    }

    private static Checked<Plan> plan(Evidence evidence) {
        return PlanFile.read(evidence.plan().getBytes(StandardCharsets.UTF_8), "plan")
                .then(plan -> PlanFile.write(plan).hash().equals(evidence.planHash())
                        ? Checked.of(plan)
                        : Checked.failed(changed("the plan is not the one that the run was started with")
                                .because("its hash is " + PlanFile.write(plan).hash() + ", and the run's is "
                                        + evidence.planHash())));
    }

    /** A run that says it is done has an end for every step of its plan. */
    private static Optional<Diagnostic> incomplete(Evidence evidence, Plan plan) {
        if (evidence.exit().filter(exit -> exit == ExitStatus.DONE).isEmpty()) {
            return Optional.empty();
        }
        RunBook book = evidence.book();
        List<String> open = plan.steps()
                .filter(step -> !book.step(step.id()).isDone())
                .map(step -> step.id().id())
                .toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(changed("the run says that it is done, and has no end of " + String.join(", ", open)));
    }

    /** Whoever is no participant of the plan was not called by its run. */
    private static List<Diagnostic> astray(Evidence evidence, Plan plan) {
        return evidence.sent()
                .flatMap(sent -> sent.astray(plan).stream())
                .distinct()
                .map(name -> changed("it has requests to " + name + ", which is no participant of the plan"))
                .toList();
    }

    private static Diagnostic changed(String what) {
        return Diagnostic.error(CHANGED, what)
                .fix("Do not rely on this file: have it written again from the state, and compare the hashes.");
    }
}
