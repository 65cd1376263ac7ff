package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of others is shown, and shows what it tries. */
class PrintableTest {

    @Test
    void usualTextStaysAsItIs() {
        String usual = "Zürich, 東京, a\\b 'c' \"d\" \uD83C\uDFB5";

        assertThat(Printable.of(usual)).isSameAs(usual);
    }

    @Test
    void whatCannotBeSeenIsPrintedAsItsEscape() {
        assertThat(Printable.of("pay \u202Eecila\u2069\u0007")).isEqualTo("pay \\u202Eecila\\u2069\\u0007");
        assertThat(Printable.of("a\u00a0b\uE003" + Character.toString(0xE0041)))
                .isEqualTo("a\\u00A0b\\uE003\\uDB40\\uDC41");
    }

    @Test
    void whatOnlyLaysTextOutIsABlank() {
        assertThat(Printable.of("a\tb\r\nc")).isEqualTo("a b  c");
    }

    @Test
    void whatIsPrintableOnceIsPrintable() {
        String once = Printable.of(Hostile.TEXT);

        assertThat(Printable.of(once)).isSameAs(once);
    }

    /** The marks of directions and languages, the separators, and the emphases of this module. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067,
                0x2068, 0x2069, 0xFEFF, 0xE000, 0xE001, 0xE002, 0xE003, 0xE004, 0xE005, 0xE006, 0xE007, 0xE008, 0x2800,
                0x1D159
            })
    void isNotPrintedAsItIs(int character) {
        assertThat(Printable.isPrinted(character)).isFalse();
    }

    @Test
    void nothingThatIsPrintedTurnsTextAround() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(Printable::isPrinted)
                        .map(Character::getDirectionality)
                        .filter(direction -> direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
                                || direction == Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR
                                || direction == Character.DIRECTIONALITY_BOUNDARY_NEUTRAL))
                .isEmpty();
    }

    @Test
    void aTextKeepsItsEmphasesAndTakesNoOther() {
        Hostile.requireTamed(text ->
                Emphasis.BOLD.of(text).plus(text).plus(Inked.unbroken(text)).written(TextLayout.Colours.ON));
    }
}
