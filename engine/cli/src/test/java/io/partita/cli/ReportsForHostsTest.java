package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What hosts of pull requests and readers of tests get of a command. */
class ReportsForHostsTest {

    @TempDir
    Path folder;

    private static final String DECLARATION = """
            synchronizer 'mysynchronizer'
            participants {
                participant1 { sandbox() }
            }
            party('Alice') {
                local on: participnat1
                host participant1, submission
            }
            """;

    private JsonNode sarif(Path file) throws IOException {
        JsonNode log = new ObjectMapper().readTree(Files.readString(file));
        requireSarif(log);
        return log.path("runs").get(0);
    }

    /** What the standard wants of what is used of it, beyond the types: required members, numbers and references. */
    private static void requireSarif(JsonNode log) {
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        assertThat(log.path("$schema").asText()).contains("sarif-schema-2.1.0");
        assertThat(log.path("runs")).hasSize(1);
        JsonNode run = log.path("runs").get(0);
        JsonNode driver = run.at("/tool/driver");
        assertThat(driver.path("name").asText()).isEqualTo("partita");
        assertThat(run.path("columnKind").asText()).isEqualTo("utf16CodeUnits");
        List<String> rules = new ArrayList<>();
        driver.path("rules").forEach(rule -> {
            rules.add(rule.path("id").asText());
            assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
            assertThat(rule.at("/fullDescription/text").asText()).isNotEmpty();
            assertThat(rule.at("/help/text").asText()).contains("partita explain ");
        });
        assertThat(rules).doesNotHaveDuplicates();
        assertThat(run.path("results").isArray()).isTrue();
        run.path("results").forEach(result -> {
            assertThat(rules.get(result.path("ruleIndex").asInt()))
                    .isEqualTo(result.path("ruleId").asText());
            requireMessage(result);
            assertThat(result.path("locations")).hasSize(1);
            requirePlace(result.at("/locations/0/physicalLocation"));
            assertThat(result.path("partialFingerprints")
                            .path("partitaDiagnostic/v1")
                            .asText())
                    .hasSize(64);
        });
        assertThat(run.path("invocations")).hasSize(1);
        JsonNode invocation = run.path("invocations").get(0);
        assertThat(invocation.path("executionSuccessful").isBoolean()).isTrue();
        assertThat(invocation.path("exitCode").isInt()).isTrue();
        invocation.path("toolExecutionNotifications").forEach(ReportsForHostsTest::requireMessage);
    }

    private static void requireMessage(JsonNode said) {
        assertThat(said.path("level").asText()).isIn("error", "warning", "note");
        assertThat(said.at("/message/text").asText()).isNotEmpty().doesNotContainPattern("(?<!\\{)\\{\\d+}(?!})");
    }

    private static void requirePlace(JsonNode place) {
        JsonNode artifact = place.path("artifactLocation");
        assertThat(artifact.path("uriBaseId").asText()).isEqualTo("%SRCROOT%");
        assertThat(URI.create(artifact.path("uri").asText()))
                .satisfies(uri -> assertThat(uri.isAbsolute()).isFalse())
                .satisfies(
                        uri -> assertThat(uri.getPath()).doesNotStartWith("/").doesNotContain(".."));
        JsonNode region = place.path("region");
        int startLine = region.path("startLine").asInt();
        int endLine = region.path("endLine").asInt();
        assertThat(startLine).isPositive();
        assertThat(endLine).isGreaterThanOrEqualTo(startLine);
        assertThat(region.path("startColumn").asInt()).isPositive();
        if (endLine == startLine) {
            assertThat(region.path("endColumn").asInt())
                    .isGreaterThanOrEqualTo(region.path("startColumn").asInt());
        }
    }

    @Test
    void aMistakeIsOnItsLineOfThePullRequest() throws IOException {
        GitFolder repository = GitFolder.in(folder.resolve("repository"));
        Path script = repository.write("hosting/a b/main.groovy", DECLARATION);
        Path log = folder.resolve("partita.sarif");

        Typed typed = Typed.run("validate", script.getParent().toString(), "--sarif", log.toString());

        assertThat(typed.code()).isEqualTo(1);
        JsonNode run = sarif(log);
        assertThat(run.at("/automationDetails/id").asText()).isEqualTo("partita validate/");
        JsonNode result = run.path("results").get(0);
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.at("/message/text").asText()).contains("participnat1").contains("Did you mean");
        JsonNode place = result.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("hosting/a%20b/main.groovy");
        JsonNode region = place.path("region");
        String line = DECLARATION.lines().toList().get(region.path("startLine").asInt() - 1);
        assertThat(line.substring(
                        region.path("startColumn").asInt() - 1,
                        region.path("endColumn").asInt() - 1))
                .isEqualTo("participnat1");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
        assertThat(Files.readString(log)).doesNotContain(folder.toString());
    }

    @Test
    void aNetworkBesideTheDeclarationIsInTheSameRepository() throws IOException {
        GitFolder repository = GitFolder.in(folder.resolve("repository"));
        repository.write(
                "networks/test/main.groovy", "synchronizer 'mysynchronizer'\nparticipants { p { sandbocks() } }\n");
        Path script = repository.write("hosting/main.groovy", "network '../networks/test'\n");
        Path log = folder.resolve("partita.sarif");

        assertThat(Typed.run("validate", script.getParent().toString(), "--sarif", log.toString())
                        .code())
                .isEqualTo(1);

        assertThat(sarif(log)
                        .at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("networks/test/main.groovy");
    }

    @Test
    void whatHasNoPlaceIsNotLostAndNothingIsALogAsWell() throws IOException {
        Path log = folder.resolve("partita.sarif");
        Typed missing = Typed.run("-C", folder.toString(), "plan", "nowhere", "--sarif", "partita.sarif");
        assertThat(missing.code()).isEqualTo(1);
        JsonNode run = sarif(log);
        assertThat(run.path("results")).isEmpty();
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/descriptor/id")
                        .asText())
                .isEqualTo("folder-missing");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();

        Path unit = Typed.scenario("quickstart", folder);
        assertThat(Typed.run("plan", unit.toString(), "--sarif", log.toString()).code())
                .isZero();
        assertThat(sarif(log).at("/invocations/0/exitCode").asInt()).isZero();
        assertThat(Typed.run("doctor", unit.toString(), "--sarif", log.toString())
                        .code())
                .isZero();
        assertThat(sarif(log).at("/automationDetails/id").asText()).isEqualTo("partita doctor/");
    }

    @Test
    void whatACheckupFindsIsWhereTheParticipantIsDeclared() throws IOException {
        GitFolder repository = GitFolder.in(folder.resolve("repository"));
        Path script = repository.write("hosting/main.groovy", """
                synchronizer 'mysynchronizer'
                participants {
                    bank { admin 'localhost:1'; ledger 'localhost:2' }
                }
                """);
        Path log = folder.resolve("doctor.sarif");

        assertThat(Typed.run("doctor", script.getParent().toString(), "--sarif", log.toString())
                        .code())
                .isEqualTo(1);

        JsonNode failed = sarif(log).path("results").get(0);
        assertThat(failed.path("ruleId").asText()).isEqualTo("check-failed");
        assertThat(failed.at("/message/text").asText()).startsWith("bank, admin connection: ");
        assertThat(failed.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
    }

    @Test
    void aFileOfSomethingElseIsNotReplaced() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Path other = Files.writeString(folder.resolve("other.sarif"), "{ \"version\": \"2.1.0\", \"runs\": [] }");

        Typed refused = Typed.run("validate", unit.toString(), "--sarif", other.toString());
        assertThat(refused.code()).isEqualTo(6);
        assertThat(other).content().isEqualTo("{ \"version\": \"2.1.0\", \"runs\": [] }");
        assertThat(Typed.run("validate", unit.toString(), "--sarif", "-").code())
                .isEqualTo(64);
        assertThat(Typed.run("doctor", unit.toString(), "--junit", "-").code()).isEqualTo(64);
    }

    @Test
    void aRunIsATestForEachStepAndForWhatItMade() throws Exception {
        Path unit = Typed.scenario("quickstart", folder);
        Path report = folder.resolve("run.xml");

        Typed dry = Typed.run("apply", unit.toString(), "--auto-approve", "--dry-run", "--junit", report.toString());
        assertThat(dry.code()).as(dry.both()).isZero();
        Element forecast = junit(report);
        assertThat(suites(forecast)).containsExactly("command", "preconditions", "steps", "postconditions");
        assertThat(forecast.getAttribute("failures")).isEqualTo("0");
        assertThat(Integer.parseInt(forecast.getAttribute("skipped"))).isPositive();

        Typed applied = Typed.run("apply", unit.toString(), "--auto-approve", "--junit", report.toString());
        assertThat(applied.code()).as(applied.both()).isZero();
        Element run = junit(report);
        assertThat(suites(run)).containsExactly("command", "preconditions", "steps", "postconditions", "hosting");
        assertThat(run.getAttribute("failures")).isEqualTo("0");
        assertThat(run.getAttribute("skipped")).isEqualTo("0");
        assertThat(names(run)).contains("Alice is hosted as planned");
    }

    @Test
    void aRunThatWaitsIsSkippedAndOneThatIsRefusedFails() throws Exception {
        Path unit = Typed.scenario("quickstart", folder);
        Typed.backedUpByHand(unit);
        Path report = folder.resolve("run.xml");

        Map<String, String> home = Map.of("HOME", folder.resolve("home").toString());
        assertThat(Typed.in(home, "", "apply", unit.toString(), "--auto-approve", "--junit", report.toString())
                        .code())
                .isEqualTo(5);
        Element waiting = junit(report);
        assertThat(waiting.getAttribute("failures")).isEqualTo("0");
        assertThat(Files.readString(report))
                .contains("<skipped message=\"it waits for a person")
                .contains("<skipped message=\"waiting: ")
                .contains("<skipped message=\"not begun\"/>")
                .contains("<skipped message=\"the run is not at its end\"/>");

        Typed resumed = Typed.in(
                home, "", "resume", unit.toString(), "--backup-done=participant2", "--junit", report.toString());
        assertThat(resumed.code()).as(resumed.both()).isZero();
        assertThat(junit(report).getAttribute("failures")).isEqualTo("0");

        assertThat(Typed.run("apply", unit.resolve("nowhere").toString(), "--junit", report.toString())
                        .code())
                .isEqualTo(1);
        assertThat(junit(report).getAttribute("failures")).isEqualTo("1");
        assertThat(Files.readString(report)).contains("there is no folder");
    }

    /** Nothing is carried out for a report that is refused, and what is there stays. */
    @Test
    void aReportOverSomethingElseIsRefusedBeforeARun() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Path readme = Files.writeString(folder.resolve("README.md"), "# Ours");

        Typed refused = Typed.run("apply", unit.toString(), "--auto-approve", "--junit", readme.toString());

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.err()).contains("[out-refused]");
        assertThat(readme).content().isEqualTo("# Ours");
        assertThat(Typed.run("plan", unit.toString(), "--detailed-exitcode").code())
                .isEqualTo(2);
    }

    /** How a run ended, and what to type next, is said also when its report cannot be. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aReportThatCannotBeWrittenTakesNothingFromTheOutcome() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Typed.backedUpByHand(unit);
        Map<String, String> home = Map.of("HOME", folder.resolve("home").toString());

        Typed waiting = Typed.in(home, "", "apply", unit.toString(), "--auto-approve", "--junit", "/dev/full");
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(waiting.both()).contains("[report-lost]", "the disk is full", "partita resume ");

        Typed done =
                Typed.in(home, "", "resume", unit.toString(), "--backup-done=participant2", "--junit", "/dev/full");
        assertThat(done.code()).as(done.both()).isEqualTo(1);
        assertThat(done.both()).contains("[report-lost]", "19 of 19 steps in place");

        Typed sarif = Typed.in(home, "", "validate", unit.toString(), "--sarif", "/dev/full");
        assertThat(sarif.code()).as(sarif.both()).isEqualTo(1);
        assertThat(sarif.both()).contains("[report-lost]").doesNotContain("[file-failed]");
    }

    @Test
    void aCheckupIsATestForEachCheck() throws Exception {
        Path unit = Typed.scenario("quickstart", folder);
        Path report = folder.resolve("doctor.xml");

        assertThat(Typed.run("doctor", unit.toString(), "--junit", report.toString())
                        .code())
                .isZero();

        Element checkup = junit(report);
        assertThat(suites(checkup)).contains("command", "participant1", "participant2", "all together");
        assertThat(names(checkup)).contains("admin grpc", "participant identity");
        assertThat(checkup.getAttribute("failures")).isEqualTo("0");
    }

    private static Element junit(Path report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
    }

    private static List<String> suites(Element report) {
        return attributes(report.getElementsByTagName("testsuite"));
    }

    private static List<String> names(Element report) {
        return attributes(report.getElementsByTagName("testcase"));
    }

    private static List<String> attributes(NodeList elements) {
        List<String> names = new ArrayList<>();
        for (int each = 0; each < elements.getLength(); each++) {
            names.add(((Element) elements.item(each)).getAttribute("name"));
        }
        return names;
    }
}
