package io.partita.provider.canton;

import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Tells a participant that is starting from one that says no. In the seconds after its start it answers, and knows
 * neither the stores nor the aliases of synchronizers that it is registered with; the registrations are there from the
 * beginning, so they tell the two apart. A read of one that is starting is tried again as often as that of one that
 * does not answer; a write never is.
 */
final class Starting {

    /** A call with all that it takes to understand its answer. */
    @FunctionalInterface
    interface Call<R> {
        R make() throws CallFailed;
    }

    private static final Set<String> ABOUT_STORES =
            Set.of("TOPOLOGY_STORE_NOT_FOUND", "TOPOLOGY_STORE_NOT_INITIALIZED");

    private static final Set<String> ABOUT_ALIASES =
            Set.of("SYNC_SERVICE_ALIAS_RESOLUTION", "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER");

    private final SharedAnswer<String, List<Registration>> registrations;
    private final RetryPolicy retries;
    private final Pause pause;

    /**
     * @param registrations asked for once by all whose calls fail at the same time; of any key
     * @param pause lets time pass before a read is tried again
     */
    Starting(SharedAnswer<String, List<Registration>> registrations, RetryPolicy retries, Pause pause) {
        this.registrations = registrations;
        this.retries = retries;
        this.pause = pause;
    }

    /** Reads of a synchronizer's topology. */
    <R> R reading(PhysicalSynchronizerId synchronizer, Call<R> call) throws CallFailed {
        return patiently(call, failed -> judged(failed, ABOUT_STORES, registered -> isFor(registered, synchronizer)));
    }

    /** Reads something about an alias. @param name the alias, or the id of the synchronizer */
    <R> R lookingUp(String name, Call<R> call) throws CallFailed {
        return patiently(call, failed -> naming(failed, name));
    }

    private <R> R patiently(Call<R> call, UnaryOperator<CallFailed> judge) throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (CallFailed failed) {
                CallFailed judged = judge.apply(failed);
                Optional<Duration> wait = judged.failure().kind() == CallFailure.Kind.STARTING
                        ? retries.pause(attempt)
                        : Optional.empty();
                if (wait.isEmpty() || !Caller.slept(pause, wait.get())) {
                    throw judged;
                }
            }
        }
    }

    /**
     * What a write to a synchronizer's topology failed with, which a participant that stays away from the synchronizer
     * refuses as well.
     */
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
