package io.partita.cli.view;

import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.ForeignText;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.Printable;
import io.partita.cli.text.TextLayout;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Severity;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.Declarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics for people: what is wrong, where, with the line itself, why, and the fix; all of them, then their number.
 */
final class DiagnosticText {

    private final Sources sources;
    private final CommandText commands;

    DiagnosticText(Sources sources, CommandText commands) {
        this.sources = sources;
        this.commands = commands;
    }

    void write(TextLayout paper, List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            one(paper, diagnostic);
            paper.blank();
        }
        String summary = summary(diagnostics);
        if (!summary.isEmpty()) {
            paper.line(summary);
        }
    }

    void one(TextLayout paper, Diagnostic diagnostic) {
        paper.line(
                0,
                2,
                label(diagnostic.severity())
                        .plus(" ")
                        .plus(Emphasis.BOLD.of(diagnostic.summary()))
                        .plus(" ")
                        .plus(Emphasis.FAINT.of("[" + diagnostic.code() + "]")));
        diagnostic
                .range()
                .ifPresentOrElse(
                        range -> place(paper, range, diagnostic),
                        () -> diagnostic
                                .subject()
                                .ifPresent(subject -> paper.line(
                                        2, 4, Emphasis.FAINT.of("about ").plus(subject))));
        if (!diagnostic.detail().isEmpty()) {
            paper.line(2, 7, Emphasis.FAINT.of("why: ").plus(diagnostic.detail()));
        }
        diagnostic
                .answered()
                .ifPresent(answered -> paper.foreign(
                        2, new ForeignText(diagnostic.subject().orElse("the other side"), answered.text())));
        if (!diagnostic.hint().isEmpty()) {
            paper.line(2, 7, Emphasis.CYAN.of("fix: ").plus(diagnostic.hint()));
        }
        diagnostic
                .next()
                .forEach(command -> paper.copyable(2, Emphasis.CYAN.of("run: ").plus(commands.of(command))));
        diagnostic.answered().ifPresent(answered -> {
            answered.trace()
                    .ifPresent(trace ->
                            paper.copyable(2, Emphasis.FAINT.of("log: ").plus(trace)));
            paper.copyable(2, Emphasis.FAINT.of("see: ").plus(commands.explaining(answered.topic())));
        });
    }

    /** How many of each there are; empty when there are none. */
    static String summary(List<Diagnostic> diagnostics) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = diagnostics.stream()
                    .filter(each -> each.severity() == severity)
                    .count();
            if (count > 0 && severity != Severity.NOTE) {
                counts.add(Formats.of(count, severity.name().toLowerCase(Locale.ROOT)));
            }
        }
        return counts.isEmpty() ? "" : String.join(", ", counts) + ".";
    }

    private void place(TextLayout paper, SourceRange range, Diagnostic diagnostic) {
        Inked about = diagnostic
                .subject()
                .map(subject -> Emphasis.FAINT.of("  about ").plus(subject))
                .orElse(Inked.of(""));
        String number = Integer.toString(range.start().line());
        String margin = " ".repeat(number.length() + 2);
        paper.copyable(
                0,
                Inked.of(margin)
                        .plus(Emphasis.FAINT.of("at "))
                        .plus(range.toString())
                        .plus(about));
        if (diagnostic.code().equals(Declarations.SECRET_IN_THE_DECLARATION)) {
            return;
        }
        sources.line(range.file(), range.start().line()).ifPresent(line -> excerpt(paper, range, line, number, margin));
    }

    private static void excerpt(TextLayout paper, SourceRange range, String line, String number, String margin) {
        int start = Math.min(range.start().column(), line.length() + 1) - 1;
        boolean oneLine = range.end().line() == range.start().line();
        int end = oneLine
                ? Math.min(range.end().column() - 1, line.length())
                : line.stripTrailing().length();
        // A very long line is shown around the place, so that the place is on the screen.
        int room = paper.width() - margin.length() - 3;
        int from = line.length() > room ? Math.max(0, Math.min(start - room / 3, line.length() - room)) : 0;
        String shown = line.substring(from, Math.min(line.length(), from + room));
        int last = Math.max(start, Math.min(end, from + shown.length()));
        String marked = "^".repeat(Math.max(1, columns(line, start, last)))
                + (oneLine ? "" : " to line " + range.end().line());
        paper.verbatim(0, Inked.of(margin).plus(Emphasis.FAINT.of("|")));
        paper.verbatim(0, Inked.of(" ").plus(Emphasis.FAINT.of(number + " |")).plus(" " + shown));
        paper.verbatim(
                0,
                Inked.of(margin)
                        .plus(Emphasis.FAINT.of("|"))
                        .plus(" " + " ".repeat(columns(line, from, start)))
                        .plus(Emphasis.RED.of(marked)));
    }

    /** How wide a part of a line is once it is printed. */
    private static int columns(String line, int from, int to) {
        return Printable.of(line.substring(from, to)).length();
    }

    private static Inked label(Severity severity) {
        return switch (severity) {
            case ERROR -> Emphasis.ALARM.of("error:");
            case WARNING -> Emphasis.YELLOW.of("warning:");
            case NOTE -> Emphasis.CYAN.of("note:");
        };
    }
}
