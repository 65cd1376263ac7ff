package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.approval.Authors;
import io.partita.core.approval.Judgement;
import io.partita.core.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PolicyConsentTest {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    private static final Map<String, String> FILES = Map.of(
            "approvals.json",
            """
            {
              "format": "partita.approval-policy/1",
              "signers": "people",
              "roles": { "review": { "people": ["bob"], "quorum": 1 } },
              "author": "excluded",
              "backups": "said"
            }
            """,
            "people",
            "bob ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDN/R7C1HcaDnZBRpXEOEBMC+OU/8vEGF2+mAeAMwZSu\n");

    private record Given(Map<String, String> files) implements PolicyFiles {
        @Override
        public Optional<byte[]> read(String name) {
            return Optional.ofNullable(files.get(name)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String where() {
            return "the network";
        }
    }

    /** By the next gate another commit can be checked out. */
    @Test
    void whoProposedThePlanIsAskedOnceAndSaidWhyItIsNotKnown() {
        AtomicInteger asked = new AtomicInteger();
        PolicyConsent consent = new PolicyConsent(
                new Given(FILES),
                "the plan",
                List.of(),
                signers -> new Authors.Unknown("answer " + asked.incrementAndGet()),
                PolicyConsent.Need.AS_THE_NETWORK_SAYS);

        consent.judge(List.of(), NOW);
        Judgement later = consent.judge(List.of(), NOW);

        assertThat(asked).hasValue(1);
        assertThat(later.against()).extracting(Diagnostic::code).contains("author-unknown");
        assertThat(later.against().toString()).contains("answer 1; the policy wants others");
    }
}
