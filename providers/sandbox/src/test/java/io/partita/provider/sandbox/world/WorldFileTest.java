package io.partita.provider.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.SigningKey;
import io.partita.provider.sandbox.topology.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {

    private static final String ED25519 =
            "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91";

    private static final String OTHER_ED25519 = "302a300506032b6570032100" + "11".repeat(32);

    @TempDir
    private Path folder;

    private Checked<World> read(String text) throws IOException {
        return WorldFile.read(Files.writeString(folder.resolve("world.json"), text));
    }

    /** Each of these mistakes speaks of all participants. */
    @Test
    void thousandsOfMistakesOfThousandsOfNamesAreToldInAHundred() throws IOException {
        String participants = IntStream.range(0, 9_000)
                .mapToObj(number -> "\"" + "p".repeat(95) + number + "\":{}")
                .collect(Collectors.joining(","));
        String hosts =
                Stream.generate(() -> "{\"participant\":\"x\"}").limit(10_000).collect(Collectors.joining(","));

        List<Diagnostic> told = read("{\"participants\":{" + participants + "},\"parties\":[{\"name\":\"A\",\"on\":\""
                        + "p".repeat(95) + "1\",\"hosts\":[" + hosts + "]}]}")
                .diagnostics();

        assertThat(told)
                .hasSize(100)
                .allSatisfy(said -> assertThat(said.code()).isEqualTo("world-unknown-participant"));
        assertThat(told.get(0).detail())
                .startsWith("\"x\" is not among " + "p".repeat(95) + "0, ")
                .endsWith(" and 8990 more.");
    }

    @Test
    void anObjectHasAsManyMembersAsAListHasElements() throws IOException {
        String participants = IntStream.range(0, 10_001)
                .mapToObj(number -> "\"p" + number + "\":{}")
                .collect(Collectors.joining(","));

        assertThat(read("{\"participants\":{" + participants + "}}").diagnostics())
                .extracting(Diagnostic::detail)
                .contains("Found more.");
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
    void readsHostsThatSomebodyHasLeftHalfDone() throws IOException {
        World world = read("""
                {"participants":{"p1":{},"p2":{},"p3":{},"p4":{}},
                 "parties":[{"name":"A","on":"p1","hosts":[
                   {"participant":"p1","onboarding":false},
                   {"participant":"p2","onboarding":true},
                   {"participant":"p3","isolated":true},
                   {"participant":"p4","removed":true}]}]}
                """).value();

        assertThat(world.parties().get(0).hosts())
                .extracting(World.Host::arrival)
                .containsExactly(
                        World.Arrival.FIRST, World.Arrival.ONBOARDING, World.Arrival.ISOLATED, World.Arrival.REMOVED);
    }

    @Test
    void readsAPartyInTheNamespaceOfAKeyThatAParticipantHolds() throws IOException {
        World world = read("""
                {"participants":{"p1":{"namespaceKeys":["alice"]}},
                 "parties":[{"name":"A","on":"p1","namespaceKey":"alice"}]}
                """).value();

        assertThat(world.participants().get("p1").namespaceKeys()).containsExactly("alice");
        assertThat(world.parties().get(0).namespace())
                .isEqualTo(new Namespace.OfParticipant("p1", java.util.Optional.of("alice")));
    }

    @Test
    void readsPartiesOfKeysAndOfSeveralOwners() throws IOException {
        SigningKey treasury = key("treasury.pub", ED25519);
        SigningKey vault = key("vault.pub", OTHER_ED25519);

        World world = read("""
                {"participants":{"p1":{},"p2":{}},
                 "parties":[{"name":"A","key":"treasury.pub","hosts":[{"participant":"p1"},{"participant":"p2","permission":"observation"}]},
                   {"name":"B","owners":["p2","p1"],"ownerKeys":["vault.pub","treasury.pub"],"ownersThreshold":3,"hosts":[{"participant":"p2"}]},
                   {"name":"C","owners":["p1","p2"],"hosts":[{"participant":"p1","permission":"submission"}]}]}
                """).value();

        assertThat(world.parties())
                .containsExactly(
                        new World.Party(
                                "A",
                                new Namespace.OfKey(treasury),
                                List.of(
                                        new World.Host("p1", Permission.CONFIRMATION),
                                        new World.Host("p2", Permission.OBSERVATION)),
                                1),
                        new World.Party(
                                "B",
                                new Namespace.OfOwners(new TreeSet<>(List.of("p1", "p2")), List.of(vault, treasury), 3),
                                List.of(new World.Host("p2", Permission.CONFIRMATION)),
                                1),
                        new World.Party(
                                "C",
                                new Namespace.OfOwners(new TreeSet<>(List.of("p1", "p2")), List.of(), 2),
                                List.of(new World.Host("p1", Permission.SUBMISSION)),
                                1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "key":"none.pub"                                | parties[0].key             | none.pub
                    "key":"../world.json"                           | parties[0].key             | ../world.json
                    "key":"private.pem"                             | parties[0].key             | it is a private key
                    "key":"private.pem","on":"p1"                   | parties[0].name            | several of them
                    "on":"p1","owners":["p1"]                       | parties[0].name            | several of them
                    "on":"p1","namespaceKey":"none"                 | parties[0].namespaceKey    | none
                    "on":"p1","ownersThreshold":1                   | parties[0].ownersThreshold | neither
                    "owners":["p1","p9"]                            | parties[0].owners          | "p9" is not among
                    "owners":[]                                     | parties[0].owners          | 0
                    "ownerKeys":["none.pub"]                        | parties[0].ownerKeys       | none.pub
                    "owners":["p1"],"ownersThreshold":2             | parties[0].ownersThreshold | 2
                    "key":"treasury.pub","hosts":[{"participant":"p1","permission":"submission"}] | parties[0].hosts | submission
                    "on":"p1","hosts":[{"participant":"p1","onboarding":true}] | parties[0].hosts | only hosts that are "onboarding"
                    "on":"p1","hosts":[{"participant":"p1","removed":true}] | parties[0].hosts | only hosts that are "onboarding"
                    "on":"p1","hosts":[{"participant":"p1"},{"participant":"p1","isolated":true,"removed":true}] | parties[0].hosts[1].participant | several
                    """)
    void whatCannotOwnAPartyIsNamedWithItsPlace(String member, String place, String why) throws IOException {
        key("treasury.pub", ED25519);
        Files.writeString(
                folder.resolve("private.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        String hosts = member.contains("hosts") ? "" : ",\"hosts\":[{\"participant\":\"p1\"}]";

        Checked<World> checked =
                read("{\"participants\":{\"p1\":{}},\"parties\":[{\"name\":\"A\"," + member + hosts + "}]}");

        assertThat(checked.isPresent()).isFalse();
        assertThat(checked.diagnostics()).anySatisfy(diagnostic -> {
            assertThat(diagnostic.summary()).startsWith("\"" + place + "\" in ");
            assertThat(diagnostic.detail()).contains(why);
        });
    }

    @Test
    void aPartyThatNoParticipantOwnsNamesItsHosts() throws IOException {
        assertThat(read("{\"participants\":{\"p\":{}},\"parties\":[{\"name\":\"A\",\"owners\":[\"p\"]}]}")
                        .diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.summary()).startsWith("\"parties[0].hosts\" in "));
    }

    @Test
    void oneNamespaceHasOneThreshold() throws IOException {
        String party =
                "{\"name\":\"%s\",\"owners\":[\"p\",\"q\"],\"ownersThreshold\":%d,\"hosts\":[{\"participant\":\"p\"}]}";

        assertThat(read("{\"participants\":{\"p\":{},\"q\":{}},\"parties\":[" + party.formatted("A", 1) + ","
                                + party.formatted("B", 2) + "]}")
                        .diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.detail()).contains("1 and 2 for those of B"));
    }

    @Test
    void refusesAKeyOfItsOwnBeforeTheReleaseThatKeepsItInTheMapping() throws IOException {
        key("treasury.pub", ED25519);

        assertThat(read("""
                {"protocolVersion":34,"participants":{"p":{"release":"3.4.12"}},
                 "parties":[{"name":"A","key":"treasury.pub","hosts":[{"participant":"p"}]}]}
                """).diagnostics()).extracting(Diagnostic::code).containsExactly("world-release");
    }

    private SigningKey key(String file, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Files.write(folder.resolve(file), bytes);
        return SigningKey.of(bytes).orElseThrow();
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
