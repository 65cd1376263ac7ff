package io.partita.provider.sandbox.transcript;

import io.partita.testkit.recording.Recordings;
import java.util.List;

/**
 * How a scenario went.
 *
 * @param calls all that were recorded
 * @param equal answered like Canton
 * @param accepted answered otherwise, as the table of accepted differences says
 * @param unexplained answered otherwise
 * @param skipped polls before the last one of their kind
 */
record Summary(String scenario, int calls, int equal, int accepted, int unexplained, int skipped) {

    private static final String FORM = "%-36s %6s %6s %9s %12s %8s";

    static final String HEADER = FORM.formatted("scenario", "calls", "equal", "accepted", "unexplained", "skipped");

    static Summary of(Recordings.Entry entry) {
        return new Summary(entry.toString(), 0, 0, 0, 0, 0);
    }

    Summary with(Replay.Outcome outcome, boolean open) {
        if (!outcome.compared()) {
            return new Summary(scenario, calls + 1, equal, accepted, unexplained, skipped + 1);
        }
        if (open) {
            return new Summary(scenario, calls + 1, equal, accepted, unexplained + 1, skipped);
        }
        return outcome.differences().isEmpty()
                ? new Summary(scenario, calls + 1, equal + 1, accepted, unexplained, skipped)
                : new Summary(scenario, calls + 1, equal, accepted + 1, unexplained, skipped);
    }

    static Summary total(List<Summary> all) {
        return all.stream()
                .reduce(
                        new Summary("all", 0, 0, 0, 0, 0),
                        (one, other) -> new Summary(
                                "all",
                                one.calls + other.calls,
                                one.equal + other.equal,
                                one.accepted + other.accepted,
                                one.unexplained + other.unexplained,
                                one.skipped + other.skipped));
    }

    @Override
    public String toString() {
        return FORM.formatted(scenario, calls, equal, accepted, unexplained, skipped);
    }
}
