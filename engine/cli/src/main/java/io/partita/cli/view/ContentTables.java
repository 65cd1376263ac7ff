package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.answer.Content;
import io.partita.cli.answer.ContentMatch;
import io.partita.cli.live.EventTables;
import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.SavedPlan;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.model.HostingMapping;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunSummary;
import io.partita.core.statefile.LockOwner;
import io.partita.core.statefile.Recording;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was asked for, as members of the answer. Names are {@code snake_case}; what is absent is left out. */
final class ContentTables implements ContentMatch<Shape<? extends Content>> {

    static final Shape<SavedPlan> PLAN = Shape.written(SavedPlan.class, "planned", table -> {
        table.field("summary", TEXT, plan -> outline(plan).summary());
        table.field("plan_hash", TEXT, SavedPlan::hash);
        table.field("changed_parties", COUNT, plan -> outline(plan).changedParties());
        table.field("steps", COUNT, plan -> plan.plan().steps().count());
        table.field("waves", COUNT, plan -> (long) plan.plan().waves().size());
        table.field("offline", Codecs.list(window()), plan -> outline(plan).windows());
        table.optional(
                "point_of_no_return",
                COUNT,
                plan -> outline(plan).pointOfNoReturn().map(Wave::number).map(Integer::longValue));
        table.field(
                "irreversible",
                Codecs.list(StateCodecs.STEP_ID),
                plan -> outline(plan).irreversible().stream().map(Step::id).toList());
        table.field("plan", Codecs.OBJECT, ContentTables::document)
                .described("The plan file itself; it has a schema of its own.");
    });

    private static final Shape<RunSummary> RUN = StateCodecs.RUN.plus("unfinished", TRUTH, RunSummary::isUnfinished);

    private static final Shape<LockOwner> OWNER = Shape.written(LockOwner.class, "lock", table -> {
        table.field("user", TEXT, LockOwner::user);
        table.field("host", TEXT, LockOwner::host);
        table.field("pid", COUNT, LockOwner::pid);
        table.field("operation", TEXT, LockOwner::operation);
        table.field("started", INSTANT, LockOwner::started);
        table.field("heartbeat", INSTANT, LockOwner::heartbeat);
    });

    /** A mapping with the names by which a declaration calls its participants. */
    private record NamedMapping(HostingMapping mapping, HostingText names) {}

    /** A host with its name. */
    private record NamedHost(HostingMapping.Host host, HostingText names) {
        Optional<String> name() {
            String id = host.participant().toString();
            return Optional.of(names.name(host.participant())).filter(name -> !name.equals(id));
        }
    }

    private static final Shape<NamedHost> HOST = Shape.written(NamedHost.class, "host", table -> {
        table.optional("participant", TEXT, NamedHost::name);
        table.field("participant_id", ModelCodecs.PARTICIPANT_ID, named -> named.host.participant());
        table.field("permission", ModelCodecs.PERMISSION, named -> named.host.permission());
        table.field("onboarding", TRUTH, named -> named.host.isOnboarding());
    });

    private static final Shape<NamedMapping> MAPPING = Shape.written(NamedMapping.class, "mapping", table -> {
        table.field("party_id", ModelCodecs.PARTY, named -> named.mapping.party());
        table.field("serial", COUNT, named -> (long) named.mapping.serial());
        table.field("threshold", COUNT, named -> (long) named.mapping.threshold());
        table.field(
                "hosts",
                Codecs.list(HOST),
                named -> named.mapping.hosts().stream()
                        .map(host -> new NamedHost(host, named.names))
                        .toList());
    });

    private static final Shape<Content.LiveParty> PARTY = Shape.written(Content.LiveParty.class, "party", table -> {
        table.field("party", TEXT, Content.LiveParty::name);
        table.optional("read_from", ModelCodecs.PARTICIPANT, Content.LiveParty::readFrom);
        table.optional(
                "mapping",
                MAPPING,
                party -> party.state().map(state -> new NamedMapping(state.mapping(), new HostingText(party.names()))));
        table.optional("valid_from", INSTANT, party -> party.state().map(state -> state.validFrom()));
    });

    private static final Shape<Forecast> FORECAST = Shape.written(Forecast.class, "forecast", table -> {
        table.field("step", StateCodecs.STEP_ID, forecast -> forecast.step().id());
        table.field(
                "participant",
                ModelCodecs.PARTICIPANT,
                forecast -> forecast.step().participant());
        table.field("verdict", Codecs.words(Verdict.class, Codecs::word), Forecast::verdict);
        table.field("coverage", Codecs.words(Coverage.class, Codecs::word), Forecast::coverage);
        table.field("found", TEXT, Forecast::found);
    });

    /** An event of a journal with its entry. */
    private record Entered(JournalEntry entry, JournalEvent event) {
        EventWords.About about() {
            return event.match(EventWords.WORDS);
        }
    }

    private static final Shape<Entered> ENTERED = Shape.written(Entered.class, "entered", table -> {
        table.field("sequence", COUNT, entered -> entered.entry.sequence());
        table.field("time", INSTANT, entered -> entered.entry.time());
        table.field(
                "event",
                Codecs.words(JournalEvent.Kind.class, JournalEvent.Kind::word),
                entered -> entered.event.kind());
        table.field("text", TEXT, entered -> entered.about().text());
    });

    private static final Shape<Content.WorldParticipant> WORLD_PARTICIPANT =
            Shape.written(Content.WorldParticipant.class, "world-participant", table -> {
                table.field("name", TEXT, Content.WorldParticipant::name);
                table.field("id", TEXT, Content.WorldParticipant::id);
                table.optional("admin", TEXT, participant -> participant.admin().map(Object::toString));
                table.optional(
                        "ledger", TEXT, participant -> participant.ledger().map(Object::toString));
                table.optional(
                        "admin_declared",
                        TEXT,
                        participant -> participant.admin().map(EndpointText::of));
                table.optional(
                        "ledger_declared",
                        TEXT,
                        participant -> participant.ledger().map(EndpointText::of));
            });

    private static final Shape<Content.Validated> VALIDATED = Shape.written(Content.Validated.class, "valid", table -> {
        table.field("valid", TRUTH, content -> true);
        table.field(
                "synchronizer",
                TEXT,
                content -> content.declaration().synchronizer().value());
        table.field(
                "participants",
                Codecs.list(ModelCodecs.PARTICIPANT),
                content -> List.copyOf(content.declaration().participants().keySet()));
        table.field(
                "parties",
                Codecs.list(TEXT),
                content -> content.declaration().parties().stream()
                        .map(party -> party.name().value())
                        .toList());
    });

    private static final Shape<Content.Planned> PLANNED = Shape.written(Content.Planned.class, "plan", table -> {
        table.optional("file", TEXT, Content.Planned::file);
        table.inline(PLAN, Content.Planned::plan);
    });

    private static final Shape<Content.Forecasts> FORECASTS =
            Shape.written(Content.Forecasts.class, "forecasts", table -> {
                table.field("plan_hash", TEXT, content -> content.plan().hash());
                table.field(
                        "forecasts",
                        Codecs.list(FORECAST),
                        content -> content.report().forecasts());
            });

    private static final Shape<Content.Ran> RAN = Shape.written(Content.Ran.class, "ran", table -> {
        table.field("plan_hash", TEXT, content -> content.plan().hash());
        table.optional("run", StateCodecs.RUN_ID, content -> content.result().run());
        table.field("result", StateCodecs.EXIT, content -> content.result().exit());
        table.field("outcomes", Codecs.map(StateCodecs.STEP_ID, EventTables.OUTCOME), ContentTables::outcomes);
        table.field(
                "interlocks",
                Codecs.list(StateCodecs.INTERLOCK),
                content -> content.result().interlocks());
        table.field("hosting", Codecs.list(PARTY), Content.Ran::hosting);
    });

    private static final Shape<Content.Hosting> HOSTING = Shape.written(
            Content.Hosting.class,
            "hosting",
            table -> table.field("parties", Codecs.list(PARTY), Content.Hosting::parties));

    private static final Shape<Content.Examined> EXAMINED = Shape.written(
            Content.Examined.class, "examined", table -> table.inline(CheckupTables.REPORT, Content.Examined::report));

    private static final Shape<Content.Status> STATUS = Shape.written(Content.Status.class, "status", table -> {
        table.inline(state(), Content.Status::recording);
        table.optional("lock", OWNER, Content.Status::owner);
        table.optional(
                "unfinished_run", RUN, content -> content.recording().state().unfinishedRun());
        table.optional(
                "last_run", RUN, content -> last(content.recording().state().runs()));
    });

    private static final Shape<Content.Runs> RUNS = Shape.written(
            Content.Runs.class, "runs", table -> table.field("runs", Codecs.list(RUN), Content.Runs::runs));

    private static final Shape<Content.Journalled> JOURNALLED =
            Shape.written(Content.Journalled.class, "journalled", table -> {
                table.field("run", RUN, Content.Journalled::run);
                table.field("events", Codecs.list(ENTERED), ContentTables::entered);
            });

    private static final Shape<Content.Verified> VERIFIED = Shape.written(Content.Verified.class, "verified", table -> {
        table.field("whole", TRUTH, content -> true);
        table.field("journal_lines", COUNT, content ->
                (long) content.recording().entries().size());
        table.field("runs", COUNT, content ->
                (long) content.recording().state().runs().size());
        table.inline(state(), Content.Verified::recording);
    });

    private static final Shape<Content.Rebuilt> REBUILT = Shape.written(Content.Rebuilt.class, "rebuilt", table -> {
        table.field("lineage", TEXT, Content.Rebuilt::lineage);
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

    private static final Shape<Content.Unlocked> UNLOCKED = Shape.written(
            Content.Unlocked.class, "unlocked", table -> table.optional("removed", OWNER, Content.Unlocked::owner));

    private static final Shape<Content.World> WORLD = Shape.written(Content.World.class, "world", table -> {
        table.field("action", Codecs.words(Content.WorldAction.class, Codecs::word), Content.World::action);
        table.field("synchronizer", TEXT, Content.World::synchronizer);
        table.field("participants", Codecs.list(WORLD_PARTICIPANT), Content.World::participants);
        table.field("parties", Codecs.list(PARTY), Content.World::parties);
    });

    private static final Shape<Content.Version> VERSION = Shape.written(Content.Version.class, "version", table -> {
        table.field("version", TEXT, Content.Version::version);
        table.field("java", TEXT, Content.Version::java);
    });

    private static final Shape<Content.Text> TEXTS =
            Shape.written(Content.Text.class, "text", table -> table.field("text", TEXT, Content.Text::text));

    /** Every one that {@link ContentMatch} can choose. */
    static final List<Shape<? extends Content>> ALL = List.of(
            VALIDATED,
            PLANNED,
            FORECASTS,
            RAN,
            HOSTING,
            EXAMINED,
            STATUS,
            RUNS,
            JOURNALLED,
            VERIFIED,
            REBUILT,
            UNLOCKED,
            WORLD,
            VERSION,
            TEXTS);

    static final Shape<Content> CONTENT = Shape.choice("content", ALL, content -> content.match(new ContentTables()));

    private ContentTables() {}

    private static Shape<PlanOutline.Window> window() {
        return Shape.written(PlanOutline.Window.class, "offline", table -> {
            table.field("participant", ModelCodecs.PARTICIPANT, PlanOutline.Window::participant);
            table.field("first_wave", COUNT, window -> (long) window.first());
            table.field("last_wave", COUNT, window -> (long) window.last());
        });
    }

    private static Shape<Recording> state() {
        return Shape.written(Recording.class, "state", table -> {
            table.field("lineage", TEXT, recording -> recording.state().lineage());
            table.field("revision", COUNT, recording -> recording.state().revision());
            table.field(
                    "interlocks",
                    Codecs.list(StateCodecs.INTERLOCK),
                    recording -> recording.state().interlocks());
        });
    }

    private static PlanOutline outline(SavedPlan plan) {
        return new PlanOutline(plan.plan());
    }

    private static JsonValue document(SavedPlan plan) {
        return JsonParsing.parse(plan.text().getBytes(StandardCharsets.UTF_8), "plan.json")
                .value();
    }

    private static SortedMap<StepId, Outcome> outcomes(Content.Ran content) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(content.result().outcomes()));
    }

    private static Optional<RunSummary> last(List<RunSummary> runs) {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** The events of a run, and those of the folder itself. */
    private static List<Entered> entered(Content.Journalled content) {
        return content.recording().entries().stream()
                .flatMap(entry -> entry.events().stream().map(event -> new Entered(entry, event)))
                .filter(entered ->
                        entered.about().run().map(content.run().id()::equals).orElse(true))
                .toList();
    }

    @Override
    public Shape<Content.Validated> validated(Content.Validated content) {
        return VALIDATED;
    }

    @Override
    public Shape<Content.Planned> planned(Content.Planned content) {
        return PLANNED;
    }

    @Override
    public Shape<Content.Forecasts> forecasts(Content.Forecasts content) {
        return FORECASTS;
    }

    @Override
    public Shape<Content.Ran> ran(Content.Ran content) {
        return RAN;
    }

    @Override
    public Shape<Content.Hosting> hosting(Content.Hosting content) {
        return HOSTING;
    }

    @Override
    public Shape<Content.Examined> examined(Content.Examined content) {
        return EXAMINED;
    }

    @Override
    public Shape<Content.Status> status(Content.Status content) {
        return STATUS;
    }

    @Override
    public Shape<Content.Runs> runs(Content.Runs content) {
        return RUNS;
    }

    @Override
    public Shape<Content.Journalled> journalled(Content.Journalled content) {
        return JOURNALLED;
    }

    @Override
    public Shape<Content.Verified> verified(Content.Verified content) {
        return VERIFIED;
    }

    @Override
    public Shape<Content.Rebuilt> rebuilt(Content.Rebuilt content) {
        return REBUILT;
    }

    @Override
    public Shape<Content.Unlocked> unlocked(Content.Unlocked content) {
        return UNLOCKED;
    }

    @Override
    public Shape<Content.World> world(Content.World content) {
        return WORLD;
    }

    @Override
    public Shape<Content.Version> version(Content.Version content) {
        return VERSION;
    }

    @Override
    public Shape<Content.Text> text(Content.Text content) {
        return TEXTS;
    }
}
