package io.partita.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.apply.ApplyListener;
import io.partita.core.apply.RunResult;
import io.partita.core.state.ExitStatus;
import io.partita.testkit.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveJsonTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/partita/cli/live");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HandClock clock = new HandClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final LiveJson json = new LiveJson(out, clock, new EventTables(Script.COMMANDS::of));

    @Test
    void everyEventIsALine() {
        new Script(json, clock).everything();

        Golden.matches(text(), GOLDEN.resolve("events.ndjson"));
    }

    @Test
    void everyEventIsValidAndEveryKindIsSeen() throws IOException {
        new Script(json, clock).everything();
        new Script(json, clock).misfortunes();

        TreeSet<String> kinds = new TreeSet<>();
        for (String line : lines()) {
            assertThat(schema().validate(line, InputFormat.JSON)).as(line).isEmpty();
            kinds.add(MAPPER.readTree(line).get("event").asText());
        }
        TreeSet<String> described = new TreeSet<>();
        schemaTree().at("/$defs/event/properties/event/enum").forEach(each -> described.add(each.asText()));
        assertThat(kinds).isEqualTo(described);
    }

    @Test
    void theSchemaIsStrict() {
        String unknownMember =
                "{\"event\":\"window-closed\",\"time\":\"2026-01-02T03:04:05Z\",\"participant\":\"p\",\"age_ms\":1,\"x\":1}";
        String missingMember = "{\"event\":\"window-closed\",\"time\":\"2026-01-02T03:04:05Z\",\"participant\":\"p\"}";
        String failedWithoutDiagnostic =
                "{\"event\":\"step-ended\",\"time\":\"2026-01-02T03:04:05Z\",\"run\":\"20260102-030405-1f3a9c\",\"wave\":0,"
                        + "\"step\":\"s\",\"kind\":\"isolate\",\"participant\":\"p\",\"outcome\":\"failed\",\"text\":\"\",\"took_ms\":1}";

        assertThat(List.of(unknownMember, missingMember, failedWithoutDiagnostic))
                .allSatisfy(line ->
                        assertThat(schema().validate(line, InputFormat.JSON)).isNotEmpty());
    }

    @Test
    void onlyTheFirstLineNamesTheFormat() throws IOException {
        new Script(json, clock).everything();

        assertThat(MAPPER.readTree(lines().get(0)).get("format").asText()).isEqualTo(EventTables.FORMAT);
        assertThat(lines().subList(1, lines().size())).noneMatch(line -> line.contains("\"format\""));
    }

    @Test
    void aLineIsThereAsSoonAsItIsTold() {
        json.runStarted(Script.RUN, Script.PLAN, ApplyListener.Beginning.FIRST);

        assertThat(text()).endsWith("}\n");
    }

    @Test
    void theLastProgressIsToldBeforeTheEnd() throws IOException {
        new Script(json, clock).everything();

        List<JsonNode> export = lines().stream()
                .map(LiveJsonTest::tree)
                .filter(event ->
                        event.path("step").asText().equals(Script.EXPORT.id().id()))
                .filter(event -> !event.get("event").asText().equals("heartbeat"))
                .toList();
        assertThat(export)
                .extracting(event ->
                        event.get("event").asText() + " " + event.path("bytes").asText())
                .containsExactly(
                        "step-started ", "step-progress 250", "step-progress 999", "step-progress 1000", "step-ended ");
    }

    @ParameterizedTest
    @EnumSource(ExitStatus.class)
    void aRunThatWasRefusedBeforeItBeganEndsInOneValidLine(ExitStatus status) throws IOException {
        json.runEnded(new RunResult(status, Optional.empty(), Map.of(), List.of(), List.of(), List.of()));

        assertThat(schema().validate(text(), InputFormat.JSON)).isEmpty();
        assertThat(MAPPER.readTree(text()).get("exit").asText()).isEqualTo(status.word());
        assertThat(text()).contains(EventTables.FORMAT).doesNotContain("\"run\"");
    }

    @Test
    void linesOfManyThreadsStayWhole() throws InterruptedException {
        Threads.together(8, () -> {
            for (int each = 0; each < 200; each++) {
                json.heartbeat(Script.EXPORT, "exporting", java.time.Duration.ofSeconds(each));
            }
        });

        assertThat(lines())
                .hasSize(1600)
                .allSatisfy(line -> assertThat(tree(line).isObject()).isTrue());
    }

    private static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static JsonNode schemaTree() throws IOException {
        try (InputStream schema = LiveJson.class.getResourceAsStream(LiveJson.SCHEMA)) {
            return MAPPER.readTree(schema);
        }
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schemaTree().toString(), InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
