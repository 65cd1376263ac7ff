package io.partita.core.codec;

import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.json.TextCodec;
import io.partita.core.plan.FactId;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;

/** Runs, outcomes and interlocks, for files and for machines. */
public final class StateCodecs {

    public static final TextCodec<RunId> RUN_ID =
            TEXT.matching("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}").as(RunId::new, RunId::id);

    public static final TextCodec<StepId> STEP_ID = TEXT.as(StepId::new, StepId::id);

    public static final TextCodec<FactId> FACT_ID = TEXT.as(FactId::new, FactId::id);

    public static final TextCodec<ExitStatus> EXIT = Codecs.words(ExitStatus.class, ExitStatus::word);

    public static final TextCodec<Outcome.Kind> OUTCOME_KIND = Codecs.words(Outcome.Kind.class, Outcome.Kind::word);

    private static final Shape<MovedFact> MOVED_FACT = Shape.of(MovedFact.class, "moved-fact", table -> {
        var fact = table.field("fact", FACT_ID, MovedFact::fact);
        var expected = table.field("expected", TEXT, MovedFact::expected);
        var found = table.field("found", TEXT, MovedFact::found);
        return read -> new MovedFact(fact.in(read), expected.in(read), found.in(read));
    });

    public static final Shape<Interlock> INTERLOCK = Shape.of(Interlock.class, "interlock", table -> {
        var kind = table.field("kind", Codecs.words(Interlock.Kind.class, Interlock.Kind::word), Interlock::kind);
        var participant = table.field("participant", ModelCodecs.PARTICIPANT, Interlock::participant);
        var id = table.field("participant_id", ModelCodecs.PARTICIPANT_ID, Interlock::participantId);
        var party = table.optional("party", ModelCodecs.PARTY, Interlock::party);
        var run = table.field("run", RUN_ID, Interlock::run).described("The run that opened it.");
        var since = table.field("since", INSTANT, Interlock::since);
        var before = table.optional("before", ResultCodecs.RESULT, Interlock::before)
                .described("What was there before: needed to close it by hand.");
        return read -> new Interlock(
                kind.in(read),
                participant.in(read),
                id.in(read),
                party.in(read),
                run.in(read),
                since.in(read),
                before.in(read));
    });

    public static final Shape<RunSummary> RUN = Shape.of(RunSummary.class, "run", table -> {
        var id = table.field("run", RUN_ID, RunSummary::id);
        var plan = table.field("plan_hash", Codecs.TEXT, RunSummary::planHash);
        var started = table.field("started", INSTANT, RunSummary::started);
        var ended = table.optional("ended", INSTANT, RunSummary::ended);
        var exit = table.optional("exit", EXIT, RunSummary::exit);
        var abandoned = table.optional("abandoned", TEXT, RunSummary::abandoned).described("Why a person gave it up.");
        var access = table.optional("access", TEXT, RunSummary::access)
                .described("Hash of the journal's entry that last replaced how the participants are reached; absent as"
                        + " long as that is as the plan says.");
        return read -> new RunSummary(
                id.in(read),
                plan.in(read),
                started.in(read),
                ended.in(read),
                exit.in(read),
                abandoned.in(read),
                access.in(read));
    });

    private StateCodecs() {}

    /**
     * The outcome of a step; its word is the member {@code outcome}, so that it can stand among the members of what
     * ended.
     *
     * @param diagnostic how the story of an outcome that is no success is told
     */
    public static Shape<Outcome> outcome(Codec<Diagnostic> diagnostic) {
        Shape<Outcome.Applied> applied = Shape.of(Outcome.Applied.class, "applied", table -> {
            var what = table.field("text", TEXT, Outcome.Applied::what);
            return read -> new Outcome.Applied(what.in(read));
        });
        Shape<Outcome.AlreadyInPlace> inPlace = Shape.of(Outcome.AlreadyInPlace.class, "in-place", table -> {
            var what = table.field("text", TEXT, Outcome.AlreadyInPlace::what);
            return read -> new Outcome.AlreadyInPlace(what.in(read));
        });
        Shape<Outcome.Waiting> waiting = Shape.of(Outcome.Waiting.class, "waiting", table -> {
            var whom =
                    table.field("waiting_for", Codecs.words(Outcome.Whom.class, Codecs::word), Outcome.Waiting::whom);
            var until = table.optional("until", INSTANT, Outcome.Waiting::until).described("Absent when nobody knows.");
            var story = table.field("diagnostic", diagnostic, Outcome.Waiting::wanted);
            return read -> new Outcome.Waiting(whom.in(read), story.in(read), until.in(read));
        });
        Shape<Outcome.Refused> refused = Shape.of(Outcome.Refused.class, "refused", table -> {
            var moved = table.optional("moved_fact", MOVED_FACT, Outcome.Refused::moved);
            var story = table.field("diagnostic", diagnostic, Outcome.Refused::why);
            return read -> new Outcome.Refused(story.in(read), moved.in(read));
        });
        Shape<Outcome.Failed> failed = Shape.of(Outcome.Failed.class, "failed", table -> {
            var story = table.field("diagnostic", diagnostic, Outcome.Failed::why);
            return read -> new Outcome.Failed(story.in(read));
        });
        Shape<Outcome.Unknown> unknown = Shape.of(Outcome.Unknown.class, "unknown", table -> {
            var story = table.field("diagnostic", diagnostic, Outcome.Unknown::why);
            return read -> new Outcome.Unknown(story.in(read));
        });
        return Shape.variants(
                "outcome", "outcome", Outcome.Kind.class, Outcome.Kind::word, Outcome::kind, kind -> switch (kind) {
                    case APPLIED -> applied;
                    case ALREADY_IN_PLACE -> inPlace;
                    case WAITING -> waiting;
                    case REFUSED -> refused;
                    case FAILED -> failed;
                    case UNKNOWN -> unknown;
                });
    }
}
