package io.partita.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTroubleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t",
                "s3cr3t: x",
                "root:s3cr3t:0:0",
                "{ s3cr3t: 1 }",
                "{\"a\": s3cr3t}",
                "[1, s3cr3t]",
                "tokens3cr3t",
                "nulls3cr3t",
                "{\"a\":1} s3cr3t",
                "'s3cr3t'",
                "-s3cr3t",
                "1s3cr3t",
                "\"\\s3cr3t\"",
                "\"\\us3cr\"",
            })
    void repeatsNothingOfWhatItFound(String text) {
        Diagnostic said =
                JsonParsing.parse(text.getBytes(UTF_8), "file").diagnostics().get(0);

        assertThat(said.toString()).doesNotContain("s3cr");
        assertThat(said.detail()).isNotBlank();
    }

    @Test
    void saysWhatWasExpected() {
        assertThat(JsonParsing.parse("{\"a\" 1}".getBytes(UTF_8), "file")
                        .diagnostics()
                        .get(0)
                        .detail())
                .isEqualTo("what is here does not fit: was expecting a colon to separate field name and value");
    }
}
