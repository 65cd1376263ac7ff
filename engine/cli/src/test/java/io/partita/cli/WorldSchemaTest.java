package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of {@code world.json} says what its reader says: the same members, and the same values of them. */
class WorldSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern KNOWN = Pattern.compile("Known here: ([^.]+)\\.");
    private static final String TEXT = Typed.run("schema", "world").out();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    /** A world with one of every kind of object. */
    private static final String WORLD = """
            {
              "$schema": "world.schema.json", "synchronizer": "sync", "protocolVersion": 35, "release": "3.5.10",
              "decisionTimeout": "PT2S", "topologyChangeDelay": "PT0.05S", "seed": "s",
              "participants": { "p1": {
                "release": "3.5.10", "dars": [], "manualConnect": true, "storage": "memory", "namespaceKeys": ["spare"],
                "pruning": { "cron": "0 0 20 * * ?", "maxDuration": "PT2H", "retention": "PT720H", "pruneInternallyOnly": true }
              }, "p2": {} },
              "parties": [{
                "name": "Alice", "on": "p1", "namespaceKey": "spare", "threshold": 1,
                "hosts": [{ "participant": "p1", "permission": "confirmation", "onboarding": false,
                            "isolated": false, "removed": false }]
              }],
              "contracts": [{
                "template": "Examples:Note", "package": "examples", "count": 2, "archived": 1,
                "signatories": ["Alice"], "observers": []
              }],
              "access": {
                "tokenLifetime": "PT1H", "algorithm": "es256",
                "admin": {
                  "tls": "server", "certificate": { "name": "p1", "age": "PT1H", "validity": "PT2H" },
                  "token": { "audience": "a", "maxLifetime": "PT1H", "users": { "ann": ["admin"] } }
                },
                "ledger": { "token": { "users": { "ann": ["read_as:Alice"] } } },
                "participants": { "p1": { "ledger": { "tls": "none" } } }
              }
            }
            """;

    @TempDir
    Path folder;

    private Checked<World> read(JsonNode world) throws IOException {
        return WorldFile.read(Files.writeString(folder.resolve("world.json"), world.toString()));
    }

    private static boolean fits(JsonNode world) {
        return SCHEMA.validate(world.toString(), InputFormat.JSON).isEmpty();
    }

    @Test
    void theWholeWorldFitsAndIsRead() throws IOException {
        JsonNode world = MAPPER.readTree(WORLD);

        assertThat(SCHEMA.validate(WORLD, InputFormat.JSON)).isEmpty();
        assertThat(read(world).diagnostics()).isEmpty();
    }

    /** Each object, and its definition in the schema. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/participants/p1, /$defs/participant",
        "/participants/p1/pruning, /$defs/pruning",
        "/parties/0, /$defs/party",
        "/parties/0/hosts/0, /$defs/host",
        "/contracts/0, /$defs/contracts",
        "/access, /$defs/access",
        "/access/admin, /$defs/adminPort",
        "/access/ledger, /$defs/ledgerPort",
        "/access/admin/certificate, /$defs/certificate",
        "/access/admin/token, /$defs/adminPort/properties/token",
        "/access/ledger/token, /$defs/ledgerPort/properties/token",
        "/access/participants/p1, /$defs/access/properties/participants/additionalProperties"
    })
    void theMembersOfAnObjectAreThoseThatTheReaderKnows(String object, String definition) throws IOException {
        JsonNode world = MAPPER.readTree(WORLD);
        ((ObjectNode) world.at(object)).put("nosuch", 1);

        Matcher known = KNOWN.matcher(read(world).diagnostics().stream()
                .filter(diagnostic -> diagnostic.code().equals("world-unknown-field"))
                .map(Diagnostic::detail)
                .findFirst()
                .orElseThrow());
        assertThat(known.find()).isTrue();
        Set<String> described = new TreeSet<>();
        MAPPER.readTree(TEXT).at(definition + "/properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).containsExactlyInAnyOrder(known.group(1).split(", "));
        assertThat(fits(world)).isFalse();
    }

    static List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        collect(MAPPER.readTree(WORLD), "", values);
        values.removeIf(value -> value.contains("$schema"));
        return values;
    }

    private static void collect(JsonNode node, String path, List<String> values) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                values.add(path + "/" + field.getKey());
                collect(field.getValue(), path + "/" + field.getKey(), values);
            });
        } else if (node.isArray()) {
            for (int each = 0; each < node.size(); each++) {
                values.add(path + "/" + each);
                collect(node.get(each), path + "/" + each, values);
            }
        }
    }

    /** A value of another type is refused by both. */
    @ParameterizedTest
    @MethodSource("values")
    void whatTheReaderRefusesTheSchemaRefuses(String path) throws IOException {
        for (JsonNode other : List.of(
                MAPPER.readTree("-7"), MAPPER.readTree("true"), MAPPER.readTree("\"\""), MAPPER.readTree("[[]]"))) {
            JsonNode world = MAPPER.readTree(WORLD);
            int slash = path.lastIndexOf('/');
            JsonNode parent = world.at(path.substring(0, slash));
            String last = path.substring(slash + 1);
            if (parent.isArray()) {
                ((ArrayNode) parent).set(Integer.parseInt(last), other);
            } else {
                ((ObjectNode) parent).set(last, other);
            }

            // Somebody has to have the contracts, which only the reader counts.
            if (path.matches(".*/(onboarding|isolated|removed)") && other.isBoolean()) {
                continue;
            }
            assertThat(fits(world))
                    .as(path + " = " + other)
                    .isEqualTo(read(world).diagnostics().isEmpty());
        }
    }

    /** What has to be there. */
    @ParameterizedTest
    @MethodSource("values")
    void whatTheReaderMissesTheSchemaMisses(String path) throws IOException {
        JsonNode world = MAPPER.readTree(WORLD);
        int slash = path.lastIndexOf('/');
        if (world.at(path.substring(0, slash)) instanceof ObjectNode parent) {
            parent.remove(path.substring(slash + 1));
            // Which of several ways a party is owned, and whether names fit together, only the reader says.
            boolean onlyTheReader =
                    Set.of("on", "namespaceKeys", "p1", "parties").contains(path.substring(slash + 1));
            if (!onlyTheReader) {
                assertThat(fits(world))
                        .as(path)
                        .isEqualTo(read(world).diagnostics().isEmpty());
            }
        }
    }

    @Test
    void everyWorldOfTheScenariosFits() throws IOException {
        List<Path> worlds;
        try (Stream<Path> files = Files.walk(Path.of("../../plans"), 2)) {
            worlds = files.filter(file -> file.endsWith("world.json")).toList();
        }
        assertThat(worlds).hasSizeGreaterThan(20);
        Map<Path, Object> wrong = new TreeMap<>();
        for (Path world : worlds) {
            var found = SCHEMA.validate(Files.readString(world), InputFormat.JSON);
            if (!found.isEmpty()) {
                wrong.put(world, found);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
