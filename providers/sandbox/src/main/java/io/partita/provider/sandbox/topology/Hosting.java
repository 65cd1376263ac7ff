package io.partita.provider.sandbox.topology;

import java.util.List;
import java.util.Optional;

/**
 * Where a party is hosted, as one authorized mapping says.
 *
 * @param party full id
 * @param threshold confirmations needed
 * @param hosts in the order of the mapping; may be empty
 * @param serial of the mapping
 * @param effective when the mapping came into force, microseconds since the epoch
 */
public record Hosting(String party, int threshold, List<Host> hosts, int serial, long effective) {

    public Hosting {
        hosts = List.copyOf(hosts);
    }

    /** The entry of a participant, if it is a host. */
    public Optional<Host> host(String participantUid) {
        return hosts.stream()
                .filter(host -> host.participant().equals(participantUid))
                .findFirst();
    }

    /**
     * One host of a party.
     *
     * @param participant uid
     * @param permission after the restriction by a ParticipantSynchronizerPermission, if there is one
     * @param onboarding whether the host does not yet have all contracts of the party
     */
    public record Host(String participant, Permission permission, boolean onboarding) {

        /** Whether a confirmation by this host counts. */
        public boolean confirms() {
            return permission.confirms() && !onboarding;
        }
    }
}
