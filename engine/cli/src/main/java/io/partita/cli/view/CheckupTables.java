package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.checkup.Report;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.provider.Check;
import io.partita.core.provider.ClockReading;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;

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

    private static final Shape<Finding.Warned> WARNED = Shape.written(Finding.Warned.class, "warned", table -> {
        table.field("found", TEXT, Finding.Warned::found);
        table.field("fix", TEXT, Finding.Warned::fix);
    });

    private static final Shape<Finding.Failed> FAILED = Shape.written(Finding.Failed.class, "failed", table -> {
        table.field("cause", TEXT, Finding.Failed::cause);
        table.field("fix", TEXT, Finding.Failed::fix);
    });

    private static final Shape<Finding.Skipped> SKIPPED = Shape.written(
            Finding.Skipped.class, "skipped", table -> table.field("reason", TEXT, Finding.Skipped::reason));

    private static final Shape<Finding> FINDING =
            Shape.variants("finding", "result", Result.class, Codecs::word, Result::of, result -> switch (result) {
                case PASSED -> PASSED;
                case WARNED -> WARNED;
                case FAILED -> FAILED;
                case SKIPPED -> SKIPPED;
            });

    private static final Shape<Check> CHECK = Shape.written(Check.class, "check", table -> {
        table.field("place", Codecs.words(Check.Place.class, Check.Place::word), Check::place);
        table.field("check", Codecs.words(Check.Kind.class, Check.Kind::word), Check::kind);
        table.inline(FINDING, Check::finding);
    });

    private static final Shape<ClockReading> CLOCK = Shape.written(ClockReading.class, "clock", table -> {
        table.field(
                "ahead_ms",
                Codecs.number(Long.MIN_VALUE, Long.MAX_VALUE),
                clock -> clock.ahead().toMillis());
        table.field("error_ms", COUNT, clock -> clock.error().toMillis());
    });

    private static final Shape<Examined> PARTICIPANT = Shape.written(Examined.class, "examined-participant", table -> {
        table.field("participant", ModelCodecs.PARTICIPANT, Examined::name);
        table.optional("participant_id", ModelCodecs.PARTICIPANT_ID, Examined::id);
        table.field("admin", TEXT, examined -> examined.endpoints().get(0));
        table.field("ledger", TEXT, examined -> examined.endpoints().get(1));
        table.optional("clock", CLOCK, Examined::clock);
        table.field("checks", Codecs.list(CHECK), Examined::checks);
    });

    static final Shape<Report> REPORT = Shape.written(Report.class, "checkup", table -> {
        table.field("failed", COUNT, report -> report.count(Finding.Failed.class));
        table.field("warned", COUNT, report -> report.count(Finding.Warned.class));
        table.field("passed", COUNT, report -> report.count(Finding.Passed.class));
        table.field("skipped", COUNT, report -> report.count(Finding.Skipped.class));
        table.field("participants", Codecs.list(PARTICIPANT), Report::participants);
        table.field("together", Codecs.list(CHECK), Report::together);
    });

    private CheckupTables() {}
}
