package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Fate;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.report.PlanComparison.Point;
import io.partita.cli.report.PlanComparison.Reading;
import io.partita.cli.report.PlanComparison.Subject;
import io.partita.cli.result.Payload;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;

/** Two plans side by side, as members of the answer. */
final class ComparisonTables {

    private static final Shape<Payload.PlanAt> SIDE = Shape.written(Payload.PlanAt.class, "compared-plan", table -> {
        table.field("file", TEXT, Payload.PlanAt::file);
        table.field("plan_hash", TEXT, side -> side.plan().hash());
        table.optional("origin", TEXT, Payload.PlanAt::origin).described("The commit that the file is of, in words.");
    });

    private static final Shape<Point> POINT = Shape.written(Point.class, "point", table -> {
        table.field("what", TEXT, Point::what);
        table.optional("before", TEXT, Point::before);
        table.optional("after", TEXT, Point::after);
    });

    static final Shape<Difference> DIFFERENCE = Shape.written(Difference.class, "difference", table -> {
        table.field("matter", Codecs.words(Matter.class, Matter::word), Difference::matter);
        table.field("fate", Codecs.words(Fate.class, Fate::word), Difference::fate);
        table.field("subject", Codecs.words(Subject.class, Subject::word), Difference::subject);
        table.field("names", Codecs.list(TEXT), Difference::names)
                .described("All that differ in the same way; an empty name for what a plan has only one of.");
        table.field("points", Codecs.list(POINT), Difference::points);
    });

    private static final Shape<Reading> READING = Shape.written(Reading.class, "reading", table -> {
        table.field("what", TEXT, Reading::what);
        table.field("names", Codecs.list(TEXT), Reading::names);
        table.optional("change", TEXT, Reading::change);
    });

    private static final Shape<PlanComparison> COMPARISON = Shape.written(PlanComparison.class, "comparison", table -> {
        table.field("equal", TRUTH, PlanComparison::isEqual);
        table.field("summary", TEXT, PlanComparison::summary);
        table.field("before", SIDE, PlanComparison::before);
        table.field("after", SIDE, PlanComparison::after);
        table.field("differences", Codecs.list(DIFFERENCE), PlanComparison::differences)
                .described("In the order in which a reviewer has to know them.");
        table.field("read_anew", Codecs.list(READING), PlanComparison::anew);
    });

    static final Shape<Payload.Compared> COMPARED = Shape.written(
            Payload.Compared.class,
            "compared",
            table -> table.inline(COMPARISON, content -> PlanComparison.of(content.before(), content.after())));

    private ComparisonTables() {}
}
