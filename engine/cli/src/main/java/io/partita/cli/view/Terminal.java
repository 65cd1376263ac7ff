package io.partita.cli.view;

import io.partita.cli.text.TextLayout;
import io.partita.core.secret.MaskedOutput;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a command is typed and answered: its streams, and what is known of them.
 *
 * @param in standard input
 * @param out standard output: what was asked for; what is written is seen when it is flushed, without secrets
 * @param err standard error: everything else; the same
 * @param env environment variables; {@code PARTITA_TTY} names the streams that are terminals (digits 0, 1, 2),
 *     {@code PARTITA_COLUMNS} their width: the launcher sets both, because a shell knows them at once
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {

    /** Width of text that goes to no terminal. */
    static final int USUAL_WIDTH = 100;

    /** A standard stream. */
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    public Terminal {
        Objects.requireNonNull(in, "in");
        out = MaskedOutput.before(out);
        err = MaskedOutput.before(err);
        env = Map.copyOf(env);
    }

    public boolean isTerminal(Stream stream) {
        return Optional.ofNullable(env.get("PARTITA_TTY")).orElse("").indexOf('0' + stream.ordinal()) >= 0;
    }

    /** Whether escape sequences are understood there and nobody asked for none. */
    boolean understandsEscapes(Stream stream) {
        return isTerminal(stream) && !"dumb".equals(env.get("TERM"));
    }

    TextLayout.Colours colours(Stream stream) {
        String refused = env.getOrDefault("NO_COLOR", "");
        return understandsEscapes(stream) && refused.isEmpty() ? TextLayout.Colours.ON : TextLayout.Colours.OFF;
    }

    int width(Stream stream) {
        if (!isTerminal(stream)) {
            return USUAL_WIDTH;
        }
        try {
            int columns = Integer.parseInt(env.getOrDefault("PARTITA_COLUMNS", "0"));
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (NumberFormatException notANumber) {
            return USUAL_WIDTH;
        }
    }

    /** How this partita was called, for commands that are to be typed next. */
    public String command() {
        return env.getOrDefault("PARTITA_COMMAND", "partita");
    }
}
