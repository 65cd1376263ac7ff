package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that is shown may be as long as a declaration may be. */
class SecretLiteralsTest {

    private static final int LENGTH = 250_000;

    @ParameterizedTest
    @ValueSource(strings = {"A", "9", "_"})
    void aLongWordTakesNoTime(String letter) {
        String text = letter.repeat(LENGTH) + " token: 'hunter2'";

        String shown = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> SecretLiterals.covered(text));

        assertThat(shown).endsWith(" token: '*******'");
    }

    /** Every key would look for the end of its literal to the end of the line, and cover it. */
    @ParameterizedTest
    @ValueSource(strings = {"token:\\'", "token:\\\"", "token: 'a\\\\\\'", "pin:/", "password: [\"\\", "pin: '"})
    void literalsThatNeverEndTakeNoTime(String beginning) {
        String text = beginning.repeat(LENGTH / beginning.length()) + "hunter2";

        String shown = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> SecretLiterals.covered(text));

        assertThat(shown).hasSameSizeAs(text);
        if (beginning.startsWith("token:\\")) {
            assertThat(shown).doesNotContain("hunter2");
        }
    }
}
