package io.partita.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.json.Shape;
import io.partita.core.model.ExternalKeys;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.SignatureRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCodecsTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/io/partita/core/codec");
    private static final TopologyTransaction TRANSACTION = new TopologyTransaction("0a0b");

    private static final SignatureRequest REQUEST = new SignatureRequest(
            "ab".repeat(32),
            PhysicalSynchronizerId.parse("da::1220" + "ab".repeat(32) + "::35-0")
                    .orElseThrow(),
            List.of(new SignatureRequest.Wanted(new KeyName("treasury"), ExternalKeys.KEY, "Treasury", TRANSACTION)));

    private static final GivenSignatures GIVEN = new GivenSignatures(
            "ab".repeat(32), List.of(new KeySignature(ExternalKeys.KEY, List.of(TRANSACTION.hash()), "ff".repeat(64))));

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static <T> Checked<T> read(Shape<T> shape, String text) {
        return shape.read(text.getBytes(StandardCharsets.UTF_8), "file.json");
    }

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void thePublishedSchemasAreThoseOfTheTables() throws IOException {
        published("signature-request.schema.json", SignatureCodecs.requestSchema());
        published("signatures.schema.json", SignatureCodecs.signaturesSchema());
    }

    private static void published(String name, String schema) throws IOException {
        Path file = SCHEMAS.resolve(name);
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.writeString(file, schema);
        }
        assertThat(Files.readString(file)).isEqualTo(schema);
    }

    @Test
    void whatIsWrittenIsReadBackAndFitsTheSchema() {
        String request = SignatureCodecs.text(REQUEST);
        String given = SignatureCodecs.text(GIVEN);

        assertThat(schema(SignatureCodecs.requestSchema()).validate(request, InputFormat.JSON))
                .isEmpty();
        assertThat(schema(SignatureCodecs.signaturesSchema()).validate(given, InputFormat.JSON))
                .isEmpty();
        assertThat(read(SignatureCodecs.REQUEST, request).value()).isEqualTo(REQUEST);
        assertThat(read(SignatureCodecs.SIGNATURES, given).value()).isEqualTo(GIVEN);
    }

    /** What is signed follows from the transaction: a file that says otherwise is refused. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "transaction": "0a0b"               | "transaction": "0a0c"
            "hash": "1220                       | "hash": "1221
            "subject": "Treasury"               | "subject": 7
            "spec": "ed25519"                   | "spec": "p256"
            partita.signature-request/1         | partita.signature-request/2
            """)
    void aRequestThatWasChangedIsRefused(String written, String edited) {
        String text = SignatureCodecs.text(REQUEST);
        assertThat(text).contains(written);

        assertThat(read(SignatureCodecs.REQUEST, text.replaceFirst(Pattern.quote(written), edited))
                        .isPresent())
                .isFalse();
    }
}
