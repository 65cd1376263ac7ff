package io.partita.provider.canton;

import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells a participant that is starting from one that says no. In the seconds after its start it answers, and knows
 * neither the stores nor the aliases of synchronizers that it is registered with; the registrations are there from the
 * beginning, so they tell the two apart.
 */
final class Starting {

    private static final Set<String> ABOUT_STORES =
            Set.of("TOPOLOGY_STORE_NOT_FOUND", "TOPOLOGY_STORE_NOT_INITIALIZED");

    private static final Set<String> ABOUT_ALIASES =
            Set.of("SYNC_SERVICE_ALIAS_RESOLUTION", "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");

    private final SharedAnswer<String, List<Registration>> registrations;

    /** @param registrations asked for once by all whose calls fail at the same time; of any key */
    Starting(SharedAnswer<String, List<Registration>> registrations) {
        this.registrations = registrations;
    }

    /** What a read of a synchronizer's topology failed with. */
    CallFailed reading(CallFailed failed, PhysicalSynchronizerId synchronizer) {
        return judged(failed, ABOUT_STORES, registration -> isFor(registration, synchronizer));
    }

    /** The same for a write, which a participant that stays away from the synchronizer refuses as well. */
    CallFailed writing(CallFailed failed, PhysicalSynchronizerId synchronizer) {
        return judged(
                failed,
                ABOUT_STORES,
                registration -> isFor(registration, synchronizer)
                        && (registration.isConnected() || registration.manualConnect() == ManualConnect.AUTOMATIC));
    }

    /** What a call about an alias failed with. @param name the alias, or the id of the synchronizer */
    CallFailed naming(CallFailed failed, String name) {
        return judged(failed, ABOUT_ALIASES, registration -> registration.isCalled(name));
    }

    private CallFailed judged(CallFailed failed, Set<String> codes, Predicate<Registration> known) {
        CallFailure failure = failed.failure();
        if (failure.answer().isEmpty() || !codes.contains(failure.code())) {
            return failed;
        }
        try {
            return registrations.read("").stream().anyMatch(known)
                    ? new CallFailed(failure.as(CallFailure.Kind.STARTING), failed)
                    : failed;
        } catch (CallFailed unanswered) {
            failed.addSuppressed(unanswered);
            return failed;
        }
    }

    /** Before its first connection, and before release 3.4, a registration tells no physical id. */
    private static boolean isFor(Registration registration, PhysicalSynchronizerId synchronizer) {
        return registration.synchronizer().map(synchronizer::equals).orElse(true);
    }
}
