package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.cli.live.EventTables;
import io.partita.cli.live.LiveJson;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Mishap;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Played;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.unit.Plans;
import io.partita.core.adoption.Adoption;
import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.checkup.ExaminedKey;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.evidence.Evidence;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySource;
import io.partita.core.model.KeySpec;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Preview;
import io.partita.core.plan.Result.Exported;
import io.partita.core.plan.Result.LedgerEnd;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.Check;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.HostingState;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.state.SignatureRequest;
import io.partita.core.state.State;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What machines get is what the published schema says. */
class JsonTablesTest {

    private static final Path PUBLISHED = Path.of("src/main/resources" + LiveJson.SCHEMA);
    private static final SavedPlan PLAN = Plans.read(
                    Path.of("src/test/resources/io/partita/cli/view/quickstart.plan.json"))
            .value();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RunId RUN = new RunId("20260102-030405-1f3a9c");
    private static final ParticipantName NAME = new ParticipantName("participant1");
    private static final ParticipantId ID = ParticipantId.of("participant1::1220" + "ab".repeat(32));
    private static final PartyId ALICE = PartyId.of("Alice::1220" + "cd".repeat(32));
    private static final SourceRange RANGE = new SourceRange("main.groovy", new Position(1, 2), new Position(1, 3));
    private static final DeclaredKey KEY = new DeclaredKey(
            new Declared<>(new KeyName("treasury"), RANGE),
            new SigningKey(KeySpec.ED25519, "302a300506032b6570032100" + "ab".repeat(32)),
            new KeySource.KeyFile("treasury.pem", Optional.empty()),
            RANGE);
    private static final DeclaredParty DECLARED = new DeclaredParty(
            new Declared<>("Alice", RANGE),
            new DeclaredParty.Identity.Known(new Declared<>(ALICE, RANGE)),
            List.of(new DeclaredParty.DeclaredHost(
                    new Declared<>(NAME, RANGE), new Declared<>(Permission.OBSERVATION, RANGE))),
            Optional.empty(),
            List.of(),
            HostingPath.AUTO,
            List.of(),
            RANGE);
    private static final TopologyTransaction TRANSACTION = new TopologyTransaction("0a0b");
    private static final SignatureRequest REQUEST = new SignatureRequest(
            PLAN.hash(),
            PLAN.plan().synchronizer(),
            List.of(new SignatureRequest.Wanted(KEY.name().value(), KEY.key(), "Treasury/1", TRANSACTION)));
    private static final CommandText HERE = new CommandText("partita", Optional.empty(), Place.HERE);
    private static final JsonTables TABLES = new JsonTables(HERE::of);
    private static final Schema ANSWER = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TABLES.answerSchema(), InputFormat.JSON);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TABLES.schema(), InputFormat.JSON);

    @Test
    void thePublishedSchemaIsMadeFromTheTables() {
        Golden.matches(TABLES.schema(), PUBLISHED);
    }

    @Test
    void thePublishedSchemaOfAnAnswerIsMadeFromTheTables() {
        Golden.matches(TABLES.answerSchema(), Path.of("src/main/resources" + View.ANSWER_SCHEMA));
    }

    @Test
    void everyContentHasATable() {
        assertThat(new PayloadTables(new EventTables(HERE::of)).all())
                .hasSameSizeAs(Payload.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfInterlockIsDescribed() throws IOException {
        JsonNode words = new ObjectMapper().readTree(TABLES.schema()).at("/$defs/interlock/properties/kind/enum");

        assertThat(words)
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(Interlock.Kind.values())
                        .map(Interlock.Kind::word)
                        .toList());
    }

    @Test
    void thePlanThatIsProposedIsAsTheSchemaSays() {
        assertValid(JsonTables.PLAN_LINE.line(PlanTables.Reported.of(PLAN)));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void anAnswerIsAsTheSchemaSays(Payload content) {
        Result answer = Result.of("any", ExitCode.DONE, content)
                .saying(List.of(Diagnostic.error("went-wrong", "it went wrong")
                        .because("why")
                        .fix("do")
                        .next(NextCommand.status())
                        .about("Alice")
                        .at(RANGE)
                        .answering(new Answered("A", Optional.of("B"), Optional.empty(), "its words", "page"))));

        assertValid(TABLES.answerLine().line(answer));
        assertThat(ANSWER.validate(TABLES.answer().line(answer), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void anAnswerWithoutContentIsAsTheSchemaSays() {
        assertValid(TABLES.answerLine().line(Result.failed("any", Diagnostic.error("went-wrong", "it went wrong"))));
    }

    private static void assertValid(String line) {
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }

    /** One or more of every content but the declaration, which only a script can make. */
    static List<Payload> contents() {
        Step step = PLAN.plan().steps().findFirst().orElseThrow();
        HostingMapping mapping = new HostingMapping(
                ALICE,
                2,
                1,
                List.of(new HostingMapping.Host(ID, Permission.OBSERVATION, HostingMapping.Onboarding.FLAGGED)),
                Optional.empty());
        Payload.LiveParty party = new Payload.LiveParty(
                "Alice",
                Optional.of(NAME),
                Optional.of(new HostingState(mapping, NOW, Optional.empty(), "ab")),
                new TreeMap<>(Map.of(ID, NAME)));
        RunSummary run = new RunSummary(
                RUN,
                PLAN.hash(),
                NOW,
                Optional.of(NOW),
                Optional.of(ExitStatus.WAITING),
                Optional.empty(),
                Optional.of(PLAN.hash()));
        List<Interlock> interlocks = Arrays.stream(Interlock.Kind.values())
                .map(kind ->
                        new Interlock(kind, NAME, ID, Optional.of(ALICE), RUN, NOW, Optional.of(new LedgerEnd(7, NOW))))
                .toList();
        Exported exported = new Exported(
                "20260102-030405-abcdef-a.acs.gz",
                new AcsManifest(ALICE, PLAN.plan().synchronizer().logical(), ID, 1, 1, PLAN.hash()));
        Receipt receipt = new Receipt(
                PLAN.hash(), new StepId("export-acs/participant1"), "exported", List.of(exported), "bank-a", NOW);
        Payload.Contracts contracts =
                new Payload.Contracts("20260102-030405-abcdef-a.acs.gz", Optional.of("bank-b"), exported);
        JournalEvent.StateRebuilt rebuilt =
                new JournalEvent.StateRebuilt("ann", "lost", "former", "aside", List.of("runs"));
        Recording recording = new Recording(
                new State("lineage", 1, List.of(run), interlocks, "hash"),
                List.of(new JournalEntry(1, NOW, "hash", List.of(new JournalEvent.WaveStarted(RUN, 1), rebuilt))));
        LockOwner owner = new LockOwner("id", "ann", "host", "machine", 7, "apply", NOW, 1, NOW);
        Map<StepId, Outcome> outcomes = new TreeMap<>(Map.of(
                step.id(),
                new Outcome.Applied("it"),
                new StepId("x"),
                new Outcome.Failed(Diagnostic.error("went-wrong", "it went wrong"))));
        return List.of(
                new Payload.Planned(
                        PLAN, Payload.Form.JSON, Payload.Extent.WHOLE, Payload.COMMENT, Optional.of("plan.json")),
                new Payload.Compared(
                        new Payload.PlanAt("before.json", PLAN, Optional.of("commit 12ab")),
                        ComparisonViewTest.changed("evil.example"),
                        Payload.Page.TEXT),
                new Payload.Drifted(DriftViewTest.drift("Alice"), Payload.Page.TEXT, Optional.of("drift.xml")),
                new Payload.LaidOut(
                        Payload.Writing.LEFT,
                        List.of(
                                new Payload.LaidOutFile("a.groovy", Optional.of("@@ -1 +1 @@")),
                                new Payload.LaidOutFile("b.groovy", Optional.empty()))),
                new Payload.Adopted(
                        new Adoption(
                                List.of(new Adoption.Party(ALICE, DECLARED)),
                                new TreeMap<>(Map.of(ALICE, Adoption.Reason.ONBOARDING))),
                        "party('Alice') {}",
                        Optional.of("imported.groovy")),
                revised(Optional.empty()),
                revised(Optional.of(Payload.Planned.asText(PLAN))),
                new Payload.Rehearsed(
                        PLAN,
                        new Played(
                                List.of(new Played.PlayedStep(step, Played.Fate.DONE, "done: it")),
                                List.of("killed", "done"),
                                List.of(new Mishap(Mishap.Kind.KILL, "Authorize", Optional.empty())),
                                List.of(new Mishap(Mishap.Kind.LOST, "GetId", Optional.of("participant1"))),
                                new TreeMap<>(Map.of("Bob", "why")),
                                Played.End.COMPLETE,
                                List.of("Alice: the threshold is 1 instead of 2"),
                                List.of())),
                new Payload.Recorded(
                        new Snapshot(
                                NOW,
                                new Snapshot.RecordedSynchronizer(
                                        "mysynchronizer", PLAN.plan().synchronizer(), Duration.ZERO),
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new TreeSet<>(),
                                new TreeMap<>()),
                        new Preview(NOW, PLAN.hash()),
                        "snapshot.json"),
                new Payload.Planned(
                        Plans.saved(new Plan(PLAN.plan().content().from(new Preview(NOW, PLAN.hash())))),
                        Payload.Form.JSON,
                        Payload.Extent.WHOLE,
                        Payload.COMMENT,
                        Optional.empty()),
                new Payload.Forecasts(
                        PLAN,
                        new DryRunReport(
                                DryRunReport.Grade.LIVE,
                                ExitStatus.DONE,
                                List.of(new DryRunReport.Forecast(
                                        step,
                                        DryRunReport.Verdict.WOULD_APPLY,
                                        DryRunReport.Coverage.FACTS_READ,
                                        "found")),
                                List.of(),
                                List.of())),
                new Payload.Ran(
                        PLAN,
                        new RunResult(
                                ExitStatus.WAITING,
                                Optional.of(RUN),
                                outcomes,
                                List.of(),
                                interlocks,
                                List.of(NextCommand.resume())),
                        List.of(party)),
                new Payload.Hosting(List.of(KEY), List.of(party)),
                new Payload.Examined(new Report(
                        List.of(new Examined(
                                NAME,
                                List.of("a:1", "b:2"),
                                List.of(
                                        new Check(Check.Place.ADMIN, Check.Kind.NAME, new Finding.Passed("it")),
                                        new Check(
                                                Check.Place.LEDGER,
                                                Check.Kind.TLS,
                                                new Finding.Failed(
                                                        "no",
                                                        "do",
                                                        List.of(NextCommand.of(NextCommand.Verb.DOCTOR)),
                                                        "its words"))),
                                Optional.of(ID),
                                Optional.empty(),
                                Optional.of(new ClockReading(Duration.ofMillis(-3), Duration.ofMillis(2))))),
                        List.of(new ExaminedKey(
                                KEY, new Check(Check.Place.KEY, Check.Kind.SIGNING, new Finding.Failed("no", "do")))),
                        List.of(
                                new Check(Check.Place.NETWORK, Check.Kind.CLOCK, new Finding.Warned("it", "do")),
                                new Check(Check.Place.NETWORK, Check.Kind.PROTOCOL, new Finding.Skipped("why"))))),
                new Payload.Status(
                        recording,
                        Payload.Status.StateRead.WHOLE,
                        Payload.Status.Asked.NOT_ASKED,
                        Optional.of(owner),
                        Optional.empty(),
                        NOW),
                new Payload.Runs(List.of(run)),
                new Payload.Journalled(run, recording),
                new Payload.Verified(recording),
                new Payload.Rebuilt("lineage", rebuilt),
                new Payload.HandedOver(
                        PLAN, "bank-a", List.of(receipt), Optional.of("receipts.json"), List.of(contracts)),
                new Payload.SignaturesWanted(REQUEST, Optional.of("request.json")),
                new Payload.SignatureRead(REQUEST, List.of(mapping), Optional.empty(), Optional.empty()),
                new Payload.SignatureRead(
                        REQUEST,
                        List.of(mapping),
                        Optional.of(new GivenSignatures(
                                PLAN.hash(),
                                List.of(new KeySignature(KEY.key(), List.of(TRANSACTION.hash()), "ab".repeat(64))))),
                        Optional.of("signatures.json")),
                new Payload.Evidenced(
                        new Evidence(
                                RUN,
                                "lineage",
                                PLAN.hash(),
                                PLAN.text(),
                                List.of(new Evidence.Entry(
                                        1,
                                        NOW,
                                        PLAN.hash(),
                                        List.of(new JournalEvent.RunEnded(RUN, ExitStatus.DONE)),
                                        PLAN.hash()))),
                        PLAN.hash(),
                        Payload.EvidenceAction.VERIFIED,
                        "evidence.json"),
                new Payload.Unlocked(Optional.of(owner)),
                new Payload.Unlocked(Optional.empty()),
                new Payload.World(
                        Payload.WorldAction.SERVING,
                        "mysynchronizer",
                        List.of(new Payload.WorldParticipant(
                                "participant1",
                                ID.toString(),
                                Optional.of(new Endpoint("localhost", 1, Optional.empty(), Optional.empty())),
                                Optional.empty())),
                        List.of(party)),
                new Payload.Version("1", "17"),
                new Payload.Text("text"));
    }

    private static Payload revised(Optional<Payload.Planned> plan) {
        Payload.DeclaredText after = new Payload.DeclaredText(
                new Declaration(
                        new Declared<>("mysynchronizer", RANGE),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(KEY.name().value(), KEY)),
                        List.of(DECLARED)),
                Map.of(
                        new Payload.NamesFiles(Payload.NamesFiles.Kind.PARTY, "Alice"),
                        new TreeMap<>(Map.of("a.dar", "content 12ab"))));
        return new Payload.Revised(
                new Payload.RevisedDeclaration("main", "12ab", Optional.empty(), after),
                Payload.Form.TEXT,
                Payload.COMMENT,
                plan);
    }
}
