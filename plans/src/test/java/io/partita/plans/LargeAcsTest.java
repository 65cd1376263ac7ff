package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.provider.sandbox.SandboxNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many contracts move through a client with a small heap. It and the network are processes of their own, and speak over
 * loopback ports.
 */
class LargeAcsTest {

    /** Enough that a comparison cannot hold their ids in memory and needs its files. */
    private static final int CONTRACTS = 15_000;

    private static final String HEAP = "-Xmx64m";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void contracts_move_through_a_small_heap() throws IOException {
        Path network = network();
        Path unit = Files.createDirectory(folder.resolve("unit"));

        Command.Ended ended;
        try (Command.Serving serving = new Command(network).serve(List.of("sandbox", "run", "--json"))) {
            Files.writeString(unit.resolve("hosting.groovy"), declaration(JSON.readTree(serving.told())));
            ended = new Command(unit).runIn(HEAP, List.of("apply", ".", "--auto-approve", "--keep-exports"));
        }

        assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isZero();
        try (SandboxNetwork after = Worlds.open(network);
                Observed observed = new Observed(after)) {
            assertThat(observed.contracts("Alice", "participant2"))
                    .hasSize(CONTRACTS)
                    .isEqualTo(observed.contracts("Alice", "participant1"));
        }
        assertThat(names(unit.resolve(".partita/acs")))
                .hasSize(2)
                .allMatch(name -> name.endsWith(".acs.gz") || name.endsWith(".acs.gz.manifest.json"));
    }

    /** The quickstart's world with many contracts. */
    private Path network() throws IOException {
        Path quickstart = Path.of("quickstart").toAbsolutePath();
        Path network = Files.createDirectory(folder.resolve("network"));
        Files.createDirectory(network.resolve("dars"));
        for (String dar : names(quickstart.resolve("dars"))) {
            Files.copy(
                    quickstart.resolve("dars").resolve(dar),
                    network.resolve("dars").resolve(dar));
        }
        ObjectNode world = (ObjectNode) JSON.readTree(Files.readAllBytes(quickstart.resolve("world.json")));
        ObjectNode contracts = (ObjectNode) world.required("contracts").required(0);
        contracts.put("count", CONTRACTS);
        world.putArray("contracts").add(contracts);
        Files.write(network.resolve("world.json"), JSON.writeValueAsBytes(world));
        return network;
    }

    private static String declaration(JsonNode served) {
        StringBuilder text = new StringBuilder("synchronizer 'mysynchronizer'\n\nparticipants {\n");
        for (JsonNode participant : served.required("participants")) {
            text.append("""
                        %s {
                            admin '%s'
                            ledger '%s'
                            backup { command 'true' }
                        }
                    """.formatted(
                            participant.required("name").asText(),
                            participant.required("admin").asText(),
                            participant.required("ledger").asText()));
        }
        return text.append("""
                }

                party('Alice') {
                    local on: participant1
                    host participant1, submission
                    host participant2, observation
                    threshold 1
                }
                """).toString();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
