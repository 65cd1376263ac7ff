package io.partita.cli.view;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.report.PlanReport;
import io.partita.cli.result.Payload;
import io.partita.core.diagnostic.Diagnostic;
import java.util.List;

/** What a branch changes of a declaration, and what applying that would do, as a comment on a pull request. */
final class RevisedMarkdown {

    /** Of a comment with a plan; the plan has the dangers, so it gets the larger part. */
    private static final int PART_OF_THE_COMPARISON = 3;

    private final Payload.Revised revised;
    private final List<Diagnostic> said;
    private final List<String> next;

    /**
     * @param said beside it
     * @param next commands as they are typed
     */
    RevisedMarkdown(Payload.Revised revised, List<Diagnostic> said, List<String> next) {
        this.revised = revised;
        this.said = said;
        this.next = next;
    }

    String text() {
        int room = revised.plan().isPresent() ? revised.room() / PART_OF_THE_COMPARISON : revised.room();
        String compared = compared(DeclarationComparison.of(revised.declared()), room);
        return revised.plan()
                .map(plan -> compared
                        + new PlanMarkdown(
                                        PlanReport.of(plan.plan()).saying(said),
                                        revised.room() - compared.length(),
                                        next)
                                .text())
                .orElse(compared);
    }

    private static String compared(DeclarationComparison comparison, int room) {
        StringBuilder text = new StringBuilder("### partita: what changes in the declaration\n\n");
        text.append("Against ").append(Markdown.code(comparison.revision())).append(", commit ");
        text.append(Markdown.code(comparison.commit())).append(".\n\n");
        text.append(Markdown.code(comparison.summary())).append("\n\n");
        ComparisonMarkdown.differences(new Markdown(text, room, "`partita plan --against`"), comparison::of);
        return text.toString();
    }
}
