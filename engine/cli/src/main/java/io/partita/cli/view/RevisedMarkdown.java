package io.partita.cli.view;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.Remark;
import io.partita.cli.result.Payload;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import java.util.List;

/** What a branch changes of a declaration, and what applying that would do, as a comment on a pull request. */
final class RevisedMarkdown {

    /** Of a comment with a plan; the plan has the dangers, so it gets the larger part. */
    private static final int PART_OF_THE_COMPARISON = 3;

    /** Of a comment without a plan, when something was said beside it. */
    private static final int PART_OF_THE_REMARKS = 4;

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
        return revised.plan().map(planned -> withPlan(planned.plan())).orElseGet(this::alone);
    }

    private String withPlan(SavedPlan plan) {
        String compared = compared(revised.room() / PART_OF_THE_COMPARISON);
        PlanReport report = PlanReport.of(plan).saying(said);
        return compared + new PlanMarkdown(report, revised.room() - compared.length(), next).text();
    }

    private String alone() {
        int room = revised.room() - (said.isEmpty() ? 0 : revised.room() / PART_OF_THE_REMARKS);
        StringBuilder text = new StringBuilder(compared(room));
        new Markdown(text, revised.room(), "the log of the command").fill(Markdown.remarks(Remark.of(said)), "remarks");
        return text.toString();
    }

    private String compared(int room) {
        DeclarationComparison comparison = DeclarationComparison.of(revised.declared());
        StringBuilder text = new StringBuilder("### partita: what changes in the declaration\n\n");
        text.append("Against ").append(Markdown.code(comparison.revision())).append(", commit ");
        text.append(Markdown.code(comparison.commit())).append(".\n\n");
        text.append(Markdown.code(comparison.summary())).append("\n\n");
        ComparisonMarkdown.differences(new Markdown(text, room, "`partita plan --against`"), comparison::of);
        return text.toString();
    }
}
