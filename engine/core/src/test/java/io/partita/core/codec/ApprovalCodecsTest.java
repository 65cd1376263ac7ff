package io.partita.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.approval.ApprovalPolicy;
import io.partita.core.approval.ApprovalPolicy.Author;
import io.partita.core.approval.ApprovalPolicy.Backups;
import io.partita.core.approval.ApprovalPolicy.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalCodecsTest {

    private static final ApprovalPolicy POLICY = new ApprovalPolicy(
            "allowed_signers",
            new TreeMap<>(Map.of("operations", new Role(new TreeSet<>(Set.of("alice@bank.example", "bob")), 2))),
            Optional.of(7),
            Author.EXCLUDED,
            Backups.SIGNED);

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void publishedSchemaIsTheOneOfTheTable() throws IOException {
        Path file = Path.of("src/main/resources/io/partita/core/codec/approval-policy.schema.json");
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.writeString(file, ApprovalCodecs.policySchema());
        }

        assertThat(Files.readString(file)).isEqualTo(ApprovalCodecs.policySchema());
    }

    @Test
    void policyIsReadAsItIsWritten() {
        byte[] text = ApprovalCodecs.POLICY.page(POLICY);

        assertThat(ApprovalCodecs.POLICY.read(text, "approvals.json").value()).isEqualTo(POLICY);
        assertThat(new String(text, StandardCharsets.UTF_8))
                .contains("\"author\": \"excluded\"", "\"backups\": \"signed\"");
    }

    @ParameterizedTest
    @CsvSource({
        "bob, *@bank.example",
        "allowed_signers, ../allowed_signers",
        "excluded, perhaps",
        "signed, ask",
        "7, -1",
        "7, 1000",
        "policy/1, policy/2"
    })
    void policyThatIsNotUnderstoodIsRefusedWithItsPlace(String good, String bad) {
        String text = new String(ApprovalCodecs.POLICY.page(POLICY), StandardCharsets.UTF_8).replace(good, bad);

        assertThat(ApprovalCodecs.POLICY
                        .read(text.getBytes(StandardCharsets.UTF_8), "approvals.json")
                        .diagnostics())
                .isNotEmpty()
                .allMatch(found -> found.range().isPresent());
    }
}
