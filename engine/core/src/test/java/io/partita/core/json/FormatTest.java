package io.partita.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n  \"format\": \"partita.plan/2\",\n  \"hash\"",
                "\uFEFF{\"format\":\"partita.plan/1\"}",
                "{\r\n \"format\" : \"partita.plan/13\" and then damage"
            })
    void recognisesAPlanByItsBeginning(String text) {
        assertThat(Format.PLAN.begins(text.getBytes(UTF_8))).isTrue();
        assertThat(Format.ANY.begins(text.getBytes(UTF_8))).isTrue();
        assertThat(Format.RECEIPTS.begins(text.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "party('Alice')",
                "{\"a\": 1, \"format\": \"partita.plan/2\"}",
                "{\"format\": \"partita.plan\"}",
                "{\"format\": \"other.plan/2\"}",
                "[{\"format\": \"partita.plan/2\"}]"
            })
    void recognisesNothingElse(String text) {
        assertThat(Format.ANY.begins(text.getBytes(UTF_8))).isFalse();
    }

    @Test
    void looksAtTheHeadOnly() {
        assertThat(Format.ANY.begins((" ".repeat(4096) + "{\"format\": \"partita.plan/2\"}").getBytes(UTF_8)))
                .isFalse();
    }
}
