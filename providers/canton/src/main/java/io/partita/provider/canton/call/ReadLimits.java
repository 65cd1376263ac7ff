package io.partita.provider.canton.call;

import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How much of what a participant sends is taken, and for how long: every default in one place. A read of contracts or
 * updates counts over all the calls that it takes. What one answer may hold follows from the heap.
 *
 * @param messages of one read
 * @param bytes of one read, unpacked
 * @param time of one read, from its first call to its last message; also of one import
 * @param resumptions how often a read that broke off is begun again, however far it got; renewals of the token are not
 *     counted
 */
public record ReadLimits(long messages, long bytes, Duration time, int resumptions) {

    /** The environment variable that multiplies all of them. */
    public static final String VARIABLE = "PARTITA_READ_LIMIT";

    /** Ten times what the largest tested party has, within a working day's half. */
    public static final ReadLimits USUAL = new ReadLimits(50_000_000, 64L << 30, Duration.ofHours(4), 30);

    private static final int MOST_TIMES = 1000;

    private static final int MIB = 1 << 20;
    /**
     * In bytes. More than the 4 MiB that a server takes when nobody has said anything, so that the two can be told
     * apart.
     */
    public static final int SMALL_ANSWER = 5 * MIB;

    private static final int LEAST_LARGE_ANSWER = 8 * MIB;
    private static final int MOST_LARGE_ANSWER = 1024 * MIB;
    private static final int MOST_MESSAGE = 64 * MIB;

    /** What carries every party in one answer, which is read item by item: it is never there as a whole. */
    private static final Set<String> LARGEST = Set.of("ListPartyToParticipant");

    /** What carries a whole topology, or a whole DAR, in one answer. */
    private static final Set<String> LARGE = Set.of(
            "ListVettedPackages",
            "ListNamespaceDelegation",
            "ListDecentralizedNamespaceDefinition",
            "ListSynchronizerParametersState",
            "GetPackageReferences",
            "GetDarContents",
            "GetDar");

    public ReadLimits {
        Objects.requireNonNull(time, "time");
    }

    /** @throws LocalFailure when the variable is no number of times from 1 to 1000 */
    public static ReadLimits of(Map<String, String> variables) throws LocalFailure {
        String said = variables.getOrDefault(VARIABLE, "").strip();
        if (said.isEmpty()) {
            return USUAL;
        }
        int times = said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
        if (times < 1 || times > MOST_TIMES) {
            throw LocalFailure.local(
                    "READ_LIMIT",
                    "the environment variable " + VARIABLE + " is not a whole number from 1 to " + MOST_TIMES
                            + "; it says how many times as much as usual may be read at once");
        }
        return new ReadLimits(
                USUAL.messages * times, USUAL.bytes * times, USUAL.time.multipliedBy(times), USUAL.resumptions * times);
    }

    /** In bytes: the largest message that a method may answer with. */
    static int largestMessage(MethodDescriptor<?, ?> method) {
        long heap = Runtime.getRuntime().maxMemory();
        if (!method.getType().serverSendsOneMessage()) {
            return (int) Math.min(MOST_MESSAGE, Math.max(SMALL_ANSWER, heap / 16));
        }
        if (LARGEST.contains(method.getBareMethodName())) {
            return large(heap / 4);
        }
        return LARGE.contains(method.getBareMethodName()) ? large(heap / 8) : SMALL_ANSWER;
    }

    private static int large(long bytes) {
        return (int) Math.min(MOST_LARGE_ANSWER, Math.max(LEAST_LARGE_ANSWER, bytes));
    }
}
