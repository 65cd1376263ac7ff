package io.partita.core.planfile;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.Permission;
import io.partita.core.plan.Contents;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Preview;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {

    /** Of a member of an object. */
    private static final int LONGEST_NAME = 9_000;

    private static final Plan PLAN = EveryKind.plan();
    private static final PlanFile.Written WRITTEN = PlanFile.write(PLAN);
    private static final String TEXT = new String(WRITTEN.text(), UTF_8);

    private static Checked<Plan> read(String text) {
        return PlanFile.read(text.getBytes(UTF_8), "plan.json");
    }

    private static Diagnostic only(Checked<Plan> checked) {
        assertThat(checked.diagnostics()).hasSize(1);
        return checked.diagnostics().get(0);
    }

    private static String replacedFirst(String written, String edited) {
        int at = TEXT.indexOf(written);
        assertThat(at).as(written).isPositive();
        return TEXT.substring(0, at) + edited + TEXT.substring(at + written.length());
    }

    @Test
    void theExampleHasEveryKindAndIsLegal() {
        assertThat(PlanLaws.breaches(PLAN.content())).isEmpty();
        assertThat(PLAN.steps().map(Step::kind).collect(Collectors.toSet()))
                .containsAll(EnumSet.allOf(Step.Kind.class));
        assertThat(PLAN.facts().stream().map(Fact::kind).collect(Collectors.toSet()))
                .containsAll(EnumSet.allOf(Fact.Kind.class));
    }

    @Test
    void everyKindIsReadAsItWasWritten() {
        Checked<Plan> read = read(TEXT);

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.value()).isEqualTo(PLAN);
        assertThat(PlanFile.write(read.value()).text()).isEqualTo(WRITTEN.text());
    }

    @Test
    void theTextIsCanonical() {
        assertThat(TEXT)
                .startsWith("{\n  \"format\": \"partita.plan/2\",\n  \"hash\": \"" + WRITTEN.hash() + "\",\n")
                .endsWith("}\n")
                .doesNotContain("\r", "\t");
        assertThat(WRITTEN.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void nothingThatFollowsFromTheRestIsInTheFile() {
        assertThat(TEXT).doesNotContain("\"why\"", "\"reversal\"", "\"after\"", "\"facts\"", "\"operator\": \"\"");
    }

    @Test
    void lineEndsDoNotMatter() {
        assertThat(read(TEXT.replace("\n", "\r\n")).value()).isEqualTo(PLAN);
    }

    @Test
    void aTargetThatWasFoundAwayIsReadAsItWasWritten() {
        HostingMapping live = Contents.plus(
                Contents.mapping(Contents.party("Alice", 1), 1, 1, Contents.host(1, Permission.SUBMISSION)),
                Contents.flagged(2, Permission.OBSERVATION));
        Transfer transfer = new Transfer(live, Contents.name(1), new TreeSet<>(), 3);
        Plan repair = new Plan(Contents.of(2)
                .party(Contents.change(
                        "Alice", Optional.of(live), live.party(), 1, Route.of(Route.Reason.INCOMPLETE_IMPORT)))
                .source(1, Optional.empty())
                .window(new Window(
                        1,
                        Contents.name(2),
                        List.of(new PlannedConnection(
                                Contents.SYNCHRONIZER, Registration.Connection.DISCONNECTED, ManualConnect.MANUAL)),
                        Optional.of(Contents.SYNCHRONIZER),
                        new TreeSet<>(),
                        List.of(transfer)))
                .content());
        String text = new String(PlanFile.write(repair).text(), UTF_8);

        assertThat(read(text).diagnostics()).isEmpty();
        assertThat(read(text).value()).isEqualTo(repair);
        assertThat(text).contains("\"foundAway\": \"mysynchronizer\"");
        assertThat(violations(text)).isEmpty();
    }

    /** What was read of unchanged parties is a part of a plan with nothing to do, and of no other. */
    @Test
    void aPlanWithNothingToDoHasWhatWasRead() {
        PlanContent settled = Contents.of(2).content().settledAs(List.of());
        HostingMapping alice =
                EveryKind.plan().content().parties().get(0).before().orElseThrow();
        PlanContent nothing = new PlanContent(
                        settled.home(),
                        settled.network(),
                        settled.synchronizerAlias(),
                        settled.synchronizer(),
                        settled.decisionTimeout(),
                        settled.participants(),
                        settled.keys(),
                        List.of(),
                        List.of(),
                        List.of("Alice"),
                        List.of(),
                        List.of(),
                        List.of())
                .settledAs(List.of(alice));
        PlanFile.Written written = PlanFile.write(new Plan(nothing));

        assertThat(PlanFile.read(written.text(), "plan.json").value().content()).isEqualTo(nothing);
        assertThat(PlanFile.write(new Plan(nothing.settledAs(List.of()))).hash())
                .isNotEqualTo(written.hash());
        assertThat(violations(new String(written.text(), UTF_8))).isEmpty();
        assertThat(PlanLaws.breaches(nothing.settledAs(List.of(alice, alice))))
                .extracting(breach -> breach.part())
                .containsExactly("settled");
        assertThat(PlanLaws.breaches(PLAN.content().settledAs(List.of(alice))))
                .extracting(breach -> breach.part())
                .containsOnly("settled");
    }

    @Test
    void aMarkOfTheByteOrderBeforeItDoesNotMatterAndUtf16IsNamed() {
        assertThat(read("\uFEFF" + TEXT).value()).isEqualTo(PLAN);
        assertThat(only(PlanFile.read(TEXT.getBytes(UTF_16LE), "plan.json")).detail())
                .startsWith("It is UTF-16");
    }

    /** Nothing of its content is another, but a comparison of lines would show something else than what is done. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void anotherLayoutIsRefusedWhereItBegins(String name, String text, int line, int column) {
        assertThat(read(text).diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("plan-not-canonical");
            assertThat(said.range())
                    .hasValueSatisfying(range -> assertThat(range.start()).isEqualTo(new Position(line, column)));
        });
    }

    static Stream<Arguments> layouts() {
        int lines = (int) TEXT.lines().count();
        String oneLine = TEXT.lines().map(String::strip).collect(Collectors.joining());
        String hash = "  \"hash\": \"" + WRITTEN.hash() + "\",\n";
        return Stream.of(
                arguments("on one line", oneLine + "\n", 1, 2),
                arguments("without its last line end", TEXT.strip(), lines, 2),
                arguments("with a blank line at the end", TEXT + "\n", lines + 1, 1),
                arguments("with a blank at the end of a line", TEXT.replaceFirst(",\n", ", \n"), 2, 30),
                arguments("with tabs", TEXT.replaceFirst("\n  ", "\n\t"), 2, 1),
                arguments("with an escape", TEXT.replaceFirst("partita\\.plan", "\\\\u0070artita.plan"), 2, 14),
                arguments(
                        "in another order",
                        TEXT.replace(hash, "").replaceFirst("\\{\n", Matcher.quoteReplacement("{\n" + hash)),
                        2,
                        4));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            "home": "../hosting"       | "home": ".."               | home              | "home"
            "decisionTimeout": "PT10S" | "decisionTimeout": "PT1S"  | synchronizer      | "alias": "mysynchronizer"
            "release": "3.5.10"        | "release": "3.5.11"        | participants/t1   | "name": "t1"
            "path": "treasury.pem"     | "path": "other.pem"        | keys/k-file       | "name": "k-file"
            "reason": "used"           | "reason": "in-flight"      | parties/Alice     | "name": "Alice
            "packages": ["aa"          | "packages": ["a0"          | windows/t3        | "target": "t3"
            "cron": "0 0 20 * * ?"     | "cron": "0 0 21 * * ?"     | sources/t1        | "participant": "t1"
            "dars/a.dar"               | "dars/b.dar"               | vettings/t2       | "target": "t2"
            "vet packages"             | "vet"                      | waves/5           | "number": 5
            """)
    void thePlaceOfAnEditIsNamed(String written, String edited, String part, String near) {
        String one = TEXT.contains(written) ? written : written.replace("[", "[\n            ");
        int at = part.equals("windows/t3") ? TEXT.lastIndexOf("\"aa\"") : TEXT.indexOf(one);
        String text = part.equals("windows/t3")
                ? TEXT.substring(0, at) + "\"a0\"" + TEXT.substring(at + 4)
                : TEXT.substring(0, at) + edited + TEXT.substring(at + one.length());

        Diagnostic first = read(text).diagnostics().get(0);

        assertThat(first.code()).isEqualTo("plan-edited");
        assertThat(first.detail()).contains("its hash says " + WRITTEN.hash());
        assertThat(first.summary())
                .startsWith("the plan is not the one that was written: '" + part)
                .endsWith("' was changed");
        assertThat(first.range())
                .hasValueSatisfying(range -> assertThat(
                                lines(text, range.start().line(), range.end().line()))
                        .contains(near));
    }

    private static String lines(String text, int from, int to) {
        return text.lines().skip(from - 1L).limit(to - from + 1L).collect(Collectors.joining("\n"));
    }

    @Test
    void aPartThatWasTakenOutIsNamed() {
        String text = TEXT.replace("\"unchanged\": [\"Bob\"]", "\"unchanged\": []");

        assertThat(text).isNotEqualTo(TEXT);
        assertThat(only(read(text)).summary()).endsWith("'unchanged' was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "digest"})
    void theHashAndTheDigestsArePartOfIt(String which) {
        String digest =
                PlanDigests.of(PLAN.content(), PlanDocument.waves(PLAN)).shown().get("unchanged");
        String text = which.equals("hash")
                ? TEXT.replace(WRITTEN.hash(), "0".repeat(64))
                : TEXT.replace(digest, "0".repeat(16));

        assertThat(read(text).diagnostics()).extracting(Diagnostic::code).containsOnly("plan-edited");
    }

    /** What no part held would be in no hash. */
    @Test
    void everyMemberOfTheFileIsAPart() throws IOException {
        PlanContent everything = PLAN.content()
                .at(new Home("../elsewhere"))
                .reachedFrom(new Home("../network"))
                .from(new Preview(Instant.EPOCH, "0".repeat(64)))
                .declaredIn(new TreeMap<>(Map.of("hosting.groovy", "0".repeat(40))))
                .settledAs(List.of(Contents.offline("Alice", 1).before().orElseThrow()));
        Set<String> parts = PlanDigests.of(everything, PlanDocument.waves(PLAN)).shown().keySet().stream()
                .map(part -> part.split("/")[0])
                .collect(Collectors.toSet());
        SortedSet<String> members = new TreeSet<>();
        new ObjectMapper()
                .readTree(PlanFile.schema())
                .at("/$defs/plan/properties")
                .fieldNames()
                .forEachRemaining(members::add);
        members.removeAll(Set.of("format", "hash", "digests"));

        assertThat(members).hasSizeGreaterThan(10);
        assertThat(parts).containsExactlyInAnyOrderElementsOf(members);
    }

    /** A password that is somebody's name: it is known where the plan is made, and not where it is read. */
    @Test
    void aPlanThatWasWrittenWhereASecretIsKnownIsReadWhereItIsNot() {
        KnownSecrets.add("participant1", KnownSecrets.Life.PASSING);
        byte[] written = PlanFile.write(PLAN).text();
        for (int number = 0; number < 100; number++) {
            KnownSecrets.add("replaced-by-" + UUID.randomUUID(), KnownSecrets.Life.PASSING);
        }
        assertThat(KnownSecrets.areIn("participant1")).isFalse();

        assertThat(PlanFile.read(written, "plan.json").diagnostics()).isEmpty();
    }

    @Test
    void theOrderOfPartiesIsInTheHash() {
        PartyChange alice = Contents.offline("Alice", 1);
        PartyChange bob = Contents.offline("Bob", 1);

        assertThat(PlanFile.write(
                                new Plan(Contents.of(2).party(alice).party(bob).content()))
                        .hash())
                .isNotEqualTo(PlanFile.write(
                                new Plan(Contents.of(2).party(bob).party(alice).content()))
                        .hash());
    }

    /** The file that somebody writes who knows how hashes are made. */
    private static String forged(PlanContent content, List<PlanDocument.WaveLine> waves) {
        var digests = PlanDigests.of(content, waves).shown();
        PlanDocument unhashed = new PlanDocument("0".repeat(64), content, waves, digests);
        String text = new String(PlanDocument.DOCUMENT.page(unhashed), UTF_8);
        String said = read(text).diagnostics().get(0).detail();
        String none = "\"hash\": \"" + "0".repeat(64);
        return text.replace(none, "\"hash\": \"" + said.substring(said.lastIndexOf(' ') + 1));
    }

    /** Whoever makes the hash fit again still gets no plan that does harm. */
    @Test
    void aPlanThatDoesHarmIsRefusedWithItsPlace() {
        PlanContent harm = Contents.of(2)
                .party(Contents.offline("Alice", 1))
                .window(1, 2, Contents.transfer(Contents.offline("Alice", 1), 2))
                .content();

        Checked<Plan> read = read(forged(harm, List.of()));

        assertThat(read.diagnostics()).isNotEmpty().allSatisfy(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("illegal-plan");
            assertThat(diagnostic.range()).isPresent();
        });
    }

    /** What people read is what runs: a step cannot be left out, and none can be put in. */
    @ParameterizedTest
    @ValueSource(strings = {"taken out", "put in", "moved"})
    void wavesThatDoNotFollowAreRefused(String how) {
        Plan plan = Contents.quickstart().plan();
        List<PlanDocument.WaveLine> waves = new ArrayList<>(PlanDocument.waves(plan));
        switch (how) {
            case "taken out" -> waves.remove(waves.size() - 1);
            case "put in" ->
                waves.add(new PlanDocument.WaveLine(
                        waves.size(), "more", waves.get(0).steps()));
            default -> Collections.swap(waves, 3, 4);
        }

        assertThat(only(read(forged(plan.content(), waves))).code()).isEqualTo("other-waves");
        assertThat(read(forged(plan.content(), PlanDocument.waves(plan))).value())
                .isEqualTo(plan);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "title": "vet packages"     | "title": 3                            | unreadable-file | 'title' has to be a text, not a number
            "title": "vet packages"     | "title": "vet packages", "more": 1    | unreadable-file | 'more' is not known here
            "lastSerial": 3,            |                                       | unreadable-file | 'lastSerial' is missing here
            "port": 5002                | "port": 99999                         | unreadable-file | 'port' has to be a whole number from 1 to 65535
            "port": 5002                | "port": 1.5                           | unreadable-file | 'port' has to be a whole number from 1 to 65535
            "decisionTimeout": "PT10S"  | "decisionTimeout": "10 s"             | unreadable-file | 'decisionTimeout' is not a duration such as PT10S: 10 s
            "extent": "internals-only"  | "extent": "all"                       | unreadable-file | 'extent' is not one of everything, internals-only: all
            "number": 0,                | "number": 0, "number": 0,             | damaged-json    | plan.json is not valid JSON
            "format": "partita.plan/2"  | "format": "partita.plan/3"            | newer-plan      | the plan was written by another version of partita
            "format": "partita.plan/2"  | "format": "partita.state/1"           | not-a-plan      | plan.json is not a plan
            "format": "partita.plan/2", |                                       | not-a-plan      | plan.json is not a plan
            """)
    void whatIsWrongIsSaidWithItsPlace(String written, String edited, String code, String summary) {
        Checked<Plan> read = read(replacedFirst(written, edited == null ? "" : edited));

        assertThat(read.isPresent()).isFalse();
        assertThat(read.diagnostics()).allSatisfy(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(code);
            assertThat(diagnostic.summary()).isEqualTo(summary);
            assertThat(diagnostic.range()).isPresent();
        });
    }

    /** As in a declaration: some of them can be in no path of a file. */
    @ParameterizedTest
    @ValueSource(strings = {"ca", "certificate", "key", "path", "library"})
    void aPathHasNoControlCharacters(String member) {
        String odd = "\"" + member + "\": \"a\\\\u0000b\"";
        String edited = Set.of("certificate", "key").contains(member)
                ? TEXT.replaceFirst("\"ca\": \"[^\"]*\"", "$0, " + odd)
                : TEXT.replaceFirst("\"" + member + "\": \"[^\"]*\"", odd);
        assertThat(edited).isNotEqualTo(TEXT);

        Diagnostic said = only(read(edited));

        assertThat(said.summary()).startsWith("'" + member + "' is not a text without control characters: a");
        assertThat(said.range()).isPresent();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Checked<Plan> read = read(TEXT.replace("\"kind\": \"manual\"", "\"kind\": \"x\"")
                .replaceFirst("\"kind\": \"file\"", "\"kind\": \"y\""));

        assertThat(read.diagnostics()).hasSize(2);
    }

    @Test
    void waysOfAnyLengthAreReadWithoutAStack() {
        String way = "../a" + "/a".repeat(200_000);
        Plan plan = new Plan(PLAN.content()
                .at(new Home(way))
                .reachedFrom(new Home(way))
                .declaredIn(new TreeMap<>(Map.of(way.substring(0, LONGEST_NAME), "0".repeat(40)))));

        assertThat(read(new String(PlanFile.write(plan).text(), UTF_8)).value()).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "50", "1000"})
    void aTornFileIsDamaged(int length) {
        assertThat(only(read(TEXT.substring(0, length))).code()).isEqualTo("damaged-json");
    }

    @Test
    void textInAnotherEncodingIsDamaged() {
        assertThat(only(PlanFile.read(new byte[] {'{', (byte) 0xff}, "plan.json"))
                        .code())
                .isEqualTo("damaged-json");
    }

    @Test
    void somethingAfterTheEndIsDamage() {
        assertThat(only(read(TEXT + "{}")).code()).isEqualTo("damaged-json");
    }

    // ---- the published schema ----

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(PlanFile.schema(), InputFormat.JSON);
    }

    private static List<Error> violations(String text) {
        return schema().validate(text, InputFormat.JSON);
    }

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void thePublishedSchemaIsTheOneOfTheTables() throws IOException {
        Path file = Path.of("src/main/resources/io/partita/core/planfile/plan.schema.json");
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, PlanFile.schema());
        }

        assertThat(Files.readString(file)).isEqualTo(PlanFile.schema());
    }

    @Test
    void everyKindFitsTheSchema() {
        assertThat(violations(TEXT)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "title": "vet packages"     | "title": 3
            "title": "vet packages"     | "title": "vet packages", "more": 1
            "kind": "manual"            | "kind": "delete"
            "reason": "used"            | "reason": "whim"
            "lastSerial": 3,            |
            "port": 5002                | "port": 99999
            "serial": 2                 | "serial": 0
            "permission": "submission"  | "permission": "admin"
            "format": "partita.plan/2"  | "format": "partita.plan/1"
            "extent": "internals-only"  | "extent": "all"
            """)
    void theSchemaRefusesMutations(String written, String mutated) {
        assertThat(violations(replacedFirst(written, mutated == null ? "" : mutated)))
                .isNotEmpty();
    }
}
