package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.SynchronizerId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One participant, looked at step by step.
 *
 * @param name in the declaration
 * @param endpoints the addresses of its two APIs, for people: admin, ledger
 * @param checks in the order in which they were made
 * @param id who answers on the Admin API; empty when nobody does
 * @param synchronizer what the declared alias stands for there; empty when that is not known
 * @param clock its clock; empty when it could not be read
 */
public record Examined(
        ParticipantName name,
        List<String> endpoints,
        List<Check> checks,
        Optional<ParticipantId> id,
        Optional<SynchronizerId> synchronizer,
        Optional<ClockReading> clock) {
    public Examined {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(synchronizer, "synchronizer");
        Objects.requireNonNull(clock, "clock");
        endpoints = List.copyOf(endpoints);
        checks = List.copyOf(checks);
    }

    /** Whether something stands in the way at a place. */
    public boolean isBroken(Check.Place place) {
        return checks.stream()
                .anyMatch(check -> check.place() == place && check.finding().isFailed());
    }
}
