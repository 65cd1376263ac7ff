package io.partita.cli.view;

import io.partita.cli.live.LiveTable;
import io.partita.cli.live.LiveView;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The real terminal of a run, asked for its width even after somebody has changed the window's size. The only place
 * that loads JLine.
 */
final class LiveTerminal {

    private LiveTerminal() {}

    /** Empty when the terminal cannot be driven. */
    static Optional<LiveView> table(TextLayout.Colours colours, CommandText commands, InstantSource clock) {
        try {
            // Signals stay with the JVM: Ctrl-C has a meaning of its own during a run.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                    .dumb(false)
                    .nativeSignals(false)
                    .signalHandler(Terminal.SignalHandler.SIG_DFL)
                    .build();
            return Optional.of(new LiveTable(terminal, colours, commands, clock));
        } catch (IOException | IllegalStateException cannotBeDriven) {
            return Optional.empty();
        }
    }
}
