package io.partita.provider.sandbox.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provider.sandbox.access.SignedToken.Claims;
import io.partita.provider.sandbox.world.Demands.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedTokenTest {

    private static final Claims CLAIMS = new Claims(
            "partita",
            Set.of("participant1/admin"),
            Instant.parse("2026-11-23T10:00:00Z"),
            Instant.parse("2026-11-23T10:05:00Z"));

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void saysWhatItWasMadeOf(Algorithm algorithm) {
        SignedToken tokens = new SignedToken(algorithm);

        assertThat(tokens.verified(tokens.of(CLAIMS, "http://127.0.0.1/token", "daml_ledger_api")))
                .contains(CLAIMS);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void belongsToItsNetwork(Algorithm algorithm) {
        String token = new SignedToken(algorithm).of(CLAIMS, "http://127.0.0.1/token", "");

        assertThat(new SignedToken(algorithm).verified(token)).isEmpty();
    }

    @Test
    void isWorthNothingWhenItWasChanged() {
        SignedToken tokens = new SignedToken(Algorithm.ES256);
        String[] parts = tokens.of(CLAIMS, "http://127.0.0.1/token", "").split("\\.");

        String other = parts[0] + "." + encoded("{\"sub\":\"stranger\",\"iat\":1,\"exp\":2}") + "." + parts[2];

        assertThat(tokens.verified(other)).isEmpty();
    }

    @Test
    void isWorthNothingWithoutASignature() {
        String unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded("{\"sub\":\"partita\"}") + ".";

        assertThat(new SignedToken(Algorithm.ES256).verified(unsigned)).isEmpty();
    }

    @Test
    void anyOtherTextIsNoToken() {
        SignedToken tokens = new SignedToken(Algorithm.RS256);

        assertThat(tokens.verified("")).isEmpty();
        assertThat(tokens.verified("a.b.c")).isEmpty();
        assertThat(tokens.verified("one part")).isEmpty();
    }
}
