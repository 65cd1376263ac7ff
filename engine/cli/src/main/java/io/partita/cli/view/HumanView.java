package io.partita.cli.view;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.live.LiveLines;
import io.partita.cli.live.LiveView;
import io.partita.cli.live.Style;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.NextCommand;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;

/** Text for people: what was asked for on standard output, everything else on standard error, what matters most last. */
final class HumanView implements View {

    private final Terminal terminal;
    private final ColourChoice colour;
    private final CommandText commands;

    HumanView(Terminal terminal, ColourChoice colour, CommandText commands) {
        this.terminal = terminal;
        this.colour = colour;
        this.commands = commands;
    }

    @Override
    public void show(Answer answer) {
        answer.content().ifPresent(content -> {
            if (content instanceof Content.Planned planned && planned.form() != Content.Form.TEXT) {
                verbatim(planned);
            } else {
                Paper paper = paper(Terminal.Stream.OUT);
                content.match(new HumanContent(paper, commands));
                print(terminal.out(), paper);
            }
        });
        Paper paper = paper(Terminal.Stream.ERR);
        new DiagnosticText(new Sources(answer.sources()), commands).write(paper, answer.diagnostics());
        ending(paper, answer);
        next(paper, answer.next());
        print(terminal.err(), paper);
    }

    private static void ending(Paper paper, Answer answer) {
        if (answer.exit() != Exit.DONE && answer.exit() != Exit.CHANGES && answer.exit() != Exit.USAGE) {
            paper.line(
                    0, 2, "Exit " + answer.exit().code() + ": " + answer.exit().meaning() + ".");
        }
    }

    /** JSON and Markdown go out byte for byte: no wrapping, no colour. */
    private void verbatim(Content.Planned planned) {
        boolean json = planned.form() == Content.Form.JSON;
        String text = json ? planned.plan().text() : new PlanMarkdown(planned.plan(), PlanMarkdown.BUDGET).text();
        terminal.out().print(text.endsWith("\n") ? text : text + "\n");
        terminal.out().flush();
    }

    private void next(Paper paper, List<NextCommand> next) {
        String label = "Next: ";
        for (NextCommand command : next) {
            paper.copyable(0, Ink.CYAN.of(label) + commands.of(command));
            label = "  or: ";
        }
    }

    @Override
    public void say(String sentence) {
        print(terminal.err(), paper(Terminal.Stream.ERR).line(0, 2, sentence));
    }

    @Override
    public void propose(SavedPlan plan) {
        Paper paper = paper(Terminal.Stream.OUT);
        new PlanText(plan).write(paper);
        print(terminal.out(), paper.blank());
    }

    @Override
    public LiveView run() {
        Style style = new LiveStyle(colours(Terminal.Stream.ERR));
        LiveView lines = new LiveLines(terminal.err(), style, InstantSource.system());
        return terminal.understandsEscapes(Terminal.Stream.ERR)
                ? LiveTerminal.table(style).orElse(lines)
                : lines;
    }

    private Paper paper(Terminal.Stream stream) {
        return new Paper(terminal.width(stream), colours(stream));
    }

    private Paper.Colours colours(Terminal.Stream stream) {
        return colour == ColourChoice.NEVER ? Paper.Colours.OFF : terminal.colours(stream);
    }

    private static void print(PrintStream stream, Paper paper) {
        stream.print(paper);
        stream.flush();
    }
}
