package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A promise is worth the test that keeps it: each one that the page names is there. */
class GuaranteesTest {

    private static final Path PAGE = Path.of("../engine/docs/guarantees.md");
    private static final Pattern TEST = Pattern.compile("\\[([A-Z]\\w+)(?:\\.(\\w+))?\\]\\(([^)]+)\\)");

    /** A class, perhaps one of its methods, and its file as written in the page. */
    record Named(String type, String method, String file) {}

    static List<Named> tests() {
        return TEST.matcher(page())
                .results()
                .map(found -> new Named(found.group(1), found.group(2), found.group(3)))
                .distinct()
                .toList();
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tests")
    void aTestThatIsNamedIsThere(Named named) throws IOException {
        Path file = PAGE.getParent().resolve(named.file()).normalize();

        assertThat(file).exists().hasFileName(named.type() + (named.file().endsWith(".groovy") ? ".groovy" : ".java"));
        if (named.method() != null) {
            Matcher method = Pattern.compile("@(?:Test|ParameterizedTest|Property)\\b(?:[^v]++|v(?!oid ))*+void "
                            + named.method() + "\\(")
                    .matcher(Files.readString(file));
            assertThat(method.find())
                    .as(named.method() + " is a test of " + named.type())
                    .isTrue();
        }
    }

    @Test
    void everyPromiseNamesATest() {
        Stream<String> promises =
                page().lines().filter(line -> line.startsWith("| ")).filter(line -> !line.startsWith("| promise"));

        assertThat(promises)
                .hasSizeGreaterThan(20)
                .allMatch(line -> TEST.matcher(line).find());
    }
}
