package io.partita.plans.fault;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A place where partita calls.
 *
 * @param participant who is called
 * @param method of which RPC, without its service
 */
record Rpc(String participant, String method) implements Comparable<Rpc> {

    /** What a call does to the participant. */
    enum Effect {
        READ,
        WRITE
    }

    /** Canton names its reads so; whatever else is called has an effect until somebody shows that it has none. */
    Effect effect() {
        String name = method.toLowerCase(Locale.ROOT);
        boolean read = Stream.of(
                        "get", "list", "count", "export", "participantstatus", "currenttime", "fetchtime", "validate")
                .anyMatch(name::startsWith);
        return read ? Effect.READ : Effect.WRITE;
    }

    @Override
    public int compareTo(Rpc other) {
        int byMethod = method.compareTo(other.method);
        return byMethod != 0 ? byMethod : participant.compareTo(other.participant);
    }

    @Override
    public String toString() {
        return method + " on " + participant;
    }
}
