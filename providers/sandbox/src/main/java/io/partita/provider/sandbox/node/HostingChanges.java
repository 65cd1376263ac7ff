package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.node.HostingEvents.Change;
import io.partita.provider.sandbox.node.HostingEvents.Event;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.Mappings;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.topology.TopologyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which events of the Ledger API a change of topology makes (semantics.md 6.1). */
final class HostingChanges {

    /** From this protocol version on the flag is visible in events. */
    private static final int FLAG_VISIBLE = 35;

    private final TopologyStore store;
    private final boolean flagVisible;

    HostingChanges(TopologyStore store, int protocolVersion) {
        this.store = store;
        this.flagVisible = protocolVersion >= FLAG_VISIBLE;
    }

    /** The events of transactions that take effect together, in their order. */
    List<Event> events(List<StoredTransaction> together) {
        List<Event> events = new ArrayList<>();
        for (StoredTransaction stored : together) {
            switch (stored.key().kind()) {
                case PARTY_TO_PARTICIPANT:
                    events.addAll(hostingEvents(stored));
                    break;
                case SYNCHRONIZER_TRUST_CERTIFICATE:
                    events.addAll(adminPartyEvents(stored));
                    break;
                default:
                    break;
            }
        }
        return events;
    }

    private List<Event> adminPartyEvents(StoredTransaction stored) {
        String participant =
                stored.signed().mapping().getSynchronizerTrustCertificate().getParticipantUid();
        boolean joined =
                !hostsBefore(stored).isPresent() || predecessor(stored).signed().removes();
        if (stored.signed().removes()) {
            return List.of(new Event(Change.REVOKED, participant, participant, Permission.SUBMISSION));
        }
        return joined ? List.of(new Event(Change.ADDED, participant, participant, Permission.SUBMISSION)) : List.of();
    }

    private List<Event> hostingEvents(StoredTransaction stored) {
        String party = stored.signed().mapping().getPartyToParticipant().getParty();
        Map<String, Hosting.Host> before =
                hostsBefore(stored).map(HostingChanges::hosts).orElse(Map.of());
        Map<String, Hosting.Host> after = hosts(stored);
        List<Event> events = new ArrayList<>();
        List<Event> changed = new ArrayList<>();
        for (Hosting.Host host : after.values()) {
            for (Change change : changes(before.get(host.participant()), host)) {
                (change == Change.CHANGED ? changed : events)
                        .add(new Event(change, party, host.participant(), host.permission()));
            }
        }
        // New hosts come before changes of old ones, whatever their order in the mapping.
        events.addAll(changed);
        for (Hosting.Host host : before.values()) {
            if (!after.containsKey(host.participant())) {
                events.add(new Event(Change.REVOKED, party, host.participant(), host.permission()));
            }
        }
        return events;
    }

    private List<Change> changes(Hosting.Host before, Hosting.Host after) {
        if (before == null) {
            return List.of(flagVisible && after.onboarding() ? Change.ONBOARDING : Change.ADDED);
        }
        List<Change> changes = new ArrayList<>();
        if (flagVisible && before.onboarding() && !after.onboarding()) {
            changes.add(Change.ADDED);
        }
        if (before.permission() != after.permission()) {
            changes.add(Change.CHANGED);
        }
        return changes;
    }

    private java.util.Optional<StoredTransaction> hostsBefore(StoredTransaction stored) {
        return java.util.Optional.ofNullable(predecessor(stored));
    }

    private StoredTransaction predecessor(StoredTransaction stored) {
        List<StoredTransaction> history = store.authorizedHistory(stored.key());
        int position = history.indexOf(stored);
        return position <= 0 ? null : history.get(position - 1);
    }

    private static Map<String, Hosting.Host> hosts(StoredTransaction stored) {
        Map<String, Hosting.Host> hosts = new LinkedHashMap<>();
        if (!stored.signed().removes()) {
            Mappings.hosting(stored.signed().mapping().getPartyToParticipant(), 0, 0)
                    .hosts()
                    .forEach(host -> hosts.put(host.participant(), host));
        }
        return hosts;
    }
}
