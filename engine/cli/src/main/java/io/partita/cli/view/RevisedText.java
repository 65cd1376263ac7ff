package io.partita.cli.view;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.TextLayout;

/** What a branch changes of a declaration, for a person who knows how it was. */
final class RevisedText {

    private final DeclarationComparison comparison;

    RevisedText(DeclarationComparison comparison) {
        this.comparison = comparison;
    }

    void write(TextLayout paper) {
        paper.copyable(0, Emphasis.BOLD.of("Declaration against " + comparison.revision()));
        paper.copyable(2, "commit " + comparison.commit());
        ComparisonText.differences(paper, comparison::of);
        paper.blank();
        paper.line(0, 2, Emphasis.BOLD.of(comparison.summary()));
    }
}
