package io.partita.core.apply;

import io.partita.core.provider.Participant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A participant of which every call goes by a test first. */
final class Intercepted {

    private Intercepted() {}

    /** The call as it was meant. */
    interface Proceed {
        Object proceed() throws Throwable;
    }

    /** What happens in the place of a call. */
    interface Around {
        Object call(String name, Object[] arguments, Proceed proceed) throws Throwable;
    }

    static Participant by(Around around, Participant participant) {
        return (Participant) Proxy.newProxyInstance(
                Participant.class.getClassLoader(),
                new Class<?>[] {Participant.class},
                (self, method, arguments) -> around.call(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(participant, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
