package io.partita.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which participants host a party, with which permission, and how many of them must confirm. The same type says what is
 * desired and what is current. Immutable.
 */
public final class PartyHosting {

    private final PartyId party;
    private final int threshold;
    private final SortedMap<ParticipantId, Permission> hosts;

    /**
     * @param party the party
     * @param threshold confirmations needed, at least 1
     * @param hosts participant to permission, sorted; may be empty (a party hosted nowhere)
     */
    public PartyHosting(PartyId party, int threshold, SortedMap<ParticipantId, Permission> hosts) {
        this(Collections.unmodifiableSortedMap(new TreeMap<>(hosts)), party, threshold);
    }

    /** @param hosts that nobody else can change */
    private PartyHosting(SortedMap<ParticipantId, Permission> hosts, PartyId party, int threshold) {
        this.party = Objects.requireNonNull(party, "party");
        if (threshold < 1) {
            throw new IllegalArgumentException("a threshold is at least 1, not " + threshold);
        }
        this.threshold = threshold;
        this.hosts = hosts;
    }

    public static PartyHosting of(PartyId party, int threshold, Map<ParticipantId, Permission> hosts) {
        return new PartyHosting(
                party,
                threshold,
                hosts instanceof SortedMap<ParticipantId, Permission> sorted ? sorted : new TreeMap<>(hosts));
    }

    /** Another party on the same hosts: very many parties have the same ones, which are kept once for all of them. */
    public PartyHosting of(PartyId other, int confirmations) {
        return new PartyHosting(hosts, other, confirmations);
    }

    public PartyId party() {
        return party;
    }

    public int threshold() {
        return threshold;
    }

    public SortedMap<ParticipantId, Permission> hosts() {
        return hosts;
    }

    /** Hosts that count for the quorum; an onboarding host must be left out by the caller. */
    public long confirmingHosts() {
        return hosts.values().stream().filter(Permission::confirms).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartyHosting hosting
                && party.equals(hosting.party)
                && threshold == hosting.threshold
                && hosts.equals(hosting.hosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(party, threshold, hosts);
    }

    @Override
    public String toString() {
        return party + ", threshold " + threshold + ", hosts " + hosts;
    }
}
