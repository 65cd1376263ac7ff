package io.partita.provider.canton.call;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limiter.BlockingLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls of a method may be under way to one API at the same time: what its own answers allow. It begins with
 * 16; quick answers raise it, slow ones and "too many" lower it. Each method has its own bound, since how long its
 * calls take says nothing of the calls of another.
 */
final class CallsInFlight {

    private static final int FIRST = 16;
    private static final int MOST = 256;

    /** What a participant answers when it has enough. */
    private static final Set<String> TOO_MANY = Set.of(
            "TOPOLOGY_TOO_MANY_PENDING_TOPOLOGY_TRANSACTIONS",
            "PARTICIPANT_BACKPRESSURE",
            "THREADPOOL_OVERLOADED",
            "MAXIMUM_NUMBER_OF_STREAMS",
            "HEAP_MEMORY_OVER_LIMIT");

    private final Map<String, Limiter<Void>> methods = new ConcurrentHashMap<>();

    /**
     * Makes a call when one more may be under way, and waits until then. A thread that is interrupted does not wait: its
     * call ends at once by itself.
     */
    <A, E extends Exception> A make(MethodDescriptor<?, ?> method, Call<A, E> call) throws E {
        Optional<Limiter.Listener> counted = methods.computeIfAbsent(method.getFullMethodName(), first -> limiter())
                .acquire(null);
        return counted.isPresent() ? counted(counted.get(), call) : call.make();
    }

    /** A call, and what is done with its answer, which is null where all is done already. */
    @FunctionalInterface
    interface Call<A, E extends Exception> {
        A make() throws E;
    }

    private static Limiter<Void> limiter() {
        return BlockingLimiter.wrap(SimpleLimiter.<Void>newBuilder()
                .limit(VegasLimit.newBuilder()
                        .initialLimit(FIRST)
                        .maxConcurrency(MOST)
                        .build())
                .build());
    }

    private static <A, E extends Exception> A counted(Limiter.Listener counted, Call<A, E> call) throws E {
        boolean answered = false;
        try {
            A answer = call.make();
            answered = true;
            counted.onSuccess();
            return answer;
        } catch (StatusRuntimeException e) {
            answered = true;
            if (isTooMany(e)) {
                counted.onDropped();
            } else {
                counted.onIgnore();
            }
            throw e;
        } finally {
            if (!answered) {
                counted.onIgnore();
            }
        }
    }

    private static boolean isTooMany(StatusRuntimeException e) {
        CantonError error = Failures.error(e);
        return TOO_MANY.contains(error.codeOrStatus())
                || error.is(Status.Code.RESOURCE_EXHAUSTED) && !error.isTooLarge();
    }
}
