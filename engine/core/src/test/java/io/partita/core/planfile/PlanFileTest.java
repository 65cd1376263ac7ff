package io.partita.core.planfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.stub.Scene;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {

    private static final Plan PLAN = EveryKind.plan();
    private static final String TEXT = new String(PlanFile.write(PLAN), UTF_8);

    private static Checked<Plan> read(String text) {
        return PlanFile.readUnjudged(text.getBytes(UTF_8), "plan.json");
    }

    private static Diagnostic only(Checked<Plan> checked) {
        assertThat(checked.diagnostics()).hasSize(1);
        return checked.diagnostics().get(0);
    }

    @Test
    void everyKindIsReadAsItWasWritten() {
        Checked<Plan> read = read(TEXT);

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.value()).isEqualTo(PLAN);
        assertThat(PlanFile.write(read.value())).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void theTextIsCanonical() {
        assertThat(TEXT)
                .startsWith("{\n  \"format\": \"partita.plan/1\",\n  \"hash\": \"" + PlanFile.hash(PLAN) + "\",\n")
                .endsWith("}\n")
                .doesNotContain("\r", "\t");
        assertThat(PlanFile.hash(PLAN)).matches("[0-9a-f]{64}");
    }

    @Test
    void lineEndsDoNotMatter() {
        assertThat(read(TEXT.replace("\n", "\r\n")).value()).isEqualTo(PLAN);
    }

    @Test
    void anEditedPlanIsRefusedWithBothHashes() {
        Diagnostic diagnostic = only(read(TEXT.replace("\"why\": \"because\"", "\"why\": \"therefore\"")));

        assertThat(diagnostic.code()).isEqualTo("plan-edited");
        assertThat(diagnostic.detail()).contains("its hash says " + PlanFile.hash(PLAN));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            "decisionTimeout": "PT10S" | "decisionTimeout": "PT1S"  | synchronizer              | "alias": "mysynchronizer"
            "release": "3.5.10"        | "release": "3.5.11"        | participants/p2           | "name": "p2"
            "why": "because"           | "why": "therefore"         | parties/Alice             | "name": "Alice
            1099511627776              | 1099511627777              | facts/e                   | "id": "e"
            "title": "everything"      | "title": "all"             | waves/0                   | "number": 0
            "owner": "participant1"    | "owner": "p2"              | steps/s04                 | "id": "s04"
            """)
    void thePlaceOfAnEditIsNamed(String written, String edited, String part, String near) {
        int at = TEXT.indexOf(written);
        String text = TEXT.substring(0, at) + edited + TEXT.substring(at + written.length());

        Diagnostic first = read(text).diagnostics().get(0);

        assertThat(first.code()).isEqualTo("plan-edited");
        assertThat(first.summary())
                .startsWith("the plan is not the one that was written: '" + part)
                .endsWith("' was changed");
        assertThat(first.range())
                .hasValueSatisfying(range -> assertThat(
                                lines(text, range.start().line(), range.end().line()))
                        .contains(near)
                        .contains(edited));
    }

    private static String lines(String text, int from, int to) {
        return text.lines().skip(from - 1L).limit(to - from + 1L).collect(Collectors.joining("\n"));
    }

    @Test
    void aPartThatWasTakenOutIsNamed() {
        String text = TEXT.replace("\"unchanged\": [\n    \"Bob\"\n  ]", "\"unchanged\": []");

        assertThat(text).isNotEqualTo(TEXT);
        assertThat(only(read(text)).summary()).endsWith("'unchanged' was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "digest"})
    void theHashAndTheDigestsArePartOfIt(String which) {
        String digest = PlanParts.digests(PLAN).get("unchanged");
        String text = which.equals("hash")
                ? TEXT.replace(PlanFile.hash(PLAN), "0".repeat(64))
                : TEXT.replace(digest, "0".repeat(16));

        assertThat(read(text).diagnostics()).extracting(Diagnostic::code).containsOnly("plan-edited");
    }

    /** Whoever makes the hash fit again still gets no plan that does harm. */
    @Test
    void aPlanThatDoesHarmIsRefusedWithItsPlace() {
        Plan legal = LongStream.range(0, 100)
                .mapToObj(seed -> new Scene(seed, 2).plan().optional())
                .flatMap(Optional::stream)
                .filter(plan -> !plan.isEmpty())
                .findFirst()
                .orElseThrow();
        String text = new String(PlanFile.write(PLAN), UTF_8);

        assertThat(PlanFile.read(PlanFile.write(legal), "plan.json").diagnostics())
                .isEmpty();
        assertThat(PlanFile.read(text.getBytes(UTF_8), "plan.json").diagnostics())
                .isNotEmpty()
                .allSatisfy(diagnostic -> {
                    assertThat(diagnostic.code()).isEqualTo("illegal-plan");
                    assertThat(diagnostic.range()).isPresent();
                });
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "title": "everything"       | "title": 3                            | unreadable-file | 'title' has to be a text, not a number
            "title": "everything"       | "title": "everything", "more": 1      | unreadable-file | 'more' is not known here
            "kind": "back-up"           | "kind": "delete"                      | unreadable-file | this kind of step is not known
            "path": "offline",          |                                       | unreadable-file | 'path' is missing here
            "port": 5002                | "port": 99999                         | unreadable-file | a port is a number from 1 to 65535
            "port": 5002                | "port": 1.5                           | unreadable-file | 'port' has to be a whole number from 0
            "decisionTimeout": "PT10S"  | "decisionTimeout": "10 s"             | unreadable-file | 'decisionTimeout' is not a duration such as PT10S: 10 s
            "extent": "internals-only"  | "extent": "all"                       | unreadable-file | 'extent' is not a word that is known here: all
            "number": 0,                | "number": 0, "number": 0,             | damaged-json    | plan.json is not valid JSON
            "format": "partita.plan/1"  | "format": "partita.plan/2"            | newer-plan      | the plan was written by a newer partita
            "format": "partita.plan/1"  | "format": "partita.state/1"           | not-a-plan      | plan.json is not a plan
            "format": "partita.plan/1", |                                       | not-a-plan      | plan.json is not a plan
            """)
    void whatIsWrongIsSaidWithItsPlace(String written, String edited, String code, String summary) {
        Checked<Plan> read = read(TEXT.replace(written, edited == null ? "" : edited));

        assertThat(read.isPresent()).isFalse();
        assertThat(read.diagnostics()).allSatisfy(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(code);
            assertThat(diagnostic.summary()).isEqualTo(summary);
            assertThat(diagnostic.range()).isPresent();
        });
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Checked<Plan> read = read(TEXT.replace("\"kind\": \"back-up\"", "\"kind\": \"x\"")
                .replace("\"kind\": \"isolate\"", "\"kind\": \"y\""));

        assertThat(read.diagnostics())
                .extracting(Diagnostic::summary)
                .containsExactly("this kind of step is not known", "this kind of step is not known");
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
        InputStream published = PlanFile.class.getResourceAsStream("plan.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(published, InputFormat.JSON);
    }

    private static List<Error> violations(String text) {
        return schema().validate(text, InputFormat.JSON);
    }

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlanOfThePlannerFitsTheSchema(long seed) {
        Checked<Plan> plan = new Scene(seed, 4).plan();

        assertThat(plan.optional().map(made -> violations(new String(PlanFile.write(made), UTF_8))))
                .satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(found).hasValue(List.of()));
    }

    @Test
    void everyKindFitsTheSchema() {
        assertThat(violations(TEXT)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "title": "everything"       | "title": 3
            "title": "everything"       | "title": "everything", "more": 1
            "kind": "back-up"           | "kind": "delete"
            "kind": "no-proposal"       | "kind": "proposal"
            "path": "offline",          |
            "port": 5002                | "port": 99999
            "serial": 2                 | "serial": 0
            "permission": "submission"  | "permission": "admin"
            "format": "partita.plan/1"  | "format": "partita.plan/2"
            "extent": "internals-only"  | "extent": "all"
            "variable": "TOKEN"         | "value": "secret"
            """)
    void theSchemaRefusesMutations(String written, String mutated) {
        String text = TEXT.replace(written, mutated == null ? "" : mutated);

        assertThat(text).isNotEqualTo(TEXT);
        assertThat(violations(text)).isNotEmpty();
    }
}
