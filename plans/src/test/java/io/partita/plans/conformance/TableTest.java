package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @TempDir
    Path folder;

    private static Table table() {
        Table table = new Table();
        table.about("network.json", "protocol version 35");
        table.add(new Row("network.json", "access", "both APIs", Row.Result.PASSED, "", Duration.ofMillis(1234)));
        table.add(new Row(
                "network.json", "simple-three", "three hosts", Row.Result.SKIPPED, "needs 3", Duration.ofMillis(5)));
        table.add(new Row(
                "network.json",
                "kill-simple",
                "killed",
                Row.Result.FAILED,
                "expected 0\n but was 7",
                Duration.ofSeconds(12)));
        return table;
    }

    @Test
    void people_read_columns_and_a_sum() {
        assertThat(table().text()).isEqualTo("""

                        Conformance of network.json
                        protocol version 35

                        access        both APIs    passed      1.2 s
                        simple-three  three hosts  skipped     0.0 s  needs 3
                        kill-simple   killed       failed     12.0 s  expected 0

                        1 passed, 1 failed, 1 skipped, 13.2 s
                        """);
    }

    @Test
    void machines_read_everything() throws IOException {
        table().write(folder.resolve("target"));

        JsonNode json = new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("target").resolve("conformance.json")));
        assertThat(json.required("format").asText()).isEqualTo("partita.conformance/1");
        assertThat(json.required("cases")).hasSize(3);
        assertThat(json.required("cases").get(2).required("detail").asText()).isEqualTo("expected 0\n but was 7");
        assertThat(json.required("cases").get(0).required("took_ms").asLong()).isEqualTo(1234);
        assertThat(folder.resolve("target").resolve("conformance.txt")).hasContent(table().text());
    }

    @Test
    void what_was_not_checked_has_no_heading() {
        assertThat(new Table().text()).isEmpty();
    }
}
