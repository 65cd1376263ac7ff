package io.partita.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.cli.text.Hostile;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.ApplyListener;
import io.partita.testkit.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveLinesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/partita/cli/live");

    private final HandClock clock = new HandClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void everythingIsToldOnceAndLateNewsIsNot() {
        new Script(lines(TextLayout.Colours.OFF), clock).everything();

        Golden.matches(text(), GOLDEN.resolve("lines.txt"));
    }

    @Test
    void everyOutcomeHasItsOwnSignAndWord() {
        new Script(lines(TextLayout.Colours.OFF), clock).misfortunes();

        Golden.matches(text(), GOLDEN.resolve("lines-misfortunes.txt"));
    }

    @Test
    void coloursOnlyRepeatTheText() {
        new Script(lines(TextLayout.Colours.ON), clock).everything();
        String coloured = text();
        bytes.reset();
        new Script(lines(TextLayout.Colours.OFF), clock).everything();

        assertThat(coloured).contains("\u001b[3");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(text());
    }

    @Test
    void whatAFileOrANetworkSaysCannotDriveTheTerminal() {
        new Script(lines(TextLayout.Colours.OFF), clock).everything();

        assertThat(text()).doesNotContain("\u001b").contains("a contract\\u001B[2J came late");
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatOthersSayDrivesATerminal(TextLayout.Colours colours) {
        Hostile.requireTamed(text -> {
            bytes.reset();
            Script.say(text, lines(colours));
            return text();
        });
    }

    @Test
    void anOutputThatIsGoneIsSaid() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int each) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        LiveLines lines = new LiveLines(
                new PrintStream(gone, true, StandardCharsets.UTF_8), TextLayout.Colours.OFF, Script.COMMANDS, clock);

        assertThatThrownBy(() -> lines.runStarted(Script.RUN, Script.PLAN, ApplyListener.Beginning.FIRST))
                .isInstanceOf(UncheckedIOException.class);
    }

    private LiveLines lines(TextLayout.Colours colours) {
        return new LiveLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), colours, Script.COMMANDS, clock);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
