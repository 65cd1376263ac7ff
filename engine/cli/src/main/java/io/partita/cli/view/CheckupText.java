package io.partita.cli.view;

import io.partita.cli.report.KeyReport;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.ForeignText;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import io.partita.core.checkup.ExaminedKey;
import io.partita.core.checkup.Report;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.Check;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import java.util.List;
import java.util.stream.Collectors;

/** A checkup for people: a line for every check, and beneath those that did not pass what to do. */
final class CheckupText {

    private static final int WORD = 6;
    private static final int KIND = 13;
    private static final int INDENT = 4;
    private static final int REST = INDENT + WORD + KIND;

    private final TextLayout paper;
    private final CommandText commands;

    private CheckupText(TextLayout paper, CommandText commands) {
        this.paper = paper;
        this.commands = commands;
    }

    static TextLayout write(TextLayout paper, Report report, CommandText commands) {
        CheckupText text = new CheckupText(paper, commands);
        report.participants().forEach(text::participant);
        report.keys().forEach(text::key);
        if (!report.together().isEmpty()) {
            paper.line(Emphasis.BOLD.of("all participants"));
            report.together().forEach(text::check);
        }
        return paper.blank().line(0, 2, summary(report));
    }

    private void participant(Examined examined) {
        paper.line(Emphasis.BOLD.of(examined.name().name()));
        section("admin  " + examined.endpoints().get(0), examined, Check.Place.ADMIN);
        section("ledger " + examined.endpoints().get(1), examined, Check.Place.LEDGER);
        section("participant", examined, Check.Place.PARTICIPANT);
    }

    private void key(ExaminedKey examined) {
        KeyReport key = KeyReport.of(examined.key());
        paper.line(Emphasis.BOLD.of("key " + key.name()).plus(" " + key.spec().word()));
        paper.copyable(2, "id " + key.fingerprint());
        paper.line(2, 4, "signs " + key.signs());
        check(examined.check());
    }

    private void section(String title, Examined examined, Check.Place place) {
        List<Check> checks = examined.checks().stream()
                .filter(check -> check.place() == place)
                .toList();
        paper.line(2, 2, title);
        for (int index = 0; index < checks.size(); ) {
            int end = index + 1;
            while (end < checks.size() && isSameSkip(checks.get(index), checks.get(end))) {
                end++;
            }
            if (end - index > 1) {
                skipped(checks.subList(index, end));
            } else {
                check(checks.get(index));
            }
            index = end;
        }
    }

    private static boolean isSameSkip(Check one, Check other) {
        return one.finding() instanceof Finding.Skipped && one.finding().equals(other.finding());
    }

    /** Several that were not asked for one reason are one line. */
    private void skipped(List<Check> checks) {
        String kinds = checks.stream().map(check -> check.kind().word()).collect(Collectors.joining(", "));
        Finding.Skipped skipped = (Finding.Skipped) checks.get(0).finding();
        paper.line(
                INDENT,
                INDENT + WORD,
                TextLayout.padded(Emphasis.FAINT.of("-"), WORD)
                        .plus(kinds)
                        .plus(Emphasis.FAINT.of(" not asked: " + skipped.reason())));
    }

    private void check(Check check) {
        check.finding().match(new FindingMatch<>() {
            @Override
            public TextLayout passed(Finding.Passed finding) {
                return row(Emphasis.GREEN, "ok", check, Inked.of(finding.found()));
            }

            @Override
            public TextLayout warned(Finding.Warned finding) {
                return fix(
                        row(Emphasis.YELLOW, "warn", check, Inked.of(finding.found())), finding.fix(), finding.next());
            }

            @Override
            public TextLayout failed(Finding.Failed finding) {
                TextLayout row = row(Emphasis.ALARM, "FAIL", check, Inked.of(finding.cause()));
                row.foreign(REST, new ForeignText("the participant", finding.words()));
                return fix(row, finding.fix(), finding.next());
            }

            @Override
            public TextLayout skipped(Finding.Skipped finding) {
                return row(Emphasis.FAINT, "-", check, Emphasis.FAINT.of("not asked: " + finding.reason()));
            }
        });
    }

    private TextLayout fix(TextLayout row, String fix, List<NextCommand> next) {
        row.line(REST, REST, Emphasis.CYAN.of("fix: ").plus(fix));
        next.forEach(command -> row.copyable(REST, Emphasis.CYAN.of("run: ").plus(commands.of(command))));
        return row;
    }

    private TextLayout row(Emphasis ink, String word, Check check, Inked found) {
        return paper.line(
                INDENT,
                REST,
                TextLayout.padded(ink.of(word), WORD)
                        .plus(TextLayout.padded(check.kind().word(), KIND))
                        .plus(found));
    }

    private static Inked summary(Report report) {
        long failed = report.count(Finding.Failed.class);
        long warned = report.count(Finding.Warned.class);
        String counts = report.count(Finding.Passed.class) + " passed, " + warned + " with a warning, " + failed
                + " failed, " + report.count(Finding.Skipped.class) + " not asked.";
        return failed == 0
                ? Emphasis.GREEN.of("Nothing stands in the way").plus(": " + counts)
                : Emphasis.ALARM
                        .of(Formats.of((int) failed, "check") + " failed")
                        .plus(": " + counts);
    }
}
