package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder to a changed topology, on the embedded network. */
class ApplyCommandTest {

    private static final Map<String, String> ASKABLE = Map.of("PARTITA_TTY", "0");

    @TempDir
    Path folder;

    private String unit;
    private String file;

    @BeforeEach
    void quickstart() {
        Path quickstart = Typed.scenario("quickstart", folder);
        unit = quickstart.toString();
        file = quickstart.resolve("plan.json").toString();
    }

    @Test
    void aFolderIsOnlyAppliedAfterYes() {
        Typed unasked = Typed.run("apply", unit);
        assertThat(unasked.code()).as(unasked.both()).isEqualTo(6);
        assertThat(unasked.err()).contains("[not-approved]").contains("--auto-approve");

        Typed refused = Typed.in(ASKABLE, "y\n", "apply", unit);
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.out()).contains("Plan: 1 party to change");

        assertThat(Path.of(unit).resolve(".partita")).doesNotExist();
        assertThat(Typed.run("plan", unit, "--detailed-exitcode").code()).isEqualTo(2);

        Typed approved = Typed.in(ASKABLE, "yes\n", "apply", unit);
        assertThat(approved.code()).as(approved.both()).isZero();
        assertThat(approved.out()).contains("participant2  observation").contains("19 of 19 steps in place.");

        Typed again = Typed.run("plan", unit, "--detailed-exitcode");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Plan: nothing to do; 1 party as declared.");
    }

    /** Whoever approves that nothing is done approves what was read: it is read again, and is what the hash is over. */
    @Test
    void aPlanWithNothingToDoIsStaleOnceThereIsSomething() throws IOException {
        Path declaration = Path.of(unit).resolve("hosting.groovy");
        String observation = Files.readString(declaration);
        String nothing = Path.of(unit).resolve("nothing.json").toString();
        assertThat(Typed.run("apply", unit, "--auto-approve").code()).isZero();
        assertThat(Typed.run("plan", unit, "-o", nothing).code()).isZero();
        assertThat(Typed.run("apply", nothing).code()).isZero();

        Files.writeString(declaration, observation.replace("participant2, observation", "participant2, confirmation"));
        assertThat(Typed.run("apply", unit, "--auto-approve").code()).isZero();
        assertThat(Typed.run("plan", unit, "-o", file).code()).isZero();

        for (String[] dry : new String[][] {{}, {"--dry-run"}}) {
            Typed stale = Typed.run(
                    Stream.concat(Stream.of("apply", nothing), Stream.of(dry)).toArray(String[]::new));
            assertThat(stale.code()).as(stale.both()).isEqualTo(3);
            assertThat(stale.err())
                    .contains("hosting/participant1/Alice is no longer what the plan was made on")
                    .contains("hosting/participant2/Alice");
        }
        assertThat(hash(file)).isNotEqualTo(hash(nothing));
        assertThat(Typed.run("apply", file, "--confirm=Alice", "--dry-run").code())
                .isZero();
    }

    private static String hash(String plan) throws IOException {
        return new ObjectMapper().readTree(Path.of(plan).toFile()).path("hash").asText();
    }

    @Test
    void aPlanFileNeverAsksAndWantsItsPartiesConfirmed() throws IOException {
        Typed planned = Typed.run("plan", unit, "-o", file);
        assertThat(planned.code()).as(planned.both()).isZero();
        assertThat(planned.err()).contains("--confirm=Alice");

        Typed unconfirmed = Typed.in(ASKABLE, "yes\n", "apply", file);
        assertThat(unconfirmed.code()).isEqualTo(6);
        assertThat(unconfirmed.err()).contains("--confirm=Alice");

        Typed misspelt = Typed.run("apply", file, "--confirm=Alcie");
        assertThat(misspelt.code()).isEqualTo(64);
        assertThat(misspelt.err()).contains("Did you mean --confirm=Alice?");

        Typed forecast = Typed.run("apply", file, "--confirm=Alice", "--dry-run", "--json");
        assertThat(forecast.code()).as(forecast.both()).isZero();
        assertThat(last(forecast).path("forecasts")).hasSize(19);
        assertThat(last(forecast).path("plan").path("participants"))
                .as("what runs where, as in the JSON of the plan")
                .hasSize(2)
                .allSatisfy(participant -> assertThat(
                                participant.path("access").path("kind").asText())
                        .isEqualTo("sandbox"));
        assertThat(Path.of(unit).resolve(".partita")).doesNotExist();

        Typed applied = Typed.run("apply", file, "--confirm=Alice", "--json");
        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(events(applied))
                .extracting(event -> event.path("event").asText())
                .contains("step-ended", "answer");
        assertThat(last(applied).path("result").asText()).isEqualTo("done");
        assertThat(last(applied).path("interlocks")).isEmpty();

        Typed stale = Typed.run("apply", file, "--confirm=Alice");
        assertThat(stale.code()).isEqualTo(3);
        assertThat(stale.err()).contains("hosting/participant1/Alice");

        assertThat(Typed.run("state", "verify", unit).code()).isZero();
        assertThat(Typed.run("state", "list", unit).out().lines()).hasSize(2);
        assertThat(Typed.run("state", "show", unit).out()).contains("run ended: stale");
    }

    @Test
    void whatRunsWhereIsSaidBeforeAnythingIsDone() throws IOException {
        Typed.run("plan", unit, "-o", file);
        String hash =
                new ObjectMapper().readTree(Path.of(file).toFile()).path("hash").asText();

        Typed forecast = Typed.run("apply", file, "--confirm=Alice", "--dry-run");
        Typed applied = Typed.run("apply", file, "--confirm=Alice");

        for (Typed typed : List.of(forecast, applied)) {
            assertThat(typed.code()).as(typed.both()).isZero();
            assertThat(typed.out())
                    .startsWith("Plan for synchronizer mysynchronizer")
                    .contains("\nHash: " + hash + "\n")
                    .containsSubsequence("\nparticipant1 ", "\n  id ", "\n  sandbox ", "\nparticipant2 ");
        }
    }

    /** To read is to fetch tokens, and programs may be what fetches them. */
    @Test
    void whatRunsWhereIsSaidBeforeAnybodyIsAsked() throws IOException {
        String nothing = Path.of(file).resolveSibling("nothing.json").toString();
        Typed.run("plan", unit, "-o", file);
        Typed.run("apply", file, "--confirm=Alice");
        Typed.run("plan", unit, "-o", nothing);
        Typed settled = Typed.run("apply", nothing);
        // Nobody can be asked any more.
        Files.delete(Path.of(unit).resolve("world.json"));

        for (List<String> words : List.of(
                List.of("apply", file, "--confirm=Alice", "--dry-run"),
                List.of("apply", nothing),
                List.of("apply", nothing, "--dry-run"),
                List.of("apply", file, "--confirm=Alice"))) {
            Typed typed = Typed.run(words.toArray(String[]::new));
            assertThat(typed.code()).as(typed.both()).isEqualTo(1);
            assertThat(typed.out())
                    .as(words.toString())
                    .startsWith("Plan for synchronizer mysynchronizer")
                    .containsSubsequence("\nparticipant1 ", "\n  id ", "\n  sandbox ", "\nparticipant2 ");
        }
        assertThat(settled.code()).isZero();
        assertThat(settled.out().split("Plan for synchronizer")).hasSize(2);
    }

    @Test
    void aChangedPlanFileIsRefused() throws IOException {
        Typed.run("plan", unit, "-o", file);
        Path plan = Path.of(file);
        Files.writeString(plan, Files.readString(plan).replace("\"observation\"", "\"submission\""));

        Typed typed = Typed.run("apply", file, "--auto-approve");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(Path.of(unit).resolve(".partita")).doesNotExist();
    }

    @Test
    void showAndSandboxShowReadTheLiveHosting() throws IOException {
        assertThat(Typed.run("show", unit).out()).contains("participant1  submission");
        JsonNode world = new ObjectMapper()
                .readTree(Typed.run("sandbox", "show", unit, "--json").out());
        assertThat(world.path("parties")).hasSize(2);
        assertThat(Typed.run("sandbox", "reset", unit).code()).isZero();
        assertThat(Path.of(unit).resolve(".sandbox")).doesNotExist();
    }

    private static List<JsonNode> events(Typed typed) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : typed.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private static JsonNode last(Typed typed) throws IOException {
        List<JsonNode> events = events(typed);
        return events.get(events.size() - 1);
    }

    @Test
    void onlyTheExpectedPlanIsCarriedOut() throws IOException {
        Typed.run("plan", unit, "-o", file);
        String hash =
                new ObjectMapper().readTree(Path.of(file).toFile()).path("hash").asText();

        for (String other :
                List.of("0".repeat(12), hash.substring(0, 12) + "x", hash.substring(0, 11), hash + "0", "")) {
            refusedUnless(file, other);
        }
        refusedUnless(unit, "0".repeat(64));
        assertThat(Path.of(unit).resolve(".partita")).doesNotExist();
        assertThat(Typed.run("apply", file, "--dry-run", "--expect-hash=" + "1".repeat(64))
                        .code())
                .isEqualTo(6);
        assertThat(Typed.run("apply", file, "--confirm=Alice", "--dry-run", "--expect-hash=" + hash)
                        .code())
                .isZero();

        Typed approved = Typed.run(
                "apply",
                file,
                "--confirm=Alice",
                "--expect-hash=" + hash.substring(0, 12).toUpperCase(Locale.ROOT));
        assertThat(approved.code()).as(approved.both()).isZero();
    }

    @Test
    void whatCannotBeTakenBackIsConfirmedByNumberOrHash() throws IOException {
        assertThat(Typed.run("plan", unit, "-o", file).code()).isZero();
        String hash = hash(file);

        Map<String, String> wrong = Map.of(
                "2",
                "[confirmation-miscounted]",
                "0",
                "[confirmation-miscounted]",
                "1".repeat(12),
                "[plan-not-expected]",
                hash.substring(1),
                "[plan-not-expected]");
        wrong.forEach((word, code) -> {
            Typed refused = Typed.run("apply", file, "--confirm=" + word);
            assertThat(refused.code()).as(word).isEqualTo(6);
            assertThat(refused.err()).contains(code);
        });
        for (String word : List.of(hash.substring(0, 11) + "x", hash + "0", "-1", "1.0")) {
            Typed refused = Typed.run("apply", file, "--confirm=" + word);
            assertThat(refused.code()).as(word).isEqualTo(64);
            assertThat(refused.unwrapped()).contains("[wrong-usage]", "names no party of the plan");
        }
        assertThat(Typed.run("apply", file, "--confirm=Alice", "--confirm=2").code())
                .as("one that does not fit is enough")
                .isEqualTo(6);
        assertThat(Path.of(unit).resolve(".partita")).doesNotExist();

        Typed approved =
                Typed.run("apply", file, "--confirm=" + hash.substring(0, 12).toUpperCase(Locale.ROOT));
        assertThat(approved.code()).as(approved.both()).isZero();
    }

    @Test
    void theNumberOfPartiesConfirmsAllOfThem() {
        String two = Typed.scenario("two-parties-one-window", folder).toString();
        String saved = folder.resolve("two.json").toString();
        assertThat(Typed.run("plan", two, "-o", saved).code()).isZero();

        assertThat(Typed.run("apply", saved, "--confirm=1").err())
                .contains("--confirm=1 is not the number of parties concerned", "to 2 of its parties");
        Typed approved = Typed.run("apply", saved, "--confirm=2");
        assertThat(approved.code()).as(approved.both()).isZero();
    }

    /** A name is what people mean first: who is called 2 does not stand for two parties. */
    @Test
    void aPartyThatIsCalledLikeANumberIsMeantByIt() throws IOException {
        Path digits = Files.createDirectory(folder.resolve("digits"));
        SmallWorld.write(digits, "p1");
        Files.writeString(digits.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { p1 { sandbox() } }
                ['2', 'Bob'].each { name -> party(name) { local on: p1; host p1, submission } }
                """);
        String saved = digits.resolve("plan.json").toString();
        Typed planned = Typed.run("plan", digits.toString(), "-o", saved);
        assertThat(planned.code()).as(planned.both()).isZero();

        Typed unconfirmed = Typed.run("apply", saved, "--confirm=2");
        assertThat(unconfirmed.code()).as(unconfirmed.both()).isEqualTo(6);
        assertThat(unconfirmed.err()).contains("the plan does something to Bob that cannot be taken back");
    }

    private static void refusedUnless(String what, String hash) {
        Typed refused = Typed.run("apply", what, "--auto-approve", "--expect-hash=" + hash);
        assertThat(refused.code()).as(hash + refused.both()).isIn(6, 64);
        assertThat(refused.err()).containsAnyOf("[plan-not-expected]", "[expected-hash-unusable]");
    }
}
