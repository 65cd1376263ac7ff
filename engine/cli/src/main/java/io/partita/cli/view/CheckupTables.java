package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.report.KeyReport;
import io.partita.core.checkup.ExaminedKey;
import io.partita.core.checkup.Report;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.provider.Check;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import java.util.List;

/** A checkup, as members of the answer. */
final class CheckupTables {

    /** How a finding is called. */
    private enum Result {
        PASSED,
        WARNED,
        FAILED,
        SKIPPED;

        static Result of(Finding finding) {
            return finding.match(new FindingMatch<>() {
                @Override
                public Result passed(Finding.Passed passed) {
                    return PASSED;
                }

                @Override
                public Result warned(Finding.Warned warned) {
                    return WARNED;
                }

                @Override
                public Result failed(Finding.Failed failed) {
                    return FAILED;
                }

                @Override
                public Result skipped(Finding.Skipped skipped) {
                    return SKIPPED;
                }
            });
        }
    }

    private static final Shape<Finding.Passed> PASSED =
            Shape.written(Finding.Passed.class, "passed", table -> table.field("found", TEXT, Finding.Passed::found));

    private static final Shape<Finding.Skipped> SKIPPED = Shape.written(
            Finding.Skipped.class, "skipped", table -> table.field("reason", TEXT, Finding.Skipped::reason));

    private static final Shape<ClockReading> CLOCK = Shape.written(ClockReading.class, "clock", table -> {
        table.field(
                "ahead_ms",
                Codecs.number(Long.MIN_VALUE, Long.MAX_VALUE),
                clock -> clock.ahead().toMillis());
        table.field("error_ms", COUNT, clock -> clock.error().toMillis());
    });

    private final Shape<Report> report;

    /** @param command how the next commands are written */
    CheckupTables(Codec<NextCommand> command) {
        Codec<List<NextCommand>> commands = Codecs.list(command);
        Shape<Finding.Warned> warned = Shape.written(Finding.Warned.class, "warned", table -> {
            table.field("found", TEXT, Finding.Warned::found);
            table.field("fix", TEXT, Finding.Warned::fix);
            table.unless(List.<NextCommand>of(), "next", commands, Finding.Warned::next);
        });
        Shape<Finding.Failed> failed = Shape.written(Finding.Failed.class, "failed", table -> {
            table.field("cause", TEXT, Finding.Failed::cause);
            table.unless("", "said", TEXT, Finding.Failed::words)
                    .described("What the participant said, in its own words: not what partita says.");
            table.field("fix", TEXT, Finding.Failed::fix);
            table.unless(List.<NextCommand>of(), "next", commands, Finding.Failed::next);
        });
        Shape<Finding> finding =
                Shape.variants("finding", "result", Result.class, Codecs::word, Result::of, result -> switch (result) {
                    case PASSED -> PASSED;
                    case WARNED -> warned;
                    case FAILED -> failed;
                    case SKIPPED -> SKIPPED;
                });
        Shape<Check> check = Shape.written(Check.class, "check", table -> {
            table.field("place", Codecs.words(Check.Place.class, Check.Place::word), Check::place);
            table.field("check", Codecs.words(Check.Kind.class, Check.Kind::word), Check::kind);
            table.inline(finding, Check::finding);
        });
        Shape<Examined> participant = Shape.written(Examined.class, "examined-participant", table -> {
            table.field("participant", ModelCodecs.PARTICIPANT, Examined::name);
            table.optional("participant_id", ModelCodecs.PARTICIPANT_ID, Examined::id)
                    .described("Absent when it did not say it; the checks say why.");
            table.field("admin", TEXT, examined -> examined.endpoints().get(0));
            table.field("ledger", TEXT, examined -> examined.endpoints().get(1));
            table.optional("clock", CLOCK, Examined::clock)
                    .described("Absent when it could not be read; the checks say why.");
            table.field("checks", Codecs.list(check), Examined::checks);
        });
        Shape<ExaminedKey> key = Shape.written(ExaminedKey.class, "examined-key", table -> {
            table.inline(KeyTables.KEY, examined -> KeyReport.of(examined.key()));
            table.field("checks", Codecs.list(check), examined -> List.of(examined.check()));
        });
        this.report = Shape.written(Report.class, "checkup", table -> {
            table.field("failed", COUNT, each -> each.count(Finding.Failed.class));
            table.field("warned", COUNT, each -> each.count(Finding.Warned.class));
            table.field("passed", COUNT, each -> each.count(Finding.Passed.class));
            table.field("skipped", COUNT, each -> each.count(Finding.Skipped.class));
            table.field("participants", Codecs.list(participant), Report::participants);
            table.field("keys", Codecs.list(key), Report::keys);
            table.field("together", Codecs.list(check), Report::together);
        });
    }

    Shape<Report> report() {
        return report;
    }
}
