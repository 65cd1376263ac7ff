package io.partita.core.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagnosticTest {

    /** Codes and options are read from files that strangers wrote. */
    @Test
    void longTextsNeedNoStack() {
        String code = "a" + "-a1".repeat(200_000);
        String option = "--a" + "-ab".repeat(200_000);

        assertThat(Diagnostic.error(code, "long").code()).isEqualTo(code);
        assertThatThrownBy(() -> Diagnostic.error(code + "-", "long")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new NextCommand.Option(option, "").name()).isEqualTo(option);
        assertThatThrownBy(() -> new NextCommand.Option(option + "-", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
