package io.partita.core.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ParallelReadsTest {

    @AutoClose
    private final ParallelReads reads = new ParallelReads(2);

    private static CallFailed refused() {
        return new CallFailed(new CallFailure(
                CallFailure.Kind.NOT_PERMITTED, "PERMISSION_DENIED", "no", "reading", "sandbox", Optional.empty()));
    }

    @Test
    void theFirstInOrderIsFoundAlsoWhenALaterOneAnswersFirst() throws CallFailed {
        CountDownLatch second = new CountDownLatch(1);

        Optional<String> found = reads.first(List.of("one", "two"), item -> {
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
        assertThat(reads.first(List.of("found", "failing"), ParallelReadsTest::look))
                .contains("found");
        assertThatThrownBy(() -> reads.first(List.of("nothing", "failing", "found"), ParallelReadsTest::look))
                .isInstanceOf(CallFailed.class);
        assertThat(reads.first(List.of("nothing", "nothing"), ParallelReadsTest::look))
                .isEmpty();
    }

    private static Optional<String> look(String item) throws CallFailed {
        return switch (item) {
            case "failing" -> throw refused();
            case "nothing" -> Optional.empty();
            default -> Optional.of(item);
        };
    }
}
