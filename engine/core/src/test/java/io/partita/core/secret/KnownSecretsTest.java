package io.partita.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.secret.KnownSecrets.Life;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {

    private static final String SECRET = "päss \"w/ord\"+\\1?<";
    private static final String TOKEN =
            "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJwYXJ0aXRhIiwiZXhwIjoxfQ.Zm9v-YmFy_YmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5";
    private static final String PASSWORD = "xK9!mQ2z";

    @BeforeAll
    static void known() {
        KnownSecrets.add(SECRET, Life.LASTING);
        KnownSecrets.add(TOKEN, Life.LASTING);
        KnownSecrets.add(PASSWORD, Life.LASTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, TOKEN, PASSWORD})
    void a_secret_is_taken_out_in_every_form(String secret) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);

        for (String form : new String[] {
            secret,
            secret.replace("\\", "\\\\").replace("\"", "\\\""),
            secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
            secret.replace("\\", "\\\\").replace("\"", "\\u0022").replace("<", "\\u003C"),
            encoded,
            encoded.replace("+", "%20"),
            lowerHex(encoded),
            HexFormat.of().formatHex(bytes),
            HexFormat.of().withUpperCase().formatHex(bytes)
        }) {
            assertThat(KnownSecrets.masked("a " + form + " b " + form)).as(form).isEqualTo("a *** b ***");
        }
    }

    /** As an error page, a dump of a packet or the debugging output of a proxy has them. */
    @ParameterizedTest
    @ValueSource(strings = {SECRET, TOKEN, PASSWORD})
    void as_somebody_prints_what_was_received(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String named = secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");

        for (String form : new String[] {
            named,
            references(secret, "&#%d;"),
            references(secret, "&#x%X;"),
            wide(secret),
            HexFormat.ofDelimiter(":").formatHex(bytes),
            HexFormat.ofDelimiter("-").withUpperCase().formatHex(bytes),
            HexFormat.ofDelimiter(", ").formatHex(bytes),
        }) {
            assertThat(KnownSecrets.masked("a " + form + " b")).as(form).isEqualTo("a *** b");
        }
    }

    @Test
    void what_only_looks_like_a_dump_stays() {
        for (String text : new String[] {
            "01:02:03 on 2026-11-30, 10.0.0.1:50, a&b; &c;", "&#; &#x; &#99999999; &unknown; &", "aa:bb", ":", "ab:"
        }) {
            assertThat(KnownSecrets.masked(text)).isEqualTo(text);
        }
    }

    private static String references(String secret, String form) {
        return secret.chars()
                .mapToObj(character -> String.format(Locale.ROOT, form, character))
                .collect(Collectors.joining());
    }

    private static String wide(String secret) {
        return secret.chars()
                .mapToObj(character ->
                        String.valueOf((char) (character > ' ' && character < 127 ? character + 0xFEE0 : character)))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "partita+client:"})
    void in_base64_it_is_found_wherever_it_begins(String before) {
        for (String secret : new String[] {SECRET, TOKEN, PASSWORD}) {
            byte[] bytes = (before + secret + ":and more").getBytes(StandardCharsets.UTF_8);

            for (Base64.Encoder encoder : new Base64.Encoder[] {
                Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding()
            }) {
                String text = encoder.encodeToString(bytes);
                String clean = KnownSecrets.masked("Basic " + text);

                assertThat(clean).contains("***").hasSizeLessThan(text.length());
            }
        }
    }

    @Test
    void in_wrapped_base64_and_hex() {
        byte[] bytes = ("user:" + TOKEN).getBytes(StandardCharsets.UTF_8);
        String wrapped = Base64.getMimeEncoder(20, "\r\n    ".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);

        assertThat(KnownSecrets.masked("<" + wrapped + ">")).hasSizeLessThan(20);
        assertThat(KnownSecrets.masked(
                        "<" + HexFormat.ofDelimiter(" ").formatHex(TOKEN.getBytes(StandardCharsets.UTF_8)) + ">"))
                .isEqualTo("<***>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n    ",
                " ",
                "\u0000",
                "\u200b",
                "\\n",
                "\u001b",
                "\uFE0F",
                "\u2800",
                "\uDB40\uDD01",
                "\\uFE0F"
            })
    void with_something_invisible_anywhere_in_it(String between) {
        for (int at = 1; at < TOKEN.length(); at++) {
            assertThat(KnownSecrets.masked("(" + TOKEN.substring(0, at) + between + TOKEN.substring(at) + ")"))
                    .isEqualTo("(***)");
        }
    }

    @Test
    void every_piece_of_a_long_one() {
        for (int start = 0; start + 16 <= TOKEN.length(); start++) {
            assertThat(KnownSecrets.masked("[" + TOKEN.substring(start, start + 16) + "]"))
                    .isEqualTo("[***]");
        }
        assertThat(KnownSecrets.masked(TOKEN.substring(0, 40) + "... is no good"))
                .isEqualTo("***... is no good");
    }

    @Test
    void a_short_one_only_where_it_stands_whole() {
        assertThat(KnownSecrets.masked("xK9!m Q2z xK9!mQ2")).isEqualTo("xK9!m Q2z xK9!mQ2");
        assertThat(KnownSecrets.masked("(xK9!mQ2z)")).isEqualTo("(***)");
    }

    @Test
    void of_two_secrets_the_longer_one_goes_first() {
        KnownSecrets.add("inner-secret", Life.LASTING);
        KnownSecrets.add("an-inner-secret-and-more", Life.LASTING);

        assertThat(KnownSecrets.masked("an-inner-secret-and-more, inner-secret"))
                .isEqualTo("***, ***");
    }

    @Test
    void what_is_too_short_for_a_secret_is_left_unless_its_surroundings_tell() {
        KnownSecrets.add("", Life.LASTING);
        KnownSecrets.add("12345", Life.LASTING);

        assertThat(KnownSecrets.masked("12345 contracts")).isEqualTo("12345 contracts");
        assertThat(KnownSecrets.masked("authorization: Bearer 12345")).isEqualTo("authorization: ***");
        assertThat(KnownSecrets.masked("http://bank:12345@proxy:1")).isEqualTo("http://bank***proxy:1");
    }

    @Test
    void texts_without_one_stay_as_they_are() {
        String text = "participant1 said %zz \\ \\x \\u12 100% – \uD83D\uDE00 " + "a".repeat(10_000);

        assertThat(KnownSecrets.masked(text)).isSameAs(text);
        assertThat(KnownSecrets.areIn(text)).isFalse();
    }

    @Test
    void of_passing_ones_the_last_stay_known() {
        Random random = new Random(1);
        String first = word(random);
        KnownSecrets.add(first, Life.PASSING);
        String last = first;
        for (int number = 0; number < 40; number++) {
            last = word(random);
            KnownSecrets.add(last, Life.PASSING);
        }

        assertThat(KnownSecrets.areIn(last)).isTrue();
        assertThat(KnownSecrets.areIn(first)).isFalse();
        assertThat(KnownSecrets.areIn(TOKEN)).isTrue();
    }

    private static String word(Random random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String lowerHex(String encoded) {
        StringBuilder text = new StringBuilder(encoded);
        for (int at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 3)) {
            text.replace(at + 1, at + 3, text.substring(at + 1, at + 3).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
