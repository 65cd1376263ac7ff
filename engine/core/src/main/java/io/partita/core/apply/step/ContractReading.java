package io.partita.core.apply.step;

import io.partita.core.model.ParticipantName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How far the reading of one participant's contracts has come. One thread reads; others may ask. */
final class ContractReading {

    /** A stream that says nothing for so long is worth a word. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final ParticipantName participant;
    private final Supplier<Instant> clock;
    private volatile long read;
    private volatile Instant last;

    ContractReading(ParticipantName participant, Supplier<Instant> clock) {
        this.participant = participant;
        this.clock = clock;
        this.last = clock.get();
    }

    /** Passes ids on, and counts them. */
    Consumer<String> counting(Consumer<String> each) {
        return id -> {
            read = read + 1;
            last = clock.get();
            each.accept(id);
        };
    }

    /** For people: what has come, and since when nothing does. */
    String soFar() {
        Duration silent = Duration.between(last, clock.get());
        String contracts = String.format(Locale.ROOT, "contracts of %s read: %,d", participant, read);
        String nothing = "no answer from " + participant + " for " + silent.toSeconds() + " s";
        if (read == 0) {
            return nothing;
        }
        return silent.compareTo(SILENCE) < 0 ? contracts : contracts + ", " + nothing;
    }
}
