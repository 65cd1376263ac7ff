package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.result.Mishap;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Played;
import io.partita.cli.result.Played.Fate;
import io.partita.cli.result.Played.PlayedStep;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.util.List;

/** How a plan went in a sandbox, as members of the answer. */
final class RehearsalTables {

    private static final Shape<PlayedStep> STEP = Shape.written(PlayedStep.class, "rehearsed-step", table -> {
        table.field("step", StateCodecs.STEP_ID, played -> played.step().id());
        table.field(
                "participant", ModelCodecs.PARTICIPANT, played -> played.step().participant());
        table.field("fate", Codecs.words(Fate.class, Codecs::word), PlayedStep::fate);
        table.field("covered", TEXT, played -> played.fate().covered());
        table.field("not_covered", TEXT, played -> played.fate().missing());
        table.field("found", TEXT, PlayedStep::found);
    });

    private static final Shape<Played> PLAYED = Shape.written(Played.class, "rehearsal", table -> {
        table.field("succeeded", TRUTH, Played::succeeded)
                .described("Whether every party, step and fault was rehearsed and the end is what is declared.");
        table.field("rehearsed_steps", Codecs.list(STEP), Played::steps);
        table.field("runs", Codecs.list(TEXT), Played::runs)
                .described("How each run ended: the first, and those that went on with it.");
        table.field("faults_met", Codecs.list(TEXT), played -> texts(played.met()));
        table.field("faults_missed", Codecs.list(TEXT), played -> texts(played.missed()))
                .described("Faults that did not happen, because nobody made the call.");
        table.field("left", Codecs.map(TEXT, TEXT), Played::left)
                .described("Parties that were not rehearsed, each with the reason.");
        table.field("differences", Codecs.list(TEXT), Played::differences)
                .described("In which points the end is not what is declared.");
        table.field("said", Codecs.list(TEXT), Played::said);
    });

    static final Shape<Payload.Rehearsed> REHEARSED = Shape.written(Payload.Rehearsed.class, "rehearsed", table -> {
        table.inline(PlanTables.PLAN, content -> PlanTables.Reported.of(content.plan()));
        table.inline(PLAYED, Payload.Rehearsed::played);
    });

    private RehearsalTables() {}

    private static List<String> texts(List<Mishap> mishaps) {
        return mishaps.stream().map(Mishap::toString).toList();
    }
}
