package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadsAheadTest {

    private final ReadsAhead reads = new ReadsAhead(2);

    /** A read of one item. */
    private interface Look {
        Optional<String> at(String item) throws CallFailed;
    }

    private Optional<String> first(List<String> items, Look look) throws CallFailed {
        List<Ahead<Optional<String>>> begun = new ArrayList<>();
        items.forEach(item -> begun.add(reads.begin(() -> look.at(item))));
        return ReadsAhead.first(begun);
    }

    private static CallFailed refused() {
        return new CallFailed(new CallFailure(
                CallFailure.Kind.NOT_PERMITTED, "PERMISSION_DENIED", "no", "reading", "sandbox", Optional.empty()));
    }

    @Test
    void theFirstInOrderIsFoundAlsoWhenALaterOneAnswersFirst() throws CallFailed {
        CountDownLatch second = new CountDownLatch(1);

        Optional<String> found = first(List.of("one", "two"), item -> {
            if (item.equals("two")) {
                second.countDown();
            } else {
                awaited(second);
            }
            return Optional.of(item);
        });

        assertThat(found).contains("one");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFailureCountsOnlyWhereNothingIsFoundBeforeIt() throws CallFailed {
        assertThat(first(List.of("found", "failing"), ReadsAheadTest::look)).contains("found");
        assertThatThrownBy(() -> first(List.of("nothing", "failing", "found"), ReadsAheadTest::look))
                .isInstanceOf(CallFailed.class);
        assertThat(first(List.of("nothing", "nothing"), ReadsAheadTest::look)).isEmpty();
    }

    /** Where there is no thread for one more, whoever begins it makes it himself. */
    @Test
    void oneMoreThanThereAreThreadsIsReadAtOnce() throws CallFailed {
        CountDownLatch open = new CountDownLatch(1);
        List<Ahead<String>> waiting = Stream.of("one", "two")
                .map(item -> reads.begin(() -> {
                    awaited(open);
                    return item;
                }))
                .toList();

        Ahead<String> here = reads.begin(() -> Thread.currentThread().getName());
        open.countDown();

        assertThat(here.answer()).isEqualTo(Thread.currentThread().getName());
        assertThat(waiting.get(0).answer()).isEqualTo("one");
        assertThat(waiting.get(1).answer()).isEqualTo("two");
    }

    private static Optional<String> look(String item) throws CallFailed {
        return switch (item) {
            case "failing" -> throw refused();
            case "nothing" -> Optional.empty();
            default -> Optional.of(item);
        };
    }
}
