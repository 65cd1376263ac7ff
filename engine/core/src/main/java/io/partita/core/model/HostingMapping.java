package io.partita.core.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A party-to-participant mapping exactly as the topology holds it: the order of the hosts, the serial and the
 * onboarding flags are part of it, because they are part of what is hashed and signed.
 *
 * @param party the party
 * @param serial the topology's serial, from 1
 * @param threshold confirmations needed, at least 1
 * @param hosts in the mapping's own order
 * @param signingKeys the party's embedded signing keys ({@code party_signing_keys}), carried over untouched; empty for a
 *     party without embedded keys
 */
public record HostingMapping(
        PartyId party, int serial, int threshold, List<Host> hosts, Optional<PartyKeys> signingKeys)
        implements TopologyContent {

    /**
     * One host of a mapping.
     *
     * @param participant the participant
     * @param permission what it may do
     * @param onboarding whether it does not have all contracts yet
     */
    public record Host(ParticipantId participant, Permission permission, Onboarding onboarding) {
        public Host {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(permission, "permission");
            Objects.requireNonNull(onboarding, "onboarding");
        }

        public boolean isOnboarding() {
            return onboarding == Onboarding.FLAGGED;
        }
    }

    /** Whether a host carries the onboarding flag. */
    public enum Onboarding {
        FLAGGED,
        CLEAR
    }

    public HostingMapping {
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(signingKeys, "signingKeys");
        hosts = List.copyOf(hosts);
        if (serial < 1 || threshold < 1) {
            throw new IllegalArgumentException("serial " + serial + " and threshold " + threshold + " start at 1");
        }
    }

    @Override
    public Kind kind() {
        return Kind.HOSTING;
    }

    /** The hosting without order, serial and flags: what a declaration can be compared with. */
    public PartyHosting hosting() {
        TreeMap<ParticipantId, Permission> permissions = new TreeMap<>();
        hosts.forEach(host -> permissions.put(host.participant(), host.permission()));
        return new PartyHosting(party, threshold, permissions);
    }

    /** Whether that is its {@link #hosting()}, which is not made for it: asked of every party of a network. */
    public boolean isHosting(PartyHosting other) {
        if (!party.equals(other.party())
                || threshold != other.threshold()
                || hosts.size() != other.hosts().size()) {
            return false;
        }
        for (Map.Entry<ParticipantId, Permission> wanted : other.hosts().entrySet()) {
            Host host = find(wanted.getKey());
            if (host == null || host.permission() != wanted.getValue()) {
                return false;
            }
        }
        return true;
    }

    public Optional<Host> host(ParticipantId participant) {
        return Optional.ofNullable(find(participant));
    }

    /** Whether a participant hosts it with just this permission, and without the onboarding flag. */
    public boolean hasPlainly(ParticipantId participant, Permission permission) {
        Host host = find(participant);
        return host != null && host.permission() == permission && !host.isOnboarding();
    }

    public boolean isOnboarding(ParticipantId participant) {
        Host host = find(participant);
        return host != null && host.isOnboarding();
    }

    /** Null when it is none of the hosts. */
    private Host find(ParticipantId participant) {
        for (int index = 0; index < hosts.size(); index++) {
            Host host = hosts.get(index);
            if (host.participant().equals(participant)) {
                return host;
            }
        }
        return null;
    }

    /** The hosts of another mapping that are none of this one, in its order. */
    public List<ParticipantId> lacking(HostingMapping other) {
        return other.hosts.stream()
                .map(Host::participant)
                .filter(participant -> host(participant).isEmpty())
                .toList();
    }

    public HostingMapping withSerial(int newSerial) {
        return new HostingMapping(party, newSerial, threshold, hosts, signingKeys);
    }
}
