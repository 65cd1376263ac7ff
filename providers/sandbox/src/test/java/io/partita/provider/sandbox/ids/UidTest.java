package io.partita.provider.sandbox.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UidTest {

    @Test
    void theFirstDelimiterEndsTheIdentifier() throws Uid.Malformed {
        Uid uid = Uid.parse("bank:a b_1-2::1220abcdef0123456789");

        assertThat(uid).isEqualTo(new Uid("bank:a b_1-2", "1220abcdef0123456789"));
        assertThat(uid).hasToString("bank:a b_1-2::1220abcdef0123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Empty string is not a valid unique identifier.",
                "alice | Invalid unique identifier `alice` with missing namespace.",
                "::1220 | Invalid unique identifier `::1220` with empty identifier.",
                "alice:: | Fingerprint decoding of `alice::` failed with: Fingerprint cannot be empty",
                "al?ce::1220 | Identifier decoding of `al?ce::1220` failed",
                "alice::12/20 | Fingerprint decoding of `alice::12/20` failed",
                "a::b::c | Fingerprint decoding of `a::b::c` failed with: StringConversionError(String contains"
                        + " reserved delimiter `::`.,None)",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatExceptionOfType(Uid.Malformed.class)
                .isThrownBy(() -> Uid.parse(text))
                .withMessage(message);
    }

    @Test
    void eachPartAndTheWholeHaveALongestForm() throws Uid.Malformed {
        assertThat(Uid.parse("a".repeat(185) + "::" + "1".repeat(68))).isNotNull();
        for (String tooLong :
                new String[] {"a".repeat(186) + "::1", "a::" + "1".repeat(69), "a".repeat(185) + "::" + "1".repeat(69)
                }) {
            assertThatExceptionOfType(Uid.Malformed.class).isThrownBy(() -> Uid.parse(tooLong));
        }
    }

    @Test
    void messagesShortenTheNamespace() {
        assertThat(Uid.shortened("alice::1220abcdef0123456789")).isEqualTo("alice::1220abcdef01...");
        assertThat(Uid.shortened("alice::1220abcdef01")).isEqualTo("alice::1220abcdef01");
        assertThat(Uid.shortened("alice")).isEqualTo("alice");
        assertThat(Uid.shortenedPhysical("da::1220abcdef0123456789::35-0")).isEqualTo("da::1220abcdef01...::35-0");
    }
}
