package io.partita.cli.view;

import io.partita.cli.report.DriftReport;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;

/** What is not as expected, for people: only parties of which there is something to say, then one line. */
final class DriftText {

    private final DriftReport report;

    DriftText(DriftReport report) {
        this.report = report;
    }

    void write(TextLayout paper) {
        paper.line(
                0,
                2,
                Emphasis.BOLD
                        .of("Hosting on " + report.synchronizer())
                        .plus(Emphasis.FAINT.of(", as " + report.reader() + " sees it")));
        report.parties().stream()
                .filter(party -> party.isDrifted() || party.note().isPresent())
                .forEach(party -> party(paper, party));
        paper.blank();
        paper.line(0, 2, Emphasis.BOLD.of(report.summary()));
    }

    private static void party(TextLayout paper, DriftReport.Party party) {
        paper.blank();
        paper.copyable(
                0,
                Emphasis.BOLD
                        .of("Party " + party.name())
                        .plus("  ")
                        .plus(Emphasis.FAINT.of(party.id().toString())));
        paper.line(2, 4, Emphasis.FAINT.of("compared with " + party.basis()));
        for (DriftReport.Point point : party.points()) {
            paper.line(2, 4, Emphasis.YELLOW.of("~").plus(" " + point.what()));
            paper.line(6, 8, Emphasis.FAINT.of(point.history()));
        }
        party.note().ifPresent(note -> paper.line(2, 4, Inked.of("note: " + note)));
    }
}
