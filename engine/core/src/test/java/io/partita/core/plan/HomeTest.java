package io.partita.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways from a plan file's folder to its declaration's. */
class HomeTest {

    @ParameterizedTest
    @CsvSource({
        "/r/a, /r/a, .",
        "/r/plans, /r/hosting/alice, ../hosting/alice",
        "/r, /r/hosting, hosting",
        "/r/a/b/c, /r, ../../..",
        "/r/a/b, /r/a, ..",
        "/r/a, /r/..a/.b, ../..a/.b"
    })
    void theWayLeadsThere(Path from, Path to, String way) {
        Home home = Home.between(from, to).orElseThrow();

        assertThat(home.path()).isEqualTo(way);
        assertThat(Home.parse(way)).contains(home);
        assertThat(home.from(from)).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/abs", "a/", "a//b", "./a", "a/.", "a/../b", "../a/..", "..//a", "a\0b", "../."})
    void whatIsNoShortestWayIsNone(String text) {
        assertThat(Home.parse(text)).isEmpty();
        assertThatThrownBy(() -> new Home(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWayOfAnyLengthIsReadWithoutAStack() {
        String way = "../".repeat(100_000) + "a/.b/".repeat(100_000) + "c";

        assertThat(Home.parse(way)).isPresent();
        assertThat(Home.parse(way + "/..")).isEmpty();
        assertThat(Home.parse(".." + "/..".repeat(100_000))).isPresent();
    }

    @Test
    void besideIsTheSameFolder() {
        assertThat(Home.BESIDE.from(Path.of("/r/a"))).isEqualTo(Path.of("/r/a"));
    }
}
