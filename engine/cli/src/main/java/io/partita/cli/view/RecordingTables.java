package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.report.RunStanding;
import io.partita.cli.result.Payload;
import io.partita.core.approval.Approval;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.plan.Wave;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunSummary;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import java.util.List;
import java.util.Optional;

/** What is recorded of runs, as members of the answer. */
final class RecordingTables {

    private static final Shape<RunSummary> RUN = StateCodecs.RUN.plus("unfinished", TRUTH, RunSummary::isUnfinished);

    private static final Shape<LockOwner> OWNER = Shape.written(LockOwner.class, "lock", table -> {
        table.field("user", TEXT, LockOwner::user);
        table.field("host", TEXT, LockOwner::host);
        table.field("pid", COUNT, LockOwner::pid);
        table.field("operation", TEXT, LockOwner::operation);
        table.field("started", INSTANT, LockOwner::started);
        table.field("heartbeat", INSTANT, LockOwner::heartbeat);
    });

    private static final Shape<Recording> STATE = Shape.written(Recording.class, "state", table -> {
        table.field("lineage", TEXT, recording -> recording.state().lineage());
        table.field("revision", COUNT, recording -> recording.state().revision());
        table.field(
                "interlocks",
                Codecs.list(StateCodecs.INTERLOCK),
                recording -> recording.state().interlocks());
    });

    private static final Shape<EventWords.Told> ENTERED = Shape.written(EventWords.Told.class, "entered", table -> {
        table.field("sequence", COUNT, told -> told.entry().sequence());
        table.field("time", INSTANT, told -> told.entry().time());
        table.field(
                "event",
                Codecs.words(JournalEvent.Kind.class, JournalEvent.Kind::word),
                told -> told.event().kind());
        table.field("text", TEXT, told -> told.text().toString());
    });

    private static final Shape<RunStanding.Begun> BEGUN = Shape.written(RunStanding.Begun.class, "begun", table -> {
        table.field("step", TEXT, begun -> begun.step().id().id());
        table.field("participant", TEXT, begun -> begun.step().participant().name());
        table.field("since", INSTANT, RunStanding.Begun::since);
    });

    private static final Shape<RunStanding> STANDING = Shape.written(RunStanding.class, "standing", table -> {
        table.optional("wave", COUNT, standing -> standing.wave().map(wave -> (long) wave.number()));
        table.optional("title", TEXT, standing -> standing.wave().map(Wave::title));
        table.field("last_wave", COUNT, standing -> (long) standing.last());
        table.field("steps_done", COUNT, RunStanding::done);
        table.field("steps", COUNT, RunStanding::steps);
        table.field("begun", Codecs.list(BEGUN), RunStanding::begun);
    });

    static final Shape<Payload.Status> STATUS = Shape.written(Payload.Status.class, "status", table -> {
        table.inline(STATE, Payload.Status::recording);
        table.field("read", Codecs.words(Payload.Status.StateRead.class, Codecs::word), Payload.Status::read)
                .described("How much of the state could be read; of one in part, what is absent is not known.");
        table.field(
                        "participants",
                        Codecs.words(Payload.Status.Asked.class, Codecs::word),
                        Payload.Status::participants)
                .described("What they show, where the state cannot say it and they were asked.");
        table.optional("lock", OWNER, Payload.Status::owner).described("Absent when nobody works here.");
        table.optional(
                "unfinished_run", RUN, content -> content.recording().state().unfinishedRun());
        table.optional("standing", STANDING, RunText::standing)
                .described(
                        "How far the unfinished run is; absent when there is none, or its plan cannot be read, which is a diagnostic.");
        table.optional(
                "last_run", RUN, content -> last(content.recording().state().runs()));
    });

    static final Shape<Payload.Runs> RUNS = Shape.written(
            Payload.Runs.class, "runs", table -> table.field("runs", Codecs.list(RUN), Payload.Runs::runs));

    static final Shape<Payload.Journalled> JOURNALLED = Shape.written(Payload.Journalled.class, "journalled", table -> {
        table.field("run", RUN, Payload.Journalled::run);
        table.field(
                "events",
                Codecs.list(ENTERED),
                content -> EventWords.of(content.recording(), content.run().id()));
    });

    static final Shape<Payload.Verified> VERIFIED = Shape.written(Payload.Verified.class, "verified", table -> {
        table.field("whole", TRUTH, content -> true);
        table.field("journal_lines", COUNT, content ->
                (long) content.recording().entries().size());
        table.field("runs", COUNT, content ->
                (long) content.recording().state().runs().size());
        table.inline(STATE, Payload.Verified::recording);
    });

    static final Shape<Payload.Rebuilt> REBUILT = Shape.written(Payload.Rebuilt.class, "rebuilt", table -> {
        table.field("lineage", TEXT, Payload.Rebuilt::lineage);
        table.field("by", TEXT, content -> content.record().by());
        table.field("reason", TEXT, content -> content.record().reason());
        table.unless("", "former_lineage", TEXT, content -> content.record().former());
        table.optional(
                "kept",
                TEXT,
                content -> Optional.of(content.record().kept())
                        .filter(kept -> !kept.isEmpty())
                        .map(kept -> ".partita/" + kept));
        table.field("unknown", Codecs.list(TEXT), content -> content.record().unknown());
    });

    private static final Shape<Approval> APPROVED = Shape.written(Approval.class, "approved", table -> {
        table.field("signers", Codecs.sortedSet(TEXT), Approval::signers);
        table.field("key", TEXT, Approval::key);
        table.field("namespace", TEXT, Approval::namespace);
    });

    static final Shape<Payload.Evidenced> EVIDENCED = Shape.written(Payload.Evidenced.class, "evidenced", table -> {
        table.field("action", Codecs.words(Payload.EvidenceAction.class, Codecs::word), Payload.Evidenced::action);
        table.field("file", TEXT, Payload.Evidenced::file);
        table.field("sha256", Codecs.SHA256, Payload.Evidenced::sha256)
                .described("Worth keeping elsewhere: it shows that nobody wrote the file anew.");
        table.field("run", StateCodecs.RUN_ID, content -> content.evidence().run());
        table.field("plan_hash", TEXT, content -> content.evidence().planHash());
        table.field(
                "entries", COUNT, content -> (long) content.evidence().entries().size());
        table.field("requests", COUNT, content -> content.evidence().requests())
                .described("Of how many requests that may have changed something it has the hash.");
        table.field("first", INSTANT, content -> content.evidence().first());
        table.field("last", INSTANT, content -> content.evidence().last());
        table.optional("result", StateCodecs.EXIT, content -> content.evidence().exit())
                .described("How the run ended; absent when nothing says that it did.");
        table.field(
                "approvals",
                Codecs.list(APPROVED),
                content -> content.evidence().approvals());
    });

    static final Shape<Payload.Unlocked> UNLOCKED = Shape.written(
            Payload.Unlocked.class, "unlocked", table -> table.optional("removed", OWNER, Payload.Unlocked::owner));

    private RecordingTables() {}

    private static Optional<RunSummary> last(List<RunSummary> runs) {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }
}
