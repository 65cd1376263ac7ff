package io.partita.plans.conformance;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param network which network was checked
 * @param name of the case
 * @param checks what it checks
 * @param result how it ended
 * @param detail why it failed or was skipped, or what is worth knowing; may be empty
 * @param took how long it took
 */
record Row(String network, String name, String checks, Result result, String detail, Duration took) {

    enum Result {
        PASSED,
        FAILED,
        SKIPPED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String seconds() {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
