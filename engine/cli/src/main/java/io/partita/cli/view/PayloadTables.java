package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.live.EventTables;
import io.partita.cli.report.HostNames;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WindowReport;
import io.partita.cli.result.Payload;
import io.partita.cli.result.PayloadMatch;
import io.partita.cli.text.EndpointText;
import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.SavedPlan;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.model.HostingMapping;
import io.partita.core.plan.StepId;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunSummary;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was asked for, as members of the answer. Names are {@code snake_case}; what is absent is left out. */
final class PayloadTables implements PayloadMatch<Shape<? extends Payload>> {

    static final Shape<SavedPlan> PLAN = Shape.written(SavedPlan.class, "planned", table -> {
        table.field("summary", TEXT, plan -> report(plan).summary());
        table.field("plan_hash", TEXT, SavedPlan::hash);
        table.field(
                "changed_parties", COUNT, plan -> (long) report(plan).parties().size());
        table.field("steps", COUNT, plan -> report(plan).steps().count());
        table.field("waves", COUNT, plan -> (long) report(plan).waves().size());
        table.field("offline", Codecs.list(window()), plan -> report(plan).windows());
        table.optional(
                "point_of_no_return",
                COUNT,
                plan -> report(plan).pointOfNoReturn().map(Integer::longValue));
        table.field(
                "irreversible",
                Codecs.list(StateCodecs.STEP_ID),
                plan -> report(plan).irreversible().stream().map(StepReport::id).toList());
        table.field("plan", Codecs.OBJECT, PayloadTables::document)
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
    private record NamedMapping(HostingMapping mapping, HostNames names) {}

    /** A host with its name. */
    private record NamedHost(HostingMapping.Host host, HostNames names) {
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

    private static final Shape<Payload.LiveParty> PARTY = Shape.written(Payload.LiveParty.class, "party", table -> {
        table.field("party", TEXT, Payload.LiveParty::name);
        table.optional("read_from", ModelCodecs.PARTICIPANT, Payload.LiveParty::readFrom);
        table.optional(
                "mapping",
                MAPPING,
                party -> party.state().map(state -> new NamedMapping(state.mapping(), new HostNames(party.names()))));
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
            return EventWords.of(event);
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

    private static final Shape<Payload.WorldParticipant> WORLD_PARTICIPANT =
            Shape.written(Payload.WorldParticipant.class, "world-participant", table -> {
                table.field("name", TEXT, Payload.WorldParticipant::name);
                table.field("id", TEXT, Payload.WorldParticipant::id);
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

    private static final Shape<Payload.Validated> VALIDATED = Shape.written(Payload.Validated.class, "valid", table -> {
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

    private static final Shape<Payload.Planned> PLANNED = Shape.written(Payload.Planned.class, "plan", table -> {
        table.optional("file", TEXT, Payload.Planned::file);
        table.inline(PLAN, Payload.Planned::plan);
    });

    private static final Shape<Payload.Forecasts> FORECASTS =
            Shape.written(Payload.Forecasts.class, "forecasts", table -> {
                table.field("plan_hash", TEXT, content -> content.plan().hash());
                table.field(
                        "forecasts",
                        Codecs.list(FORECAST),
                        content -> content.report().forecasts());
            });

    private static final Shape<Payload.Hosting> HOSTING = Shape.written(
            Payload.Hosting.class,
            "hosting",
            table -> table.field("parties", Codecs.list(PARTY), Payload.Hosting::parties));

    private static final Shape<Payload.Status> STATUS = Shape.written(Payload.Status.class, "status", table -> {
        table.inline(state(), Payload.Status::recording);
        table.optional("lock", OWNER, Payload.Status::owner);
        table.optional(
                "unfinished_run", RUN, content -> content.recording().state().unfinishedRun());
        table.optional(
                "last_run", RUN, content -> last(content.recording().state().runs()));
    });

    private static final Shape<Payload.Runs> RUNS = Shape.written(
            Payload.Runs.class, "runs", table -> table.field("runs", Codecs.list(RUN), Payload.Runs::runs));

    private static final Shape<Payload.Journalled> JOURNALLED =
            Shape.written(Payload.Journalled.class, "journalled", table -> {
                table.field("run", RUN, Payload.Journalled::run);
                table.field("events", Codecs.list(ENTERED), PayloadTables::entered);
            });

    private static final Shape<Payload.Verified> VERIFIED = Shape.written(Payload.Verified.class, "verified", table -> {
        table.field("whole", TRUTH, content -> true);
        table.field("journal_lines", COUNT, content ->
                (long) content.recording().entries().size());
        table.field("runs", COUNT, content ->
                (long) content.recording().state().runs().size());
        table.inline(state(), Payload.Verified::recording);
    });

    private static final Shape<Payload.Rebuilt> REBUILT = Shape.written(Payload.Rebuilt.class, "rebuilt", table -> {
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

    private static final Shape<Payload.Contracts> CONTRACTS =
            Shape.written(Payload.Contracts.class, "contracts", table -> {
                table.field("file", TEXT, Payload.Contracts::file);
                table.optional("operator", TEXT, Payload.Contracts::operator).described("Who needs it.");
                table.field(
                        "sha256",
                        Codecs.SHA256,
                        contracts -> contracts.exported().manifest().sha256());
            });

    private static final Shape<Payload.HandedOver> HANDED_OVER =
            Shape.written(Payload.HandedOver.class, "handed-over", table -> {
                table.field("plan_hash", TEXT, content -> content.plan().hash());
                table.field("operator", TEXT, Payload.HandedOver::operator);
                table.optional("file", TEXT, Payload.HandedOver::file);
                table.field("receipts", Codecs.list(ReceiptCodecs.RECEIPT), Payload.HandedOver::receipts);
                table.field("contracts", Codecs.list(CONTRACTS), Payload.HandedOver::contracts);
            });

    private static final Shape<Payload.Unlocked> UNLOCKED = Shape.written(
            Payload.Unlocked.class, "unlocked", table -> table.optional("removed", OWNER, Payload.Unlocked::owner));

    private static final Shape<Payload.World> WORLD = Shape.written(Payload.World.class, "world", table -> {
        table.field("action", Codecs.words(Payload.WorldAction.class, Codecs::word), Payload.World::action);
        table.field("synchronizer", TEXT, Payload.World::synchronizer);
        table.field("participants", Codecs.list(WORLD_PARTICIPANT), Payload.World::participants);
        table.field("parties", Codecs.list(PARTY), Payload.World::parties);
    });

    private static final Shape<Payload.Version> VERSION = Shape.written(Payload.Version.class, "version", table -> {
        table.field("version", TEXT, Payload.Version::version);
        table.field("java", TEXT, Payload.Version::java);
    });

    private static final Shape<Payload.Text> TEXTS =
            Shape.written(Payload.Text.class, "text", table -> table.field("text", TEXT, Payload.Text::text));

    private final Shape<Payload.Ran> ran;
    private final Shape<Payload.Examined> examined;

    PayloadTables(EventTables events) {
        this.ran = Shape.written(Payload.Ran.class, "ran", table -> {
            table.field("plan_hash", TEXT, content -> content.plan().hash());
            table.optional(
                    "run", StateCodecs.RUN_ID, content -> content.result().run());
            table.field("result", StateCodecs.EXIT, content -> content.result().exit());
            table.field("outcomes", Codecs.map(StateCodecs.STEP_ID, events.outcome()), PayloadTables::outcomes);
            table.field(
                    "interlocks",
                    Codecs.list(StateCodecs.INTERLOCK),
                    content -> content.result().interlocks());
            table.field("hosting", Codecs.list(PARTY), Payload.Ran::hosting);
        });
        this.examined = Shape.written(
                Payload.Examined.class,
                "examined",
                table -> table.inline(new CheckupTables(events.command()).report(), Payload.Examined::report));
    }

    /** Whatever was asked for. */
    Shape<Payload> payload() {
        return Shape.choice("content", all(), content -> content.match(this));
    }

    /** Every one that {@link PayloadMatch} can choose. */
    List<Shape<? extends Payload>> all() {
        return List.of(
                VALIDATED,
                PLANNED,
                FORECASTS,
                ran,
                HOSTING,
                examined,
                STATUS,
                RUNS,
                JOURNALLED,
                VERIFIED,
                REBUILT,
                HANDED_OVER,
                UNLOCKED,
                WORLD,
                VERSION,
                TEXTS);
    }

    private static Shape<WindowReport> window() {
        return Shape.written(WindowReport.class, "offline", table -> {
            table.field("participant", ModelCodecs.PARTICIPANT, WindowReport::target);
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

    private static PlanReport report(SavedPlan plan) {
        return PlanReport.of(plan.plan(), plan.hash());
    }

    private static JsonValue document(SavedPlan plan) {
        return JsonParsing.parse(plan.text().getBytes(StandardCharsets.UTF_8), "plan.json")
                .value();
    }

    private static SortedMap<StepId, Outcome> outcomes(Payload.Ran content) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(content.result().outcomes()));
    }

    private static Optional<RunSummary> last(List<RunSummary> runs) {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** The events of a run, and those of the folder itself. */
    private static List<Entered> entered(Payload.Journalled content) {
        return content.recording().entries().stream()
                .flatMap(entry -> entry.events().stream().map(event -> new Entered(entry, event)))
                .filter(entered ->
                        entered.about().run().map(content.run().id()::equals).orElse(true))
                .toList();
    }

    @Override
    public Shape<Payload.Validated> validated(Payload.Validated content) {
        return VALIDATED;
    }

    @Override
    public Shape<Payload.Planned> planned(Payload.Planned content) {
        return PLANNED;
    }

    @Override
    public Shape<Payload.Forecasts> forecasts(Payload.Forecasts content) {
        return FORECASTS;
    }

    @Override
    public Shape<Payload.Ran> ran(Payload.Ran content) {
        return ran;
    }

    @Override
    public Shape<Payload.Hosting> hosting(Payload.Hosting content) {
        return HOSTING;
    }

    @Override
    public Shape<Payload.Examined> examined(Payload.Examined content) {
        return examined;
    }

    @Override
    public Shape<Payload.Status> status(Payload.Status content) {
        return STATUS;
    }

    @Override
    public Shape<Payload.Runs> runs(Payload.Runs content) {
        return RUNS;
    }

    @Override
    public Shape<Payload.Journalled> journalled(Payload.Journalled content) {
        return JOURNALLED;
    }

    @Override
    public Shape<Payload.Verified> verified(Payload.Verified content) {
        return VERIFIED;
    }

    @Override
    public Shape<Payload.Rebuilt> rebuilt(Payload.Rebuilt content) {
        return REBUILT;
    }

    @Override
    public Shape<Payload.HandedOver> handedOver(Payload.HandedOver content) {
        return HANDED_OVER;
    }

    @Override
    public Shape<Payload.Unlocked> unlocked(Payload.Unlocked content) {
        return UNLOCKED;
    }

    @Override
    public Shape<Payload.World> world(Payload.World content) {
        return WORLD;
    }

    @Override
    public Shape<Payload.Version> version(Payload.Version content) {
        return VERSION;
    }

    @Override
    public Shape<Payload.Text> text(Payload.Text content) {
        return TEXTS;
    }
}
