package io.partita.core.apply.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.ParticipantName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractReadingTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private final ContractReading reading = new ContractReading(new ParticipantName("participant1"), now::get);
    private final List<String> passed = new ArrayList<>();
    private final Consumer<String> counted = reading.counting(passed::add);

    private void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }

    @Test
    void names_who_has_not_answered_yet() {
        pass(12);

        assertThat(reading.soFar()).isEqualTo("no answer from participant1 for 12 s");
    }

    @Test
    void counts_what_it_passes_on() {
        IntStream.range(0, 1_200).forEach(number -> counted.accept("00" + number));
        pass(1);

        assertThat(passed).hasSize(1_200).startsWith("000", "001");
        assertThat(reading.soFar()).isEqualTo("contracts of participant1 read: 1,200");
    }

    @Test
    void says_since_when_nothing_has_come() {
        counted.accept("00");
        pass(30);

        assertThat(reading.soFar())
                .isEqualTo("contracts of participant1 read: 1, no answer from participant1 for 30 s");
    }
}
