package io.partita.core.apply;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Counts the calls to all participants and makes trouble at one of them. A process that was killed does nothing any
 * more: whatever it still tries ends in the same way, until another process is started.
 */
final class Trouble implements UnaryOperator<Participant> {

    /** The process dies. */
    static final class Killed extends Error {
        @Serial
        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super(where, null, false, false);
        }
    }

    enum Kind {
        KILL_BEFORE,
        KILL_AFTER,
        UNREACHABLE,
        UNKNOWN_BEFORE,
        UNKNOWN_AFTER
    }

    private static final Set<String> WRITES = Set.of(
            "setManualConnect",
            "disconnect",
            "reconnect",
            "propose",
            "sign",
            "uploadDar",
            "setPruningSchedule",
            "clearPruningSchedule",
            "exportAcs",
            "importAcs",
            "clearOnboarding");

    private final Kind kind;
    private final int at;
    private final List<String> calls = new ArrayList<>();
    private String hit = "";
    private boolean dead;

    Trouble(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    static Trouble none() {
        return new Trouble(Kind.UNREACHABLE, 0);
    }

    /** The methods called so far, in order. */
    List<String> calls() {
        return calls;
    }

    /** What was hit; empty when the run was over before. */
    String hit() {
        return hit;
    }

    Killed kill(String where) {
        dead = true;
        return new Killed(where);
    }

    /** Before anything that a dead process cannot do. */
    void requireAlive(String what) {
        if (dead) {
            throw new Killed("dead before " + what);
        }
    }

    /** Another process. @return whether the one before was killed */
    boolean revive() {
        boolean killed = dead;
        dead = false;
        return killed;
    }

    static boolean isWrite(String method) {
        return WRITES.contains(method);
    }

    @Override
    public Participant apply(Participant participant) {
        return (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(),
                new Class<?>[] {Participant.class},
                (proxy, method, arguments) -> call(participant, method, arguments));
    }

    private Object call(Participant participant, Method method, Object[] arguments) throws Throwable {
        if (!List.of(method.getExceptionTypes()).contains(CallFailed.class)) {
            // Its name is known without asking it.
            return method.invoke(participant, arguments);
        }
        requireAlive(method.getName());
        calls.add(method.getName());
        boolean here = calls.size() == at;
        if (here) {
            hit = method.getName();
            before(method);
        }
        Object answer;
        try {
            answer = method.invoke(participant, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (here) {
            after(method);
        }
        return answer;
    }

    private void before(Method method) throws CallFailed {
        if (kind == Kind.KILL_BEFORE) {
            throw kill("before " + method.getName());
        }
        if (kind == Kind.UNREACHABLE) {
            throw failure(CallFailure.Kind.UNREACHABLE, method);
        }
        if (kind == Kind.UNKNOWN_BEFORE && isWrite(method.getName())) {
            throw failure(CallFailure.Kind.OUTCOME_UNKNOWN, method);
        }
    }

    private void after(Method method) throws CallFailed {
        if (kind == Kind.KILL_AFTER) {
            throw kill("after " + method.getName());
        }
        if (kind == Kind.UNKNOWN_AFTER && isWrite(method.getName())) {
            throw failure(CallFailure.Kind.OUTCOME_UNKNOWN, method);
        }
    }

    private static CallFailed failure(CallFailure.Kind kind, Method method) {
        return new CallFailed(
                new CallFailure(kind, "UNAVAILABLE", "trouble", method.getName(), "somewhere", Optional.empty()));
    }
}
