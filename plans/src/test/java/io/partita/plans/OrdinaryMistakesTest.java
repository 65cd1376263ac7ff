package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do every day with the quickstart's declaration, and what no participant prevents. */
class OrdinaryMistakesTest {

    /** As many letters as a party's name may have; with those of participants it is no name of a file any more. */
    private static final String LEGAL_NAME = "TheLimitedLiabilityCompany".repeat(7);

    private static final Pattern OFFERED = Pattern.compile("`((?:keep|host) [^`]*)`");

    @TempDir
    private Path temporary;

    private Path unit;

    @BeforeEach
    void copy() {
        unit = temporary.resolve("unit");
        Units.copyHasty(Path.of("quickstart").toAbsolutePath(), unit);
    }

    private Command.Ended types(String... words) {
        return new Command(unit).run(List.of(words));
    }

    private void edit(String file, String text, String by) throws IOException {
        Path path = unit.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }

    @Test
    void aPartyWithTheNameOfACompanyIsMovedLikeAnyOther() throws IOException {
        edit("world.json", "\"Alice\"", "\"" + LEGAL_NAME + "\"");
        edit("hosting.groovy", "party('Alice')", "party('" + LEGAL_NAME + "')");

        Command.Ended applied = types("apply", ".", "--auto-approve");

        assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
        assertThat(types("plan", "--detailed-exitcode").exit()).isZero();
    }

    /** It is not declared any more, because nobody can reach it; the party keeps it, and gets another host. */
    @Test
    void whatIsOfferedForAHostThatIsGoneIsAcceptedAsItStands() throws IOException {
        edit("world.json", "\"participant2\": {}", "\"participant2\": {}, \"participant3\": {}");
        edit(
                "world.json",
                "{ \"name\": \"Alice\", \"on\": \"participant1\", \"hosts\": [",
                "{ \"name\": \"Alice\", \"on\": \"participant1\", \"hosts\": [{ \"participant\": \"participant3\","
                        + " \"permission\": \"confirmation\" }, ");

        Command.Ended refused = types("plan");
        assertThat(refused.exit()).isEqualTo(6);
        List<String> offered = OFFERED.matcher(refused.stderr().replaceAll("\\s+", " "))
                .results()
                .map(found -> found.group(1))
                .filter(line -> !line.contains("NAME"))
                .toList();
        assertThat(offered).as(refused.stderr()).isNotEmpty().first().asString().startsWith("keep 'participant3::1220");

        String declared = Files.readString(unit.resolve("hosting.groovy"));
        for (String line : offered) {
            Files.writeString(
                    unit.resolve("hosting.groovy"),
                    declared.replace("    threshold 1\n", "    threshold 1\n    " + line + "\n"));
            Command.Ended validated = types("validate");
            assertThat(validated.exit()).as(line + "\n" + validated.stderr()).isZero();
        }
        Files.writeString(
                unit.resolve("hosting.groovy"),
                declared.replace("    threshold 1\n", "    threshold 1\n    " + offered.get(0) + "\n"));
        Command.Ended applied = types("apply", ".", "--auto-approve");
        assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
    }
}
