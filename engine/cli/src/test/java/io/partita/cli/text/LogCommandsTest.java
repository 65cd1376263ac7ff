package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is printed is a command to the runner of a build. */
public class LogCommandsTest {

    /** As runners look for them, and more. */
    private static final List<Pattern> COMMANDS = List.of(
            Pattern.compile("(?m)(^|\\r)\\s*(\u001b\\[[0-9;?]*[A-Za-z]|\\s)*::"),
            Pattern.compile("##\\["),
            Pattern.compile("(?i)##vso\\["),
            Pattern.compile("(?i)##teamcity\\["));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "::add-mask::x,\\::add-mask::x",
                "  ::error file=a::b,  \\::error file=a::b",
                "##[add-matcher]x,#\\#[add-matcher]x",
                "a ##vso[task.x]b ##[y],a #\\#vso[task.x]b #\\#[y]",
                "##teamcity[x],#\\#teamcity[x]",
                "###VSO[x],##\\#VSO[x]",
                ":::x,\\:::x",
                "Alice::1220 is # ## here [1],Alice::1220 is # ## here [1]",
                "## [not] one,## [not] one"
            })
    void commandsAreBroken(String line, String broken) {
        assertThat(LogCommands.broken(line)).isEqualTo(broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31m::x::",
                " \u001b[31m \u001b[0m ::x::",
                ":\u001b[0m:x::",
                "#\u001b[0m#[x]",
                "##\u001b[1mvso\u001b[0m[x]",
                "done\r::x::",
                "done\r \t::x::"
            })
    void escapesAndReturnsHideNone(String line) {
        String broken = LogCommands.broken(line);

        assertThat(broken).isNotEqualTo(line);
        assertNone(broken);
        assertNone(broken.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""));
    }

    @Test
    void aLineOfAnyLengthEndsSoon() {
        String long1 = "#".repeat(200_000) + "[" + "##a".repeat(100_000) + " ".repeat(200_000) + "::";

        assertNone(LogCommands.broken(long1));
    }

    /** @param printed whole lines */
    public static void assertNone(String printed) {
        COMMANDS.forEach(command -> assertThat(command.matcher(printed).find())
                .as("%s in %s", command, printed.length() < 10_000 ? printed : "a long line")
                .isFalse());
    }
}
