package io.partita.core.drift;

import io.partita.core.model.ParticipantId;
import io.partita.core.provider.HostingState;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One point in which the topology is not as expected.
 *
 * @param kind what it is about
 * @param participant the host; empty where it is about the party as a whole
 * @param expected what was expected; empty where nothing was
 * @param found what the topology has; empty where it has nothing
 * @param since the state of the mapping that brought it: its serial, time and signatures; empty when none is known
 */
public record DriftPoint(
        Kind kind,
        Optional<ParticipantId> participant,
        Optional<String> expected,
        Optional<String> found,
        Optional<HostingState> since) {

    /** What can be otherwise. */
    public enum Kind {
        NOT_HOSTED,
        MISSING_HOST,
        EXTRA_HOST,
        PERMISSION,
        ONBOARDING,
        THRESHOLD,
        SIGNING_KEYS;

        /** The word of machine-readable output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DriftPoint {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(since, "since");
    }

    /** Whether another one is about the same, whatever it finds. */
    boolean isAbout(DriftPoint other) {
        return kind == other.kind && participant.equals(other.participant);
    }

    static DriftPoint of(Kind kind) {
        return new DriftPoint(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    DriftPoint on(ParticipantId host) {
        return new DriftPoint(kind, Optional.of(host), expected, found, since);
    }

    DriftPoint expecting(String text) {
        return new DriftPoint(kind, participant, Optional.of(text), found, since);
    }

    DriftPoint finding(String text) {
        return new DriftPoint(kind, participant, expected, Optional.of(text), since);
    }

    DriftPoint since(HostingState state) {
        return new DriftPoint(kind, participant, expected, found, Optional.of(state));
    }
}
