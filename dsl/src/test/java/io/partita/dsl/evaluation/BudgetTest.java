package io.partita.dsl.evaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final SourceRange HERE = new SourceRange("m", new Position(1, 1), new Position(1, 2));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Budget budget = new Budget(now::get);

    private void steps() {
        for (int i = 0; i < 1_000; i++) {
            budget.step(HERE);
        }
    }

    @Test
    void timeIsTheLastResort() {
        steps();
        now.addAndGet(TimeUnit.SECONDS.toNanos(61));

        assertThatThrownBy(this::steps)
                .isInstanceOf(Budget.Exceeded.class)
                .hasMessage("It takes longer than a minute to read.");
    }

    @Test
    void aMinuteIsAllowed() {
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));

        assertThatCode(this::steps).doesNotThrowAnyException();
    }
}
