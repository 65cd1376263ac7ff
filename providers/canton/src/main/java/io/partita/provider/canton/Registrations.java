package io.partita.provider.canton;

import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Registration.Connection;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse.Result;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse.Status;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The active registrations of a participant, one per alias. From 3.5 on the participant says which ones are active; 3.4
 * lists those of earlier physical synchronizers beside the current one without saying so, so that of several the
 * connected one counts, then the youngest.
 */
final class Registrations {

    private static final Comparator<Entry> CURRENT_LAST = Comparator.comparing(
                    (Entry entry) -> entry.registration().isConnected())
            .thenComparing(entry -> entry.registration()
                    .synchronizer()
                    .map(PhysicalSynchronizerId::protocolVersion)
                    .orElse(-1))
            .thenComparing(entry -> entry.registration()
                    .synchronizer()
                    .map(PhysicalSynchronizerId::serial)
                    .orElse(-1));

    private final SortedMap<String, Entry> byAlias = new TreeMap<>();

    private record Entry(Registration registration, SynchronizerConnectionConfig config) {}

    private Registrations() {}

    static Registrations of(ListRegisteredSynchronizersResponse response) throws UnreadableAnswer {
        Registrations registrations = new Registrations();
        for (Result result : response.getResultsList()) {
            if (result.getStatus() == Status.STATUS_ACTIVE || result.getStatus() == Status.STATUS_UNSPECIFIED) {
                Entry entry = new Entry(registration(result), result.getConfig());
                registrations.byAlias.merge(
                        entry.registration().alias(),
                        entry,
                        (one, other) -> CURRENT_LAST.compare(one, other) < 0 ? other : one);
            }
        }
        return registrations;
    }

    List<Registration> all() {
        return byAlias.values().stream().map(Entry::registration).toList();
    }

    /** The configuration as it was received, unknown fields included. */
    Optional<SynchronizerConnectionConfig> config(String alias) {
        return Optional.ofNullable(byAlias.get(alias)).map(Entry::config);
    }

    private static Registration registration(Result result) throws UnreadableAnswer {
        return new Registration(
                Told.text("the alias of a synchronizer", result.getConfig().getSynchronizerAlias()),
                synchronizer(result),
                result.getConnected() ? Connection.CONNECTED : Connection.DISCONNECTED,
                result.getConfig().getManualConnect() ? ManualConnect.MANUAL : ManualConnect.AUTOMATIC);
    }

    private static Optional<PhysicalSynchronizerId> synchronizer(Result result) throws UnreadableAnswer {
        String id = result.getPhysicalSynchronizerId();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<PhysicalSynchronizerId> parsed = PhysicalSynchronizerId.parse(id);
        if (parsed.isEmpty()) {
            throw new UnreadableAnswer("a registration's synchronizer is not a physical id: " + id);
        }
        return parsed;
    }
}
