package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_holds_nothing_else_stands_in_a_line() {
        assertThat(Layout.of("{\"a\":{\"b\":[1,2],\"c\":{}},\"d\":[{\"e\":\"f,:{\\\"\"},{\"g\":true}],\"h\":[]}"))
                .hasToString("""
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

        assertThat(Layout.of(shortest)).hasToString(shortest + "\n");
        assertThat(Layout.of(longer)).hasToString("[\n  \"" + "x".repeat(170) + "\"\n]\n");
    }

    @Property
    void says_what_the_line_says(@ForAll("values") Object value) throws IOException {
        String line = JSON.writeValueAsString(value);

        assertThat(JSON.readTree(Layout.of(line).toString())).isEqualTo(JSON.readTree(line));
    }

    @Property
    void no_line_ends_with_a_blank(@ForAll("values") Object value) throws IOException {
        assertThat(Layout.of(JSON.writeValueAsString(value)).toString().lines()).noneMatch(line -> line.endsWith(" "));
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
