package io.partita.cli.view;

import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.core.diagnostic.Diagnostic;

/**
 * Why there is no plan, as a comment on a pull request: every diagnostic with its place, its cause and its fix, as a
 * terminal shows it, each in a fence that nothing in it can end.
 */
final class RefusalMarkdown {

    private static final int COLUMNS = 100;

    private final Result answer;
    private final CommandText commands;
    private final int budget;

    /** @param budget how many characters there may be */
    RefusalMarkdown(Result answer, CommandText commands, int budget) {
        this.answer = answer;
        this.commands = commands;
        this.budget = budget;
    }

    String text() {
        StringBuilder text = new StringBuilder("### partita plan: no plan could be made\n\n");
        text.append("**").append(DiagnosticText.summary(answer.diagnostics())).append("** Exit ");
        text.append(answer.exit().code())
                .append(": ")
                .append(answer.exit().meaning())
                .append(".\n\n");
        String next = Markdown.next(answer.next().stream().map(commands::of).toList());
        DiagnosticText words = new DiagnosticText(new Sources(answer.sources()), commands);
        new Markdown(text, budget - next.length(), "the log of the command")
                .fill(
                        answer.diagnostics().stream()
                                .map(diagnostic -> block(words, diagnostic))
                                .toList(),
                        "messages");
        return text.append(next).toString();
    }

    private static String block(DiagnosticText words, Diagnostic diagnostic) {
        TextLayout paper = new TextLayout(COLUMNS, TextLayout.Colours.OFF);
        words.one(paper, diagnostic);
        String said = paper.toString().stripTrailing();
        String fence = Markdown.fence("```", said);
        return Markdown.sign(diagnostic.severity()) + " " + Markdown.code(diagnostic.code()) + "\n\n" + fence + "text\n"
                + said + "\n" + fence + "\n\n";
    }
}
