package io.partita.cli.view;

import io.partita.cli.report.DriftReport;
import java.util.List;

/** What is not as expected, as a comment or a page of a job. */
final class DriftMarkdown {

    private final DriftReport report;
    private final int budget;

    DriftMarkdown(DriftReport report, int budget) {
        this.report = report;
        this.budget = budget;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("### partita drift: ").append(Markdown.code(report.synchronizer()));
        text.append("\n\n**").append(report.summary()).append("**\n\n");
        List<String> blocks = report.parties().stream()
                .filter(party -> party.isDrifted() || party.note().isPresent())
                .map(DriftMarkdown::party)
                .toList();
        new Markdown(text, budget, "`partita drift`").fill(blocks, "parties");
        return text.toString();
    }

    private static String party(DriftReport.Party party) {
        StringBuilder block = new StringBuilder();
        block.append("**Party** ").append(Markdown.code(party.name())).append(' ');
        block.append(Markdown.code(party.id().toString())).append(", compared with ");
        block.append(Markdown.code(party.basis())).append("\n\n");
        party.points()
                .forEach(point -> block.append("- ")
                        .append(Markdown.code(point.sentence()))
                        .append('\n'));
        party.note().ifPresent(note -> block.append("- ").append(note).append('\n'));
        return block.append('\n').toString();
    }
}
