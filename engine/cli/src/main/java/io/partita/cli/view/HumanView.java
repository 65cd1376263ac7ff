package io.partita.cli.view;

import io.partita.cli.live.LiveLines;
import io.partita.cli.live.LiveView;
import io.partita.cli.report.AccessChange;
import io.partita.cli.report.DriftReport;
import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanReport;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.NextCommand;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Text for people: what was asked for on standard output, everything else on standard error, what matters most last.
 */
final class HumanView implements View {

    private final Terminal terminal;
    private final ColourChoice colour;
    private final Supplier<CommandText> commands;
    private final InstantSource clock;

    /** The hash of the plan that was shown last: it is not shown again at the end. */
    private Optional<String> proposed = Optional.empty();

    HumanView(Terminal terminal, ColourChoice colour, Supplier<CommandText> commands, InstantSource clock) {
        this.terminal = terminal;
        this.colour = colour;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void show(Result answer) {
        answer.content()
                .ifPresent(content -> verbatim(content, answer).ifPresentOrElse(this::print, () -> laidOut(content)));
        answer.comment()
                .filter(room -> answer.content().isEmpty())
                .ifPresent(room -> print(new RefusalMarkdown(answer, commands.get(), room).text()));
        TextLayout paper = paper(Terminal.Stream.ERR);
        new DiagnosticText(new Sources(answer.sources()), commands.get()).write(paper, answer.diagnostics());
        ending(paper, answer);
        next(paper, answer.next());
        print(terminal.err(), paper);
    }

    private static void ending(TextLayout paper, Result answer) {
        if (answer.exit() != ExitCode.DONE && answer.exit() != ExitCode.CHANGES && answer.exit() != ExitCode.USAGE) {
            paper.line(
                    0, 2, "Exit " + answer.exit().code() + ": " + answer.exit().meaning() + ".");
        }
    }

    private void laidOut(Payload content) {
        if (content instanceof Payload.Planned planned
                && proposed.filter(planned.plan().hash()::equals).isPresent()) {
            return;
        }
        TextLayout paper = paper(Terminal.Stream.OUT);
        content.match(new HumanPayload(paper, commands.get(), clock));
        print(terminal.out(), paper);
    }

    /** What other programs read goes out byte for byte, without wrapping or colour; empty for what people read. */
    private Optional<String> verbatim(Payload content, Result answer) {
        if (content instanceof Payload.Planned planned) {
            return verbatim(planned, answer);
        }
        if (content instanceof Payload.Compared compared && compared.page() == Payload.Page.MARKDOWN) {
            PlanComparison comparison = PlanComparison.of(compared.before(), compared.after());
            return Optional.of(new ComparisonMarkdown(comparison, Payload.COMMENT).text());
        }
        if (content instanceof Payload.Drifted drifted && drifted.page() == Payload.Page.MARKDOWN) {
            return Optional.of(new DriftMarkdown(DriftReport.of(drifted.drift()), Payload.COMMENT).text());
        }
        if (content instanceof Payload.Adopted adopted && adopted.file().isEmpty()) {
            return Optional.of(adopted.text()).filter(text -> !text.isEmpty());
        }
        if (content instanceof Payload.Revised revised && revised.form() == Payload.Form.MARKDOWN) {
            return Optional.of(new RevisedMarkdown(revised, answer.diagnostics(), typed(answer.next())).text());
        }
        return Optional.empty();
    }

    private Optional<String> verbatim(Payload.Planned planned, Result answer) {
        PlanReport report = PlanReport.of(planned.plan());
        return switch (planned.form()) {
            case TEXT -> Optional.empty();
            case JSON -> Optional.of(planned.plan().text());
            case MARKDOWN ->
                Optional.of(new PlanMarkdown(report.saying(answer.diagnostics()), planned.room(), typed(answer.next()))
                        .text());
            case MERMAID -> Optional.of(new PlanMermaid(report).text());
            case DOT -> Optional.of(new PlanDot(report).text());
            case HTML -> Optional.of(new PlanHtml(report.saying(answer.diagnostics())).text());
        };
    }

    private List<String> typed(List<NextCommand> next) {
        return next.stream().map(commands.get()::of).toList();
    }

    private void print(String text) {
        terminal.out().print(text.endsWith("\n") ? text : text + "\n");
        terminal.out().flush();
    }

    private void next(TextLayout paper, List<NextCommand> next) {
        CommandText typed = commands.get();
        String label = "Next: ";
        for (NextCommand command : next) {
            paper.copyable(0, Emphasis.CYAN.of(label).plus(typed.of(command)));
            label = "  or: ";
        }
    }

    @Override
    public void say(String sentence) {
        print(terminal.err(), paper(Terminal.Stream.ERR).line(0, 2, sentence));
    }

    @Override
    public void propose(SavedPlan plan, Payload.Extent extent) {
        proposed = Optional.of(plan.hash());
        TextLayout paper = paper(Terminal.Stream.OUT);
        print(
                terminal.out(),
                new HumanPayload(paper, commands.get(), clock)
                        .plan(plan, extent)
                        .blank());
    }

    @Override
    public void differs(List<AccessChange> changes) {
        TextLayout paper = paper(Terminal.Stream.OUT);
        AccessText.write(paper, changes);
        print(terminal.out(), paper.blank());
    }

    @Override
    public void begin(SavedPlan plan) {
        TextLayout paper = paper(Terminal.Stream.OUT);
        PlanText text = new PlanText(PlanReport.of(plan));
        text.beginning(paper);
        text.hash(paper.blank());
        print(terminal.out(), paper.blank());
    }

    @Override
    public LiveView run() {
        TextLayout.Colours colours = colours(Terminal.Stream.ERR);
        LiveView lines = new LiveLines(terminal.err(), colours, commands.get(), clock);
        return terminal.understandsEscapes(Terminal.Stream.ERR)
                ? LiveTerminal.table(colours, commands.get(), clock).orElse(lines)
                : lines;
    }

    private TextLayout paper(Terminal.Stream stream) {
        return new TextLayout(terminal.width(stream), colours(stream));
    }

    private TextLayout.Colours colours(Terminal.Stream stream) {
        return colour == ColourChoice.NEVER ? TextLayout.Colours.OFF : terminal.colours(stream);
    }

    private static void print(PrintStream stream, TextLayout paper) {
        stream.print(paper);
        stream.flush();
    }
}
