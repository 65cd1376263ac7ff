package io.partita.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.provider.CallFailure.Answer;
import io.partita.core.provider.CallFailure.Form;
import io.partita.core.provider.CallFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of errors, the list of its codes, and the code base say the same. */
class ErrorPageTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Pattern QUOTED = Pattern.compile("\"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\"");

    /** Words of the wire and names of variables that look like codes and are none. */
    private static final Set<String> NO_CODES = Set.of(
            "CONTRACT_IMPORT_MODE_UNSPECIFIED",
            "TRANSACTION_ID",
            "ALL_PROXY",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "CREDENTIALS_DIRECTORY",
            "PARTITA_READ_LIMIT",
            "READ_LIMIT");

    @Test
    void theListHasExactlyTheCodesOfThePage() throws IOException {
        SortedSet<String> headings = headings().stream()
                .filter(heading -> CODE.matcher(heading).matches())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ErrorPage.codes()).isEqualTo(headings).hasSizeGreaterThan(150);
    }

    @Test
    void everyCodeSaysWhatItMeansWhenItIsMetAndWhatToDo() throws IOException {
        String[] parts = page().split("(?m)^#{2,3} ");
        for (String part : parts) {
            String heading = part.lines().findFirst().orElse("");
            if (ErrorPage.codes().contains(heading)) {
                assertThat(part).as(heading).containsOnlyOnce("\n*When:* ").containsOnlyOnce("\n*What to do:* ");
            }
        }
    }

    @Test
    void everyLinkResolves() throws IOException {
        Set<String> anchors = headings().stream().map(ErrorPageTest::anchor).collect(Collectors.toSet());
        Stream<String> links = Stream.concat(
                ErrorPage.codes().stream().map(ErrorPage::of),
                Stream.of(ErrorPage.REDACTED, ErrorPage.UNKNOWN, ErrorPage.of("NEVER_HEARD_OF")));

        assertThat(links).allSatisfy(link -> {
            assertThat(ROOT.resolve(link.substring(0, link.indexOf('#')))).exists();
            assertThat(anchors).contains(link.substring(link.indexOf('#') + 1));
        });
        assertThat(Pattern.compile("\\]\\(#([^)]+)\\)")
                        .matcher(page())
                        .results()
                        .map(each -> each.group(1)))
                .allSatisfy(link -> assertThat(anchors).contains(link));
    }

    @Test
    void everyCodeThatTheCodeBaseMentionsIsExplained() throws IOException {
        SortedSet<String> mentioned = new TreeSet<>();
        for (String module : List.of("engine/core", "providers/canton", "providers/sandbox")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    QUOTED.matcher(Files.readString(file)).results().forEach(found -> mentioned.add(found.group(1)));
                }
            }
        }
        mentioned.removeAll(NO_CODES);

        assertThat(mentioned).hasSizeGreaterThan(50);
        assertThat(ErrorPage.codes())
                .as("a code needs a section in errors.md and a line in the list; what is none belongs to NO_CODES")
                .containsAll(mentioned);
    }

    @Test
    void aRedactedAnswerIsExplainedAsSuch() {
        CallFailure redacted =
                failure("INTERNAL", new Answer("INTERNAL", Form.REDACTED, Optional.of("tid 1"), "", Optional.empty()));

        assertThat(redacted.answered().page()).isEqualTo("engine/docs/errors.md#redacted-answers");
        assertThat(redacted.answered().trace()).contains("tid 1");
        assertThat(failure("INTERNAL", new Answer("INTERNAL", Form.PLAIN, Optional.empty(), "", Optional.empty()))
                        .answered()
                        .page())
                .isEqualTo("engine/docs/errors.md#internal");
    }

    @Test
    void anUnknownCodeIsSaidAsItIs() {
        CallFailure unknown = failure(
                "BRAND_NEW", new Answer("FAILED_PRECONDITION", Form.CODED, Optional.empty(), "", Optional.empty()));

        assertThat(unknown.said()).isEqualTo("host:1 answered BRAND_NEW (FAILED_PRECONDITION): its text");
        assertThat(unknown.answered().page()).isEqualTo("engine/docs/errors.md#a-code-that-is-not-here");
    }

    private static CallFailure failure(String code, Answer answer) {
        return new CallFailure(
                Kind.REFUSED, code, "its text", "doing something", "host:1", Optional.empty(), Optional.of(answer));
    }

    private static List<String> headings() throws IOException {
        return HEADING.matcher(page())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** As renderers of Markdown make it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "").replace(' ', '-');
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve(ErrorPage.FILE));
    }
}
