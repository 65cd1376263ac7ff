package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.report.DriftReport;
import io.partita.cli.result.Payload;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.drift.DriftPoint;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.util.List;

/** Drift as members of the answer. */
final class DriftTables {

    private static final Shape<DriftReport.Signer> SIGNER =
            Shape.written(DriftReport.Signer.class, "mapping-signer", table -> {
                table.field("fingerprint", TEXT, signer -> signer.fingerprint().toString());
                table.optional("name", TEXT, DriftReport.Signer::name)
                        .described("The declared participant or key whose fingerprint it is, where that is known.");
            });

    private static final Shape<DriftReport.Change> CHANGE =
            Shape.written(DriftReport.Change.class, "mapping-change", table -> {
                table.field("serial", COUNT, change -> (long) change.serial());
                table.field("valid_from", INSTANT, DriftReport.Change::since);
                table.unless(List.of(), "signed_by", Codecs.list(SIGNER), DriftReport.Change::signers)
                        .described("Absent when the participant does not tell who signed it.");
            });

    private static final Shape<DriftReport.Point> POINT =
            Shape.written(DriftReport.Point.class, "drift-point", table -> {
                table.field(
                        "kind", Codecs.words(DriftPoint.Kind.class, DriftPoint.Kind::word), DriftReport.Point::kind);
                table.optional("participant", TEXT, DriftReport.Point::participant);
                table.optional("expected", TEXT, DriftReport.Point::expected);
                table.optional("found", TEXT, DriftReport.Point::found);
                table.optional("since", CHANGE, DriftReport.Point::since)
                        .described("The mapping with which it began; absent when none is known.");
            });

    private static final Shape<DriftReport.Party> PARTY =
            Shape.written(DriftReport.Party.class, "drift-party", table -> {
                table.field("party", TEXT, DriftReport.Party::name);
                table.field("party_id", ModelCodecs.PARTY, DriftReport.Party::id);
                table.field("drift", TRUTH, DriftReport.Party::isDrifted);
                table.optional("applied_by", TEXT, DriftReport.Party::run)
                        .described("The run that it is compared with; absent when it is the declaration.");
                table.optional("live", CHANGE, DriftReport.Party::live)
                        .described("The mapping in force; absent when the party is hosted nowhere.");
                table.field("points", Codecs.list(POINT), DriftReport.Party::points);
                table.optional("note", TEXT, DriftReport.Party::note);
            });

    private static final Shape<DriftReport> REPORT = Shape.written(DriftReport.class, "drift", table -> {
        table.field("drift", TRUTH, report -> !report.drifted().isEmpty());
        table.field("summary", TEXT, DriftReport::summary);
        table.field("synchronizer", TEXT, DriftReport::synchronizer);
        table.field("read_from", TEXT, DriftReport::reader);
        table.field("parties", Codecs.list(PARTY), DriftReport::parties);
    });

    static final Shape<Payload.Drifted> DRIFTED = Shape.written(Payload.Drifted.class, "drifted", table -> {
        table.optional("file", TEXT, Payload.Drifted::file);
        table.inline(REPORT, content -> DriftReport.of(content.drift()));
    });

    private DriftTables() {}
}
