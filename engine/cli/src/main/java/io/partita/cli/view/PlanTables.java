package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.report.Consequence;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WindowReport;
import io.partita.cli.result.Payload;
import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.SavedPlan;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.plan.Preview;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plans, and what a dry run forecasts of one, as members of the answer. */
final class PlanTables {

    /** A plan with its report, which is made once for all members. */
    record Reported(SavedPlan saved, PlanReport report) {
        static Reported of(SavedPlan saved) {
            return new Reported(saved, PlanReport.of(saved));
        }

        private JsonValue document() {
            return JsonParsing.parse(saved.text().getBytes(StandardCharsets.UTF_8), "plan.json")
                    .value();
        }
    }

    private static final Shape<Preview> PREVIEW = Shape.written(Preview.class, "preview", table -> {
        table.field("recorded", Codecs.INSTANT, Preview::recorded)
                .described("When the participants said what the snapshot holds.");
        table.field("sha256", Codecs.SHA256, Preview::snapshot).described("The hash of the snapshot.");
    });

    private static final Shape<WindowReport> WINDOW = Shape.written(WindowReport.class, "offline", table -> {
        table.field("participant", ModelCodecs.PARTICIPANT, WindowReport::target);
        table.field("first_wave", COUNT, window -> (long) window.first());
        table.field("last_wave", COUNT, window -> (long) window.last());
        table.field("contracts", COUNT, WindowReport::contracts)
                .described("How many are moved, as counted when the plan was made.");
        table.field("expected_seconds", COUNT, window -> window.expected().toSeconds())
                .described("How long it is away by rates that were measured elsewhere, without its backup.");
        table.field("after", Codecs.list(TEXT), WindowReport::after)
                .described("Why it is not isolated together with an earlier participant.");
    });

    private static final Shape<Consequence> CONSEQUENCE = Shape.written(Consequence.class, "consequence", table -> {
        table.field("kind", Codecs.words(Consequence.Kind.class, Codecs::word), Consequence::kind);
        table.field(
                "weight",
                Codecs.words(Consequence.Weight.class, Codecs::word),
                consequence -> consequence.kind().weight());
        table.field("subjects", Codecs.list(TEXT), Consequence::subjects)
                .described("Parties, or participants, that it is about.");
        table.field("sentence", TEXT, Consequence::sentence);
    });

    static final Shape<Reported> PLAN = Shape.written(Reported.class, "planned", table -> {
        table.field("summary", TEXT, plan -> plan.report.summary());
        table.field("plan_hash", TEXT, plan -> plan.saved.hash());
        table.field(
                "changed_parties", COUNT, plan -> (long) plan.report.parties().size());
        table.field("steps", COUNT, plan -> plan.report.steps().count());
        table.field("waves", COUNT, plan -> (long) plan.report.waves().size());
        table.field("offline", Codecs.list(WINDOW), plan -> plan.report.windows());
        table.optional(
                "point_of_no_return",
                COUNT,
                plan -> plan.report.pointOfNoReturn().map(Integer::longValue));
        table.field(
                "irreversible",
                Codecs.list(StateCodecs.STEP_ID),
                plan -> plan.report.irreversible().stream().map(StepReport::id).toList());
        table.field("consequences", Codecs.list(CONSEQUENCE), plan -> plan.report.consequences())
                .described("What the plan brings about that none of its steps says.");
        table.optional("preview", PREVIEW, plan -> plan.report.preview())
                .described("Only of a plan that no participant was asked for, and that cannot be applied.");
        table.field("plan", Codecs.OBJECT, Reported::document)
                .described("The plan file itself; it has a schema of its own.");
    });

    private static final Shape<Forecast> FORECAST = Shape.written(Forecast.class, "forecast", table -> {
        table.field("step", StateCodecs.STEP_ID, forecast -> forecast.step().id());
        table.field(
                "participant",
                ModelCodecs.PARTICIPANT,
                forecast -> forecast.step().participant());
        table.field("verdict", Codecs.words(Verdict.class, Codecs::word), Forecast::verdict);
        table.field("coverage", Codecs.words(Coverage.class, Codecs::word), Forecast::coverage);
        table.field("not_covered", TEXT, forecast -> forecast.coverage().missing())
                .described("What was not looked at, in words.");
        table.field("found", TEXT, Forecast::found);
    });

    static final Shape<Payload.Planned> PLANNED = Shape.written(Payload.Planned.class, "plan", table -> {
        table.optional("file", TEXT, Payload.Planned::file);
        table.inline(PLAN, content -> Reported.of(content.plan()));
    });

    static final Shape<Payload.Recorded> RECORDED = Shape.written(Payload.Recorded.class, "recorded", table -> {
        table.field("file", TEXT, Payload.Recorded::file);
        table.field("snapshot", PREVIEW, Payload.Recorded::name);
        table.field(
                "synchronizer",
                TEXT,
                content -> content.snapshot().synchronizer().alias());
        table.field(
                "participants",
                Codecs.list(ModelCodecs.PARTICIPANT),
                content -> List.copyOf(content.snapshot().participants().keySet()));
        table.field(
                "parties",
                Codecs.list(ModelCodecs.PARTY),
                content -> List.copyOf(content.snapshot().parties().keySet()));
    });

    static final Shape<Payload.Forecasts> FORECASTS = Shape.written(Payload.Forecasts.class, "forecasts", table -> {
        table.inline(PLAN, content -> Reported.of(content.plan()));
        table.field(
                "grade",
                Codecs.words(Grade.class, Codecs::word),
                content -> content.report().grade());
        table.field(
                "forecasts", Codecs.list(FORECAST), content -> content.report().forecasts());
    });

    private PlanTables() {}
}
