package io.partita.core.provider;

import io.partita.core.diagnostic.Answered;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call to a participant gave no answer that can be used.
 *
 * @param kind what follows from it for the caller
 * @param code the participant's own code id, such as {@code TOPOLOGY_SERIAL_MISMATCH}; for an error without one the
 *     gRPC status name, such as {@code UNAVAILABLE}
 * @param text all that is known of it, the participant's words and partita's advice, without secrets; may be empty
 * @param attempted what partita was doing, as a phrase: {@code "reading the hosting of Alice on participant1"}
 * @param endpoint the endpoint that was called, {@code host:port} or a sandbox name
 * @param retryAfter when the participant said so
 * @param answer the outer form of the answer; empty when it was partita that found the fault
 */
public record CallFailure(
        Kind kind,
        String code,
        String text,
        String attempted,
        String endpoint,
        Optional<Duration> retryAfter,
        Optional<Answer> answer) {

    /** A fault that partita found by itself. */
    public CallFailure(
            Kind kind, String code, String text, String attempted, String endpoint, Optional<Duration> retryAfter) {
        this(kind, code, text, attempted, endpoint, retryAfter, Optional.empty());
    }

    /**
     * How an answer came.
     *
     * @param status the name of its gRPC status
     * @param form whether it says why
     * @param trace the ids under which the participant's log has the call; empty when it told none
     * @param words what it said, in its own words, without secrets; empty when it said none
     * @param advice what partita makes of it; empty when it knows no better
     */
    public record Answer(String status, Form form, Optional<String> trace, String words, Optional<String> advice) {
        public Answer {
            Objects.requireNonNull(words, "words");
            Objects.requireNonNull(advice, "advice");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(trace, "trace");
        }
    }

    /** Whether an answer says why. */
    public enum Form {
        /** Canton's own form, with a code id. */
        CODED,
        /** Canton keeps code and reason to itself, for security; its log has them. */
        REDACTED,
        /** A status without a code id: of the transport, of something in between, or of Canton where it has none. */
        PLAIN
    }

    /**
     * What a failure means for the effect of the call. The provider has already tried again what may be tried again
     * blindly (reads).
     */
    public enum Kind {
        /** Nothing was sent or nothing was accepted; trying again later may help. */
        UNREACHABLE,
        /** The participant answers, and has not finished its start: trying again later helps. Nothing was accepted. */
        STARTING,
        /** The participant answered no; the state has to be read again before anything else. */
        REFUSED,
        /** The thing asked for does not exist (yet). */
        NOT_FOUND,
        /** It exists already; often it means done. */
        ALREADY_EXISTS,
        /**
         * An import stored its contracts, but not that the onboarding flag is to be cleared: an earlier replication of
         * the same party left its record of that behind.
         */
        CLEARING_CONFLICT,
        /** The effect may or may not have happened; only a probe can tell. */
        OUTCOME_UNKNOWN,
        /** Credentials are missing, wrong or too weak. */
        NOT_PERMITTED,
        /** Somebody else answers at the endpoint; nothing but its id was asked. */
        ANOTHER_PARTICIPANT,
        /** The participant or its release does not know the call. */
        UNSUPPORTED,
        /** Something on partita's own side, such as a file that cannot be read or a full disk. */
        LOCAL
    }

    public CallFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(attempted, "attempted");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(retryAfter, "retryAfter");
        Objects.requireNonNull(answer, "answer");
    }

    /** What was answered, and by whom, in the participant's words. */
    public String said() {
        String words = text.isEmpty() ? "" : ": " + text;
        return answer.isPresent() ? answeredCode() + words : code + words;
    }

    /** What partita found: what the participant says itself is in {@link #words()}. */
    public String found() {
        return answer.isPresent()
                ? answeredCode()
                        + answer.get().advice().map(advice -> ": " + advice).orElse("")
                : said();
    }

    private String answeredCode() {
        String status = answer.map(Answer::status).orElse(code);
        return endpoint + " answered " + code + (status.equals(code) ? "" : " (" + status + ")");
    }

    /** The same failure, of which more is known. */
    public CallFailure as(Kind known) {
        return new CallFailure(known, code, text, attempted, endpoint, retryAfter, answer);
    }

    /** Whether waiting may be all that it takes: nothing was accepted, and the participant may be there again soon. */
    public boolean mayPass() {
        return kind == Kind.UNREACHABLE || kind == Kind.STARTING;
    }

    /** The participant's own words, which are not partita's; empty when it said none, or partita found the fault. */
    public String words() {
        return answer.map(Answer::words).orElse("");
    }

    /** For diagnostics: the code, and where this project explains it. */
    public Answered answered() {
        return new Answered(
                code, answer.map(Answer::status), answer.flatMap(Answer::trace), words(), ErrorPage.of(this));
    }

    @Override
    public String toString() {
        return attempted + " (" + endpoint + "): " + code + (text.isEmpty() ? "" : ": " + text);
    }
}
