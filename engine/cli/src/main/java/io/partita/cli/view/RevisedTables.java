package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.report.DeclarationComparison.Origin;
import io.partita.cli.result.Payload;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;

/** What a branch changes of a declaration, as members of the answer. */
final class RevisedTables {

    private static final Shape<DeclarationComparison> COMPARISON =
            Shape.written(DeclarationComparison.class, "declaration-comparison", table -> {
                table.field("equal", TRUTH, DeclarationComparison::isEqual);
                table.field("comparison", TEXT, DeclarationComparison::summary);
                table.field("against", TEXT, DeclarationComparison::revision);
                table.field("commit", TEXT, DeclarationComparison::commit);
                table.field("origin", Codecs.words(Origin.class, Codecs::word), DeclarationComparison::origin)
                        .described("Whether the commit has a declaration there at all.");
                table.field("differences", Codecs.list(ComparisonTables.DIFFERENCE), DeclarationComparison::differences)
                        .described("In the order in which a reviewer has to know them.");
            });

    static final Shape<Payload.Revised> REVISED = Shape.written(Payload.Revised.class, "revised", table -> {
        table.inline(COMPARISON, content -> DeclarationComparison.of(content.declared()));
        table.inlineIfPresent(PlanTables.PLANNED, Payload.Revised::plan);
    });

    private RevisedTables() {}
}
