package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortedWalkTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'', abc",
        "abc, ''",
        "abc, abc",
        "abc, def",
        "def, abc",
        "bdf, abcdefg",
        "abcdefg, bdf",
        "aceg, bceh",
    })
    void says_what_looking_up_says(String members, String others) {
        SortedSet<String> letters = letters(others);
        SortedSet<String> without = letters(members);
        SortedSet<String> with = letters(members);

        SortedWalk.remove(without, letters);
        SortedWalk.retain(with, letters);

        assertThat(without)
                .containsExactlyElementsOf(letters(members).stream()
                        .filter(each -> !letters.contains(each))
                        .toList());
        assertThat(with)
                .containsExactlyElementsOf(
                        letters(members).stream().filter(letters::contains).toList());
    }

    private static SortedSet<String> letters(String text) {
        return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split("")));
    }
}
