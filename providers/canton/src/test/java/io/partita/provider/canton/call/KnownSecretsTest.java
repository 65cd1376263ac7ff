package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {

    private static final String SECRET = "päss \"w/ord\"+\\1?<";

    @Test
    void a_secret_is_taken_out_in_every_form() {
        KnownSecrets.add(SECRET);
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);

        for (String form : new String[] {
            SECRET, SECRET.replace("\\", "\\\\").replace("\"", "\\\""), encoded, encoded.replace("+", "%20")
        }) {
            assertThat(KnownSecrets.without("a " + form + " b " + form))
                    .as(form)
                    .isEqualTo("a (secret) b (secret)");
        }
        assertThat(KnownSecrets.without(encoded.replace("%2F", "%2f")
                        .replace("%C3%A4", "%c3%a4")
                        .replace("%5C", "%5c")
                        .replace("%2B", "%2b")
                        .replace("%3F", "%3f")
                        .replace("%3C", "%3c")))
                .isEqualTo("(secret)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "partita+client:"})
    void in_base64_it_is_found_wherever_it_begins(String before) {
        KnownSecrets.add(SECRET);
        byte[] bytes = (before + SECRET + ":and more").getBytes(StandardCharsets.UTF_8);

        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String text = encoder.encodeToString(bytes);
            String clean = KnownSecrets.without("Basic " + text);

            assertThat(clean).contains("(secret)").hasSizeLessThan(text.length());
        }
    }

    @Test
    void of_two_secrets_the_longer_one_goes_first() {
        KnownSecrets.add("inner-secret");
        KnownSecrets.add("an-inner-secret-and-more");

        assertThat(KnownSecrets.without("an-inner-secret-and-more, inner-secret"))
                .isEqualTo("(secret), (secret)");
    }

    @Test
    void what_is_too_short_for_a_secret_is_left() {
        KnownSecrets.add("");
        KnownSecrets.add("12345");

        assertThat(KnownSecrets.without("12345")).isEqualTo("12345");
    }
}
