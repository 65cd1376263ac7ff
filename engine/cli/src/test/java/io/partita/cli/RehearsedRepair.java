package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Repairs in a sandbox that begins with what was left half done. */
abstract class RehearsedRepair extends RehearsedUnit {

    /** @param word what somebody did with participant2 */
    private void aUnitThatBeginsHalfDone(String scenario, String word, String permission) throws IOException {
        unit = Typed.scenario(scenario, folder.resolve("half-done"));
        Path world = unit.resolve("world.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode begun = (ObjectNode) mapper.readTree(world.toFile());
        ArrayNode hosts = (ArrayNode) begun.at("/parties/0/hosts");
        if (hosts.size() > 1) {
            hosts.remove(1);
        }
        hosts.addObject()
                .put("participant", "participant2")
                .put("permission", permission)
                .put(word, true);
        ObjectNode target = (ObjectNode) begun.at("/participants/participant2");
        target.set("dars", begun.at("/participants/participant1/dars"));
        target.put("manualConnect", scenario.equals("external-offline") && word.equals("isolated"));
        ((ObjectNode) begun.at("/contracts/0")).put("archived", 7);
        mapper.writeValue(world.toFile(), begun);
    }

    /** What a person answered for is planned again in the sandbox, where the same was left half done. */
    void isRehearsed(String scenario, String word, String permission, String step) throws IOException {
        aUnitThatBeginsHalfDone(scenario, word, permission);
        Path plan = saved("plan.json", "--repair=Alice@participant2");
        Path snapshot = folder.resolve("snapshot.json");
        Typed recorded = Typed.run("snapshot", unit.toString(), "-o", snapshot.toString());
        assertThat(recorded.code()).as(recorded.both()).isZero();

        for (List<String> more : List.of(
                List.<String>of(),
                List.of(
                        "--from-snapshot",
                        snapshot.toString(),
                        "--fault",
                        "lost:ImportPartyAcs",
                        "--fault",
                        "kill-after:ReconnectSynchronizer@participant2"))) {
            List<String> words = new ArrayList<>(List.of("rehearse", plan.toString(), "--json"));
            words.addAll(more);
            JsonNode played = json(Typed.run(words.toArray(String[]::new)));

            assertThat(played.path("succeeded").asBoolean())
                    .as(played.toPrettyString())
                    .isTrue();
            assertThat(played.path("rehearsed_steps"))
                    .extracting(each -> each.path("step").asText())
                    .anyMatch(id -> id.startsWith(step + "/participant2"));
            assertThat(played.path("rehearsed_steps"))
                    .allSatisfy(each -> assertThat(each.path("fate").asText()).isNotEqualTo("not-played"));
        }
        assertThat(Typed.run("plan", unit.toString()).code()).isEqualTo(6);
    }
}
