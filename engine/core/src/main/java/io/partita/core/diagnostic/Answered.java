package io.partita.core.diagnostic;

import java.util.Objects;
import java.util.Optional;

/**
 * The other side's own words behind a diagnostic, for machines and for those who look further.
 *
 * @param code the participant's code id, such as {@code TOPOLOGY_SERIAL_MISMATCH}; the name of the gRPC status for an
 *     answer without one; one of partita's own where it judged the answer
 * @param status the name of the gRPC status; empty when it was partita that found the fault
 * @param trace how the participant's operator finds the call in its log; empty when the participant told no id
 * @param text what it said, in its own words: they are its and not partita's, so every view marks them; empty when it
 *     said none
 * @param page where the code is explained: a file of this project and an anchor in it
 */
public record Answered(String code, Optional<String> status, Optional<String> trace, String text, String page) {
    public Answered {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(page, "page");
    }

    /** Under which word the page explains it: its anchor there. */
    public String topic() {
        return page.substring(page.indexOf('#') + 1);
    }
}
