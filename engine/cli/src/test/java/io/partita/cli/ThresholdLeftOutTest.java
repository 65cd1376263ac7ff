package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A threshold that is not declared: 1 for a party that is created, and what it is now for one that exists. */
class ThresholdLeftOutTest {

    @TempDir
    Path unit;

    private void declare(String party) throws IOException {
        Files.writeString(unit.resolve("world.json"), """
                { "synchronizer": "mysynchronizer",
                  "participants": { "participant1": {}, "participant2": {} },
                  "parties": [ { "name": "Dave", "on": "participant1", "threshold": 2,
                                 "hosts": [ { "participant": "participant1", "permission": "confirmation" },
                                            { "participant": "participant2", "permission": "confirmation" } ] } ] }
                """);
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 { sandbox() }; participant2 { sandbox() } }
                party('%s') {
                    local on: participant1
                    host participant1, confirmation
                    host participant2, confirmation
                }
                """.formatted(party));
    }

    private JsonNode mapping(String party) throws IOException {
        Typed shown = Typed.run("show", unit.toString(), "--json");
        JsonNode found =
                new ObjectMapper().readTree(shown.out()).path("parties").get(0);
        assertThat(found.path("party").asText()).isEqualTo(party);
        return found.path("mapping");
    }

    @Test
    void ofAPartyThatExistsIsTheLiveOne() throws IOException {
        declare("Dave");

        Typed planned = Typed.run("plan", unit.toString(), "--detailed-exitcode");

        assertThat(planned.code()).as(planned.both()).isZero();
        assertThat(planned.out()).contains("As declared already: Dave");
        assertThat(mapping("Dave").path("threshold").asInt()).isEqualTo(2);
    }

    @Test
    void ofAPartyThatIsCreatedIsOne() throws IOException {
        declare("Erin");

        Typed applied = Typed.run("apply", unit.toString(), "--auto-approve");

        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(mapping("Erin").path("threshold").asInt()).isEqualTo(1);
    }
}
