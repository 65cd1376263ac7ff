package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index of diagnostics and the source have the same codes. */
class DiagnosticsPageTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    /** A code stands in the source as a word in quotes: the first argument, a constant, or the value of a branch. */
    private static final List<Pattern> CODES = Stream.of(
                    "(?:error|warning|note|refusal)\\(\\s*\"(%s)\"\\s*,",
                    "String [A-Z_]+ = \"(%s)\";",
                    "-> \"(%s)\"",
                    "[,(?:]\\s*\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"",
                    "(?m)^\\s+[A-Z_]+\\(\"(%s)\", (?:errors|warnings)",
                    "(?:KeyFailed|report)\\(\\s*\"(%s)\"\\s*,",
                    "\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\",\\s*\"(?:This|The|'|A|There)\\b")
            .map(text -> Pattern.compile(text.replace("%s", "[a-z][a-z0-9]*(?:-[a-z0-9]+)*")))
            .toList();

    @Test
    void everyCodeOfThePageIsMadeSomewhere() throws IOException {
        assertThat(page()).isSubsetOf(source(CODES));
    }

    @Test
    void everyCodeThatIsMadeIsOnThePage() throws IOException {
        // Only the forms that nothing but a code has.
        List<Pattern> sure = List.of(CODES.get(0), CODES.get(4), CODES.get(5), CODES.get(6));

        assertThat(source(sure)).isSubsetOf(page());
        assertThat(page())
                .contains(
                        "empty-backup",
                        "no-hosts",
                        "secret-in-the-declaration",
                        "syntax",
                        "unknown-name",
                        "recursion",
                        "clearance-asked-in-vain");
    }

    private static SortedSet<String> page() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        ROW.matcher(Files.readString(ROOT.resolve("engine/docs/diagnostics.md")))
                .results()
                .forEach(row -> codes.add(row.group(1)));
        return codes;
    }

    private static SortedSet<String> source(List<Pattern> patterns) throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        for (String module : List.of(
                "engine/core", "engine/cli", "dsl", "providers/canton", "providers/keys", "providers/sandbox")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    if (Stream.of("Diagnostic", "Findings", "HealthRule", "KeyFailed", "call.fail(")
                            .anyMatch(text::contains)) {
                        patterns.forEach(
                                pattern -> pattern.matcher(text).results().forEach(found -> codes.add(found.group(1))));
                    }
                }
            }
        }
        codes.removeAll(Set.of("x"));
        return codes;
    }
}
