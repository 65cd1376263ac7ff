package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 100_000})
    void all_are_taken_in_their_order(int items) {
        List<Integer> taken = new ArrayList<>();
        HandOver<Integer> handOver = new HandOver<>(taken::add, item -> item);

        IntStream.range(0, items).forEach(handOver::accept);
        handOver.finish();

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
        HandOver<Integer> handOver = new HandOver<>(
                item -> {
                    if (item == bad) {
                        throw new IllegalStateException("item " + item);
                    }
                },
                item -> 1);
        IntStream.range(0, 100_000).forEach(handOver::accept);
        handOver.finish();
    }

    @Test
    void an_error_stays_an_error() {
        assertThatThrownBy(() -> {
                    HandOver<Integer> handOver = new HandOver<>(
                            item -> {
                                throw new StackOverflowError("of " + item);
                            },
                            item -> 1);
                    IntStream.range(0, 2000).forEach(handOver::accept);
                    handOver.finish();
                })
                .isInstanceOf(StackOverflowError.class);
    }

    /** The rest of an answer is not read for nothing. */
    @Test
    void after_something_went_wrong_no_more_is_accepted() {
        HandOver<Integer> handOver = new HandOver<>(
                item -> {
                    throw new IllegalStateException("item " + item);
                },
                item -> 1);

        assertThatThrownBy(() -> IntStream.iterate(0, item -> item + 1).forEach(handOver::accept))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("item 0");
    }

    @Test
    void few_large_items_wait_at_a_time() {
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HandOver<Integer> handOver = new HandOver<>(item -> waiting.decrementAndGet(), item -> 1 << 19);

        IntStream.range(0, 10_000).forEach(item -> {
            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            handOver.accept(item);
        });
        handOver.finish();

        assertThat(most.get()).isLessThan(16);
        assertThat(waiting).hasValue(0);
    }
}
