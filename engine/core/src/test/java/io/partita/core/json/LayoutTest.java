package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String laidOut(String line) {
        StringWriter page = new StringWriter();
        try (Layout layout = new Layout(page)) {
            layout.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    @Test
    void the_longest_line_has_160_characters_before_its_last_bracket() {
        String longest = "[\"" + "x".repeat(157) + "\"]";
        String longer = "[\"" + "x".repeat(158) + "\"]";

        assertThat(laidOut(longest)).isEqualTo(longest + "\n");
        assertThat(laidOut(longer)).isEqualTo("[\n  \"" + "x".repeat(158) + "\"\n]\n");
    }

    @Property
    void it_does_not_matter_in_which_pieces_it_is_written(
            @ForAll("values") Object value, @ForAll @IntRange(min = 1, max = 50) int piece) throws IOException {
        String line = JSON.writeValueAsString(value);
        StringWriter page = new StringWriter();
        try (Layout layout = new Layout(page)) {
            for (int at = 0; at < line.length(); at += piece) {
                layout.write(line.substring(at, Math.min(line.length(), at + piece)));
            }
        }

        assertThat(page).hasToString(laidOut(line));
    }

    @Test
    void what_holds_nothing_else_stands_in_a_line() {
        assertThat(laidOut("{\"a\":{\"b\":[1,2],\"c\":{}},\"d\":[{\"e\":\"f,:{\\\"\"},{\"g\":true}],\"h\":[]}"))
                .isEqualTo("""
                        {
                          "a": {
                            "b": [1, 2],
                            "c": {}
                          },
                          "d": [
                            {"e": "f,:{\\""},
                            {"g": true}
                          ],
                          "h": []
                        }
                        """);
    }

    @Test
    void what_is_long_does_not() {
        String shortest = "[\"" + "x".repeat(150) + "\"]";
        String longer = "[\"" + "x".repeat(170) + "\"]";

        assertThat(laidOut(shortest)).isEqualTo(shortest + "\n");
        assertThat(laidOut(longer)).isEqualTo("[\n  \"" + "x".repeat(170) + "\"\n]\n");
    }

    @Property
    void says_what_the_line_says(@ForAll("values") Object value) throws IOException {
        String line = JSON.writeValueAsString(value);

        assertThat(JSON.readTree(laidOut(line))).isEqualTo(JSON.readTree(line));
    }

    @Property
    void no_line_ends_with_a_blank(@ForAll("values") Object value) throws IOException {
        assertThat(laidOut(JSON.writeValueAsString(value)).lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60).map(text -> text),
                Arbitraries.integers().map(number -> number),
                Arbitraries.of(true, false));
        return Arbitraries.recursive(
                () -> simple,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(5).map(list -> (Object) List.copyOf(list)),
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(10), inner)
                                .ofMaxSize(5)
                                .map(map -> (Object) Map.copyOf(map))),
                0,
                3);
    }
}
