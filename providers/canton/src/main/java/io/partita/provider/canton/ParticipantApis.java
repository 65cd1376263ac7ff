package io.partita.provider.canton;

import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.provider.canton.call.Caller;
import java.time.Duration;

/**
 * A participant's two APIs, as all subjects use them.
 *
 * @param name how the declaration calls the participant
 * @param admin its Admin API
 * @param ledger its Ledger API
 */
record ParticipantApis(ParticipantName name, Caller admin, Caller ledger) {

    /** For answers that are at hand at once. */
    static final Duration QUICK = Duration.ofSeconds(15);

    /** For answers that need a look into a database. */
    static final Duration LOOK = Duration.ofSeconds(60);

    /** For answers that carry much or wait for the synchronizer. */
    static final Duration LONG = Duration.ofMinutes(5);

    /** What is being done, as a phrase for messages. */
    String on(String doing) {
        return doing + " on " + name;
    }

    /** Reads what is in an answer. */
    @FunctionalInterface
    interface Reading<R> {
        R read() throws UnreadableAnswer, CallFailed;
    }

    /** Reads an answer; a value in it that no participant may have is a failure of the call. */
    static <R> R understood(Caller caller, String attempted, Reading<R> reading) throws CallFailed {
        try {
            return reading.read();
        } catch (UnreadableAnswer e) {
            throw unreadable(caller, attempted, e);
        } catch (Callback.Failed e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(caller, attempted, outOfRange(e));
        }
    }

    /** The model refuses values that are none. */
    static UnreadableAnswer outOfRange(RuntimeException refused) {
        return new UnreadableAnswer("a value is out of range: " + refused.getMessage());
    }

    /** An answer that this release of partita cannot read: nothing may be concluded from it. */
    static CallFailed unreadable(Caller caller, String attempted, UnreadableAnswer why) {
        return caller.failed(Kind.UNSUPPORTED, Caller.NOT_UNDERSTOOD, why.getMessage(), attempted);
    }
}
