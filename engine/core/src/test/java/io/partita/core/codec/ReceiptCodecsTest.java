package io.partita.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.state.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that operators hand to each other. */
class ReceiptCodecsTest {

    private static final List<Receipt> RECEIPTS = List.of(
            new Receipt(
                    "ab".repeat(32),
                    new StepId("note-ledger-end/participant1/Alice"),
                    "done",
                    List.of(new Result.LedgerEnd(41, Instant.parse("2026-01-02T03:04:04Z"))),
                    "bank-a",
                    Instant.parse("2026-01-02T03:04:05Z")),
            new Receipt(
                    "ab".repeat(32),
                    new StepId("propose/participant1/Alice/2"),
                    "in-place",
                    List.of(),
                    "bank-a",
                    Instant.parse("2026-01-02T03:04:06Z")));

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ReceiptCodecs.schema(), InputFormat.JSON);

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void thePublishedSchemaIsTheOneOfTheTables() throws IOException {
        Path file = Path.of("src/main/resources/io/partita/core/codec/receipts.schema.json");
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, ReceiptCodecs.schema());
        }

        assertThat(Files.readString(file)).isEqualTo(ReceiptCodecs.schema());
    }

    @Test
    void whatIsWrittenIsReadBackAndFitsTheSchema() {
        String text = ReceiptCodecs.text(RECEIPTS);

        assertThat(SCHEMA.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(ReceiptCodecs.HANDOVER
                        .read(text.getBytes(StandardCharsets.UTF_8), "receipts.json")
                        .value()
                        .receipts())
                .isEqualTo(RECEIPTS);
    }

    @Test
    void whatAnotherOperatorSaysIsALineAtMost() {
        Receipt endless = new Receipt(
                "ab".repeat(32),
                new StepId("sign/participant1/Alice/2"),
                "done " + " ".repeat(10_000) + "fix: run something",
                List.of(),
                "bank-a",
                Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(endless.told()).startsWith("done ").hasSizeLessThan(600).doesNotContain("fix:");
        assertThat(RECEIPTS.get(0).told()).isEqualTo("done");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "format": "partita.receipts/1" | "format": "partita.receipts/2"
            "outcome": "done"              | "outcomes": "done"
            "by": "bank-a"                 | "by": 7
            """)
    void whatTheReaderRefusesTheSchemaRefuses(String written, String edited) {
        String text = ReceiptCodecs.text(RECEIPTS);
        assertThat(text).contains(written);
        String other = text.replaceFirst(Pattern.quote(written), edited);

        assertThat(ReceiptCodecs.HANDOVER
                        .read(other.getBytes(StandardCharsets.UTF_8), "receipts.json")
                        .isPresent())
                .isFalse();
        assertThat(SCHEMA.validate(other, InputFormat.JSON)).isNotEmpty();
    }

    /** A file of contracts is put under its name into a folder of whoever takes the receipt, and deleted there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "thesis.pdf",
                "../20260102-030405-abcdef-alice.acs.gz",
                "20260102-030405-abcdef-../../x.acs.gz",
                "20260102-030405-abcdef-a b.acs.gz",
                "20260102-030405-abcdef-.acs.gz.part",
                "20260102-030405-abcdef-alice\u0000.acs.gz",
                ""
            })
    void aFileOfContractsHasTheNameOfOne(String name) {
        String file = "20260102-030405-abcdef-alice.acs.gz";
        AcsManifest manifest = new AcsManifest(
                PartyId.of("Alice::1220" + "a".repeat(64)),
                SynchronizerId.of("da::1220" + "d".repeat(64)),
                ParticipantId.of("participant2::1220" + "b".repeat(64)),
                12,
                3,
                "cd".repeat(32));
        String text = ReceiptCodecs.text(List.of(new Receipt(
                "ab".repeat(32),
                new StepId("export-acs/participant1/Alice"),
                "done",
                List.of(new Result.Exported(file, manifest)),
                "bank-a",
                Instant.parse("2026-01-02T03:04:05Z"))));
        byte[] other = text.replace(file, name.replace("\0", "\\u0000")).getBytes(StandardCharsets.UTF_8);

        assertThat(ReceiptCodecs.HANDOVER.read(other, "receipts.json").diagnostics())
                .extracting(Object::toString)
                .anySatisfy(said -> assertThat(said).contains("not the name of an exported file"));
    }
}
