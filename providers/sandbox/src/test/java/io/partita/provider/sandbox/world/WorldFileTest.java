package io.partita.provider.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.provider.sandbox.topology.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {

    @TempDir
    private Path folder;

    private Checked<World> read(String text) throws IOException {
        return WorldFile.read(Files.writeString(folder.resolve("world.json"), text));
    }

    @Test
    void readsEverythingThatAWorldMaySay() throws IOException {
        World world = read("""
                {"synchronizer":"sync","protocolVersion":34,"release":"3.4.12","decisionTimeout":"PT2S",
                 "topologyChangeDelay":"PT0.05S","seed":"s",
                 "participants":{
                   "participant2":{"release":"3.5.10-SNAPSHOT","manualConnect":true,"storage":"memory"},
                   "participant1":{"dars":["dars/a.dar"],
                     "pruning":{"cron":"0 0 20 * * ?","maxDuration":"PT2H","retention":"PT720H","pruneInternallyOnly":true}}},
                 "parties":[{"name":"Alice","on":"participant1","threshold":2,"hosts":[
                   {"participant":"participant1","permission":"confirmation"},
                   {"participant":"participant2","permission":"observation"}]}],
                 "contracts":[{"template":"Examples:Note","package":"partita-examples","count":20,"archived":3,
                   "signatories":["Alice"],"observers":[]}]}
                """).value();

        assertThat(world.synchronizer()).isEqualTo("sync");
        assertThat(world.protocolVersion()).isEqualTo(34);
        assertThat(world.decisionTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(world.topologyChangeDelay()).isEqualTo(Duration.ofMillis(50));
        assertThat(world.participants().firstKey()).isEqualTo("participant1");
        assertThat(world.participants().get("participant1"))
                .isEqualTo(new World.Participant(
                        new Release("3.4.12", 3, 4),
                        List.of("dars/a.dar"),
                        java.util.Optional.of(
                                new World.Pruning("0 0 20 * * ?", Duration.ofHours(2), Duration.ofHours(720), true)),
                        World.Connecting.AUTOMATIC,
                        World.Storage.DATABASE));
        assertThat(world.participants().get("participant2"))
                .isEqualTo(new World.Participant(
                        new Release("3.5.10-SNAPSHOT", 3, 5),
                        List.of(),
                        java.util.Optional.empty(),
                        World.Connecting.MANUAL,
                        World.Storage.MEMORY));
        assertThat(world.parties())
                .containsExactly(new World.Party(
                        "Alice",
                        "participant1",
                        List.of(
                                new World.Host("participant1", Permission.CONFIRMATION),
                                new World.Host("participant2", Permission.OBSERVATION)),
                        2));
        assertThat(world.contracts())
                .containsExactly(
                        new World.Contracts("Examples:Note", "partita-examples", 20, 3, List.of("Alice"), List.of()));
        assertThat(world.folder()).isEqualTo(folder.toAbsolutePath());
    }

    @Test
    void fillsInWhatIsNotSaid() throws IOException {
        World world = read("{\"participants\":{\"p\":{}},\"parties\":[{\"name\":\"A\",\"on\":\"p\"}]}")
                .value();

        assertThat(world.protocolVersion()).isEqualTo(35);
        assertThat(world.decisionTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(world.participants().get("p")).isEqualTo(World.Participant.DEFAULT);
        assertThat(world.parties().get(0).hosts()).containsExactly(new World.Host("p", Permission.SUBMISSION));
    }

    @Test
    void reportsAllMistakesAtOnce() throws IOException {
        Checked<World> checked = read("""
                {"protocolVersion":36,"decisionTimout":"PT1S","topologyChangeDelay":"soon",
                 "participants":{"p one":{},"p2":{"storage":"paper","release":"new"}},
                 "parties":[{"name":"A","on":"p3"},{"name":"A","on":"p2","threshold":0}],
                 "contracts":[{"template":"Note","package":"x","signatories":["B"],"count":0,"archived":4}]}
                """);

        assertThat(checked.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder(
                        "world-field",
                        "world-unknown-field",
                        "world-field",
                        "world-name",
                        "world-field",
                        "world-field",
                        "world-unknown-participant",
                        "world-duplicate",
                        "world-field",
                        "world-field",
                        "world-unknown-party",
                        "world-field",
                        "world-field");
        assertThat(checked.diagnostics())
                .filteredOn(diagnostic -> diagnostic.code().equals("world-unknown-field"))
                .extracting(Diagnostic::hint)
                .containsExactly("Did you mean \"decisionTimeout\"?");
        assertThat(checked.diagnostics())
                .filteredOn(diagnostic -> diagnostic.code().equals("world-unknown-participant"))
                .extracting(Diagnostic::summary)
                .allSatisfy(summary -> assertThat(summary).startsWith("\"parties[0].on\" in "));
    }

    @Test
    void showsThePlaceOfASyntaxError() throws IOException {
        Diagnostic diagnostic =
                read("{\n  \"participants\" {}\n}").diagnostics().get(0);

        assertThat(diagnostic.code()).isEqualTo("world-syntax");
        assertThat(diagnostic.range().orElseThrow().start().line()).isEqualTo(2);
    }

    @Test
    void refusesAReleaseThatCannotSpeakTheProtocolVersion() throws IOException {
        assertThat(read("{\"protocolVersion\":35,\"participants\":{\"p\":{\"release\":\"3.4.12\"}}}")
                        .diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("world-release");
    }

    @Test
    void reportsAMissingFile() {
        assertThat(WorldFile.read(folder.resolve("none.json")).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("world-unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"contracts\": [{ \"template\": \"M:T\", \"package\": \"p\", \"count\": 2147483647, \"signatories\": [\"A\"] }]",
                "\"contracts\": [{ \"template\": \"M:T\", \"package\": \"p\", \"count\": 9223372036854775807, \"signatories\": [\"A\"] }]",
                "\"contracts\": [{ \"template\": \"M:T\", \"package\": \"p\", \"count\": 1e999999999, \"signatories\": [\"A\"] }]",
                "\"contracts\": [{ \"template\": \"M:T\", \"package\": \"p\", \"count\": 4294967297, \"signatories\": [\"A\"] }]",
                "\"contracts\": [{ \"template\": \"M:T\", \"package\": \"p\", \"count\": 1.5, \"signatories\": [\"A\"] }]",
                "\"decisionTimeout\": \"PT9999999999999H\"",
                "\"decisionTimeout\": \"PT2562047788015215H\"",
                "\"decisionTimeout\": \"PT-5S\"",
                "\"decisionTimeout\": \"PT25H\"",
                "\"topologyChangeDelay\": \"P365D\"",
                "\"protocolVersion\": 1000000000",
                "\"protocolVersion\": 4294967331",
                "\"synchronizer\": \"my\\u202Esync\\u001b[2J\"",
                "\"seed\": \"\"",
                "\"access\": { \"tokenLifetime\": \"P99999999D\" }"
            })
    void whatIsOutOfRangeIsNamedWithItsPlace(String member) throws IOException {
        Checked<World> checked =
                read("{ \"participants\": { \"p\": {} }, \"parties\": [{ \"name\": \"A\", \"on\": \"p\" }], " + member
                        + " }");

        assertThat(checked.isPresent()).isFalse();
        assertThat(checked.diagnostics()).first().satisfies(diagnostic -> {
            assertThat(diagnostic.summary()).contains("world.json").startsWith("\"");
            assertThat(diagnostic.detail()).isNotEmpty();
            assertThat(diagnostic.hint()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "* * * * * *",
                "0 0 * * * ? ? ?",
                "99 * * * * ?",
                "* * * ? * L-99999",
                "0 0 0 ? * 9#9"
            })
    void aBadCronExpressionIsNamed(String cron) throws IOException {
        Checked<World> checked = read("{ \"participants\": { \"p\": { \"pruning\": { \"cron\": \"" + cron
                + "\", \"maxDuration\": \"PT1H\", \"retention\": \"PT1H\" } } } }");

        assertThat(checked.diagnostics())
                .extracting(Diagnostic::code, Diagnostic::summary)
                .first()
                .satisfies(found -> assertThat(found.toString()).contains("world-field", ".cron"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void bracketsWithoutEndAreASyntaxError(String bracket) throws IOException {
        assertThat(read(bracket.repeat(300_000)).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("world-syntax");
    }

    @Test
    void aNumberWithoutEndIsASyntaxError() throws IOException {
        assertThat(read("{ \"protocolVersion\": " + "9".repeat(2_000_000) + " }")
                        .diagnostics())
                .extracting(Diagnostic::code)
                .first()
                .isIn("world-syntax", "world-field");
    }
}
