package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 100_000})
    void all_are_taken_in_their_order(int items) {
        List<Integer> taken = new ArrayList<>();

        try (HandOver<Integer> handOver = new HandOver<>(taken::add)) {
            IntStream.range(0, items).forEach(handOver::accept);
        }

        assertThat(taken).isEqualTo(IntStream.range(0, items).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 99_999})
    void what_goes_wrong_with_an_item_is_thrown_and_nobody_waits_for_ever(int bad) {
        assertThatThrownBy(() -> handOver(bad))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("item " + bad);
    }

    private static void handOver(int bad) {
        try (HandOver<Integer> handOver = new HandOver<>(item -> {
            if (item == bad) {
                throw new IllegalStateException("item " + item);
            }
        })) {
            IntStream.range(0, 100_000).forEach(handOver::accept);
        }
    }

    @Test
    void an_error_stays_an_error() {
        assertThatThrownBy(() -> {
                    try (HandOver<Integer> handOver = new HandOver<>(item -> {
                        throw new StackOverflowError("of " + item);
                    })) {
                        IntStream.range(0, 2000).forEach(handOver::accept);
                    }
                })
                .isInstanceOf(StackOverflowError.class);
    }
}
