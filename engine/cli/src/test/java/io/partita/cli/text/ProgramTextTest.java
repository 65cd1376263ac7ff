package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the words of a program begin and end is seen, whatever is in them. */
class ProgramTextTest {

    @Test
    void everyWordIsInQuotes() {
        assertThat(ProgramText.of(List.of("./backup.sh", "two words", "", "it's")))
                .isEqualTo("'./backup.sh' 'two words' '' 'it'\\''s'");
    }

    @Test
    void aWordThatLooksLikeSeveralIsOne() {
        assertThat(ProgramText.of(List.of("a' 'b")))
                .isEqualTo("'a'\\'' '\\''b'")
                .isNotEqualTo("'a' 'b'");
    }

    @Test
    void whatCannotBeSeenIsShownByItsEscape() {
        String word = "a\nb" + Character.toString(0x202E) + "c" + Character.toString(0xA0) + Emphasis.END;

        assertThat(ProgramText.of(List.of(word))).isEqualTo("'a\\u000Ab\\u202Ec\\u00A0\\uE000'");
    }
}
