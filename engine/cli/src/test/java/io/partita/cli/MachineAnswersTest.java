package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.cli.command.PartitaCommand;
import io.partita.cli.command.RunnableCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command answers machines as the published schemas say, which schema prints: when it goes well and when not. */
class MachineAnswersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    private static Path unit;

    /** A unit with a run behind it, its plan and its evidence. */
    @BeforeAll
    static void applyOnce() {
        unit = Typed.scenario("quickstart", once);
        done("plan", unit.toString(), "-o", once.resolve("plan.json").toString());
        done("apply", unit.toString(), "--auto-approve");
        done(
                "evidence",
                "write",
                unit.toString(),
                "-o",
                once.resolve("evidence.json").toString());
    }

    private static void done(String... words) {
        Typed typed = Typed.run(words);
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    /**
     * The words behind a command with which it can do its work; {@code UNIT}, {@code PLAN} and so on stand for what is
     * there. A command that is missing here fails the test below.
     */
    private static SortedMap<String, String> words() {
        SortedMap<String, String> words = new TreeMap<>();
        words.put("apply", "UNIT --auto-approve");
        words.put("approve", "PLAN --key=MISSING");
        words.put("completion", "");
        words.put("diff", "PLAN PLAN");
        words.put("doctor", "UNIT");
        words.put("drift", "UNIT");
        words.put("evidence verify", "EVIDENCE");
        words.put("evidence write", "UNIT -o OUT");
        words.put("explain", "backup-wanted");
        words.put("fmt", "UNIT");
        words.put("graph", "PLAN");
        words.put("import", "UNIT");
        words.put("plan", "UNIT");
        words.put("receipt write", "UNIT --operator=nobody");
        words.put("rehearse", "UNIT");
        words.put("resume", "UNIT");
        words.put("sandbox reset", "UNIT");
        words.put("sandbox run", "EMPTY");
        words.put("sandbox show", "UNIT");
        words.put("schema", "answer");
        words.put("show", "UNIT");
        words.put("sign", "PLAN");
        words.put("sign export", "UNIT -o OUT");
        words.put("sign import", "PLAN UNIT");
        words.put("snapshot", "UNIT -o OUT");
        words.put("state list", "UNIT");
        words.put("state rebuild", "UNIT --reason=lost");
        words.put("state show", "UNIT");
        words.put("state unlock", "UNIT --reason=gone");
        words.put("state verify", "UNIT");
        words.put("status", "UNIT");
        words.put("validate", "UNIT");
        words.put("version", "");
        return words;
    }

    static List<String> commands() {
        return List.copyOf(words().keySet());
    }

    @Test
    void everyCommandIsHere() {
        SortedSet<String> all = new TreeSet<>();
        collect(PartitaCommand.whole(), "", all);

        assertThat(words().keySet()).containsExactlyElementsOf(all);
    }

    private static void collect(CommandLine command, String before, SortedSet<String> all) {
        command.getSubcommands().forEach((name, sub) -> {
            String words = (before + " " + name).strip();
            if (sub.getCommand() instanceof RunnableCommand) {
                all.add(words);
            }
            collect(sub, words, all);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatACommandAnswersIsAsTheSchemaSays(String command) throws IOException {
        Path copy = folder.resolve("unit");
        WaitingRun.copy(unit, copy);

        JsonNode answer = answered(command, words().get(command), copy);

        assertThat(answer.path("format_version").asText()).isEqualTo("1.0");
        // The signatures are brought, and then it is the run that goes on.
        assertThat(answer.path("command").asText()).isEqualTo(command.replace("sign import", "resume"));
    }

    /** In a folder in which there is nothing. */
    @ParameterizedTest
    @MethodSource("commands")
    void whatStopsACommandIsAsTheSchemaSays(String command) throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        answered(command, words().get(command).replaceAll("PLAN|EVIDENCE", "missing.json"), empty);
    }

    @Test
    void wrongUsageIsAsTheSchemaSays() throws IOException {
        Typed typed = Typed.run("state", "show", "--nosuch", "--json");

        assertThat(typed.code()).isEqualTo(64);
        assertValid("answer", typed.out());
        assertThat(MAPPER.readTree(typed.out()).path("command").asText()).isEqualTo("state show");
    }

    @Test
    void everyLineOfARunIsAsTheSchemaSays() throws IOException {
        Path fresh = Typed.scenario("quickstart", folder);

        List<String> events = lines(Typed.run("apply", fresh.toString(), "--auto-approve", "--json"));

        assertThat(events)
                .contains("plan", "run-started", "step-ended", "run-ended")
                .endsWith("answer");
    }

    @Test
    void everySchemaIsPrinted() throws IOException {
        List<String> names = Typed.run("schema")
                .out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();

        assertThat(names).contains("answer", "events", "plan", "evidence", "world");
        for (String name : names) {
            Typed printed = Typed.run("schema", name);
            assertThat(printed.code()).as(printed.both()).isZero();
            assertThat(MAPPER.readTree(printed.out()).path("$id").asText()).startsWith("urn:partita:");
        }
        Typed unknown = Typed.run("schema", "anser");
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.err()).contains("Did you mean answer?");
    }

    @Test
    void whatIsWrittenIsAsItsSchemaSays() throws IOException {
        assertValid("plan", Files.readString(once.resolve("plan.json")));
        assertValid("evidence", Files.readString(once.resolve("evidence.json")));
        assertValid("world", Files.readString(unit.resolve("world.json")));
    }

    private JsonNode answered(String command, String words, Path copy) throws IOException {
        List<String> typed = new ArrayList<>(List.of(command.split(" ")));
        for (String word : words.split(" ")) {
            if (!word.isEmpty()) {
                typed.add(word.replaceFirst("^UNIT$", copy.toString())
                        .replaceFirst("^EMPTY$", folder.toString())
                        .replaceFirst("^PLAN$", once.resolve("plan.json").toString())
                        .replaceFirst(
                                "^EVIDENCE$", once.resolve("evidence.json").toString())
                        .replaceFirst("^OUT$", folder.resolve("out.json").toString()));
            }
        }
        typed.add("--json");
        Typed answer = Typed.in(Map.of("HOME", folder.resolve("home").toString()), "", typed.toArray(String[]::new));
        // What goes on with a run tells it while it happens.
        if (Set.of("apply", "resume", "sign import").contains(command)) {
            lines(answer);
            return MAPPER.readTree(
                    answer.out().lines().reduce((former, later) -> later).orElseThrow());
        }
        assertValid("answer", answer.out());
        return MAPPER.readTree(answer.out());
    }

    /** @return the events in their order */
    private static List<String> lines(Typed typed) throws IOException {
        List<String> events = new ArrayList<>();
        for (String line : typed.out().lines().toList()) {
            assertValid("events", line);
            events.add(MAPPER.readTree(line).path("event").asText());
        }
        return events;
    }

    private static void assertValid(String schema, String json) throws IOException {
        assertThat(schemaOf(schema).validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static Schema schemaOf(String name) {
        return SCHEMAS.computeIfAbsent(
                name,
                any -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Typed.run("schema", any).out(), InputFormat.JSON));
    }
}
