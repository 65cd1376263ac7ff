package io.partita.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which participants host a party, with which permission, and how many of them must confirm. The same type says what is
 * desired and what is current.
 *
 * @param party the party
 * @param threshold confirmations needed, at least 1
 * @param hosts participant to permission, sorted; may be empty (a party hosted nowhere)
 */
public record PartyHosting(PartyId party, int threshold, SortedMap<ParticipantId, Permission> hosts) {

    public PartyHosting {
        Objects.requireNonNull(party, "party");
        if (threshold < 1) {
            throw new IllegalArgumentException("a threshold is at least 1, not " + threshold);
        }
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    public static PartyHosting of(PartyId party, int threshold, Map<ParticipantId, Permission> hosts) {
        return new PartyHosting(
                party,
                threshold,
                hosts instanceof SortedMap<ParticipantId, Permission> sorted ? sorted : new TreeMap<>(hosts));
    }

    /** Hosts that count for the quorum; an onboarding host must be left out by the caller. */
    public long confirmingHosts() {
        return hosts.values().stream().filter(Permission::confirms).count();
    }
}
