package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LargeStackTest {

    @Test
    void what_goes_wrong_is_told_as_it_is() {
        IllegalStateException broken = new IllegalStateException("broken");
        NoClassDefFoundError missing = new NoClassDefFoundError("missing");

        assertThatThrownBy(() -> LargeStack.call(() -> {
                    throw broken;
                }))
                .isSameAs(broken);
        assertThatThrownBy(() -> LargeStack.call(() -> {
                    throw missing;
                }))
                .isSameAs(missing);
    }

    @Test
    void within_one_there_is_no_other() {
        Thread[] threads = new Thread[2];

        String answer = LargeStack.call(() -> {
            threads[0] = Thread.currentThread();
            return LargeStack.call(() -> {
                threads[1] = Thread.currentThread();
                return "answer";
            });
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(threads[0]).isSameAs(threads[1]).isNotSameAs(Thread.currentThread());
    }
}
