package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.live.EventTables;
import io.partita.cli.report.KeyReport;
import io.partita.cli.result.Payload;
import io.partita.cli.result.PayloadMatch;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.codec.SignatureCodecs;
import io.partita.core.codec.StateCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.plan.StepId;
import io.partita.core.state.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was asked for, as members of the answer. Names are {@code snake_case}; what is absent is left out. */
final class PayloadTables implements PayloadMatch<Shape<? extends Payload>> {

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
                "keys",
                Codecs.list(KeyTables.KEY),
                content -> KeyReport.of(content.declaration().keys().values()));
        table.field(
                "parties",
                Codecs.list(TEXT),
                content -> content.declaration().parties().stream()
                        .map(party -> party.name().value())
                        .toList());
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

    private static final Shape<Payload.SignaturesWanted> SIGNATURES_WANTED =
            Shape.written(Payload.SignaturesWanted.class, "signatures-wanted", table -> {
                table.field("request", SignatureCodecs.REQUEST, Payload.SignaturesWanted::request);
                table.optional("file", TEXT, Payload.SignaturesWanted::file);
            });

    private static final Shape<Payload.SignatureRead> SIGNATURE_READ =
            Shape.written(Payload.SignatureRead.class, "signature-read", table -> {
                table.field("request", SignatureCodecs.REQUEST, Payload.SignatureRead::request);
                table.field("contents", Codecs.list(TEXT), read -> SignatureText.contents(read))
                        .described("What each transaction makes, read again from it, in words.");
                table.optional("signed", SignatureCodecs.SIGNATURES, Payload.SignatureRead::given);
                table.optional("file", TEXT, Payload.SignatureRead::file);
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
            table.field("outcomes", Codecs.map(StateCodecs.STEP_ID, events.outcome()), PayloadTables::outcomes)
                    .described("How steps have ended; a step that is absent has not.");
            table.field(
                    "interlocks",
                    Codecs.list(StateCodecs.INTERLOCK),
                    content -> content.result().interlocks());
            table.field("hosting", Codecs.list(HostingTables.PARTY), Payload.Ran::hosting);
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
                PlanTables.PLANNED,
                ComparisonTables.COMPARED,
                DriftTables.DRIFTED,
                SourceTables.LAID_OUT,
                SourceTables.ADOPTED,
                RevisedTables.REVISED,
                PlanTables.RECORDED,
                PlanTables.FORECASTS,
                RehearsalTables.REHEARSED,
                ran,
                HostingTables.HOSTING,
                examined,
                RecordingTables.STATUS,
                RecordingTables.RUNS,
                RecordingTables.JOURNALLED,
                RecordingTables.VERIFIED,
                RecordingTables.REBUILT,
                HANDED_OVER,
                SIGNATURES_WANTED,
                SIGNATURE_READ,
                RecordingTables.EVIDENCED,
                RecordingTables.UNLOCKED,
                HostingTables.WORLD,
                VERSION,
                TEXTS);
    }

    private static SortedMap<StepId, Outcome> outcomes(Payload.Ran content) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(content.result().outcomes()));
    }

    @Override
    public Shape<Payload.Validated> validated(Payload.Validated content) {
        return VALIDATED;
    }

    @Override
    public Shape<Payload.Planned> planned(Payload.Planned content) {
        return PlanTables.PLANNED;
    }

    @Override
    public Shape<Payload.Compared> compared(Payload.Compared content) {
        return ComparisonTables.COMPARED;
    }

    @Override
    public Shape<Payload.Drifted> drifted(Payload.Drifted content) {
        return DriftTables.DRIFTED;
    }

    @Override
    public Shape<Payload.LaidOut> laidOut(Payload.LaidOut content) {
        return SourceTables.LAID_OUT;
    }

    @Override
    public Shape<Payload.Adopted> adopted(Payload.Adopted content) {
        return SourceTables.ADOPTED;
    }

    @Override
    public Shape<Payload.Revised> revised(Payload.Revised content) {
        return RevisedTables.REVISED;
    }

    @Override
    public Shape<Payload.Recorded> recorded(Payload.Recorded content) {
        return PlanTables.RECORDED;
    }

    @Override
    public Shape<Payload.Forecasts> forecasts(Payload.Forecasts content) {
        return PlanTables.FORECASTS;
    }

    @Override
    public Shape<Payload.Rehearsed> rehearsed(Payload.Rehearsed content) {
        return RehearsalTables.REHEARSED;
    }

    @Override
    public Shape<Payload.Ran> ran(Payload.Ran content) {
        return ran;
    }

    @Override
    public Shape<Payload.Hosting> hosting(Payload.Hosting content) {
        return HostingTables.HOSTING;
    }

    @Override
    public Shape<Payload.Examined> examined(Payload.Examined content) {
        return examined;
    }

    @Override
    public Shape<Payload.Status> status(Payload.Status content) {
        return RecordingTables.STATUS;
    }

    @Override
    public Shape<Payload.Runs> runs(Payload.Runs content) {
        return RecordingTables.RUNS;
    }

    @Override
    public Shape<Payload.Journalled> journalled(Payload.Journalled content) {
        return RecordingTables.JOURNALLED;
    }

    @Override
    public Shape<Payload.Verified> verified(Payload.Verified content) {
        return RecordingTables.VERIFIED;
    }

    @Override
    public Shape<Payload.Rebuilt> rebuilt(Payload.Rebuilt content) {
        return RecordingTables.REBUILT;
    }

    @Override
    public Shape<Payload.HandedOver> handedOver(Payload.HandedOver content) {
        return HANDED_OVER;
    }

    @Override
    public Shape<Payload.SignaturesWanted> signaturesWanted(Payload.SignaturesWanted content) {
        return SIGNATURES_WANTED;
    }

    @Override
    public Shape<Payload.SignatureRead> signatureRead(Payload.SignatureRead content) {
        return SIGNATURE_READ;
    }

    @Override
    public Shape<Payload.Evidenced> evidenced(Payload.Evidenced content) {
        return RecordingTables.EVIDENCED;
    }

    @Override
    public Shape<Payload.Unlocked> unlocked(Payload.Unlocked content) {
        return RecordingTables.UNLOCKED;
    }

    @Override
    public Shape<Payload.World> world(Payload.World content) {
        return HostingTables.WORLD;
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
