package io.partita.provider.canton.call;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Form;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.secret.KnownSecrets;
import io.partita.provider.canton.call.Caller.Effect;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;

/** What a failed call means: the one place that turns a gRPC status into a {@link CallFailure}. */
final class Failures {

    /** Canton files these under "resource exists", but they refuse the request for good. */
    private static final Set<String> REFUSALS_CALLED_EXISTING = Set.of(
            "TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED",
            "TOPOLOGY_SIGNING_THRESHOLD_CANNOT_BE_REACHED",
            "TOPOLOGY_PARTY_ID_CONFLICT_WITH_ADMIN_PARTY",
            "TOPOLOGY_NAMESPACE_ALREADY_IN_USE",
            "TOPOLOGY_NAMESPACE_HAS_BEEN_REVOKED");

    /** Unavailable, but surely without effect. */
    private static final Set<String> NOT_ACCEPTED = Set.of("SYNC_SERVICE_PASSIVE_REPLICA");

    /** Canton has no code of its own for it. */
    private static final String CLEARING_CONFLICT = "ConflictingPendingOperationError";

    private static final int LONGEST_TEXT = 2000;

    /** With a reason and advice. */
    private static final int LONGEST_WHOLE = 4000;

    private static final int LONGEST_WORD = 300;

    private Failures() {}

    static CallFailure of(CantonError error, Effect effect, SentMark mark, ApiChannel channel, String attempted) {
        Kind kind = interrupted(error) && (effect == Effect.READ || !mark.isSent())
                ? Kind.LOCAL
                : mark.isSent() ? answered(error, effect) : unsent(error);
        return clean(new CallFailure(
                kind,
                error.codeOrStatus(),
                text(error, channel),
                attempted,
                channel.endpoint(),
                error.retryAfter(),
                Optional.of(answer(error, mark, channel))));
    }

    /** Without any secret: what is answered may repeat what was sent. */
    static CallFailure clean(CallFailure failure) {
        return new CallFailure(
                failure.kind(),
                excerpt(failure.code(), LONGEST_WORD),
                excerpt(failure.text(), LONGEST_WHOLE),
                excerpt(failure.attempted(), LONGEST_WHOLE),
                failure.endpoint(),
                failure.retryAfter(),
                failure.answer()
                        .map(answer -> new CallFailure.Answer(
                                answer.status(),
                                answer.form(),
                                answer.trace().map(trace -> excerpt(trace, LONGEST_WORD)),
                                excerpt(answer.words(), LONGEST_WHOLE),
                                answer.advice().map(advice -> excerpt(advice, LONGEST_WHOLE)))));
    }

    /** Masked before it is cut: a short piece of a secret is not known as one. */
    private static String excerpt(String said, int longest) {
        String masked = KnownSecrets.masked(said);
        return masked.length() > longest ? masked.substring(0, longest) + "..." : masked;
    }

    /** What is thrown together with a failure. Its own text is the participant's, and so is its cause's. */
    static StatusRuntimeException clean(StatusRuntimeException thrown) {
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        if (!KnownSecrets.areIn(all.toString())) {
            return thrown;
        }
        Status status = thrown.getStatus();
        StatusRuntimeException clean = Status.fromCode(status.getCode())
                .withDescription(KnownSecrets.masked(String.valueOf(status.getDescription())))
                .asRuntimeException();
        clean.setStackTrace(thrown.getStackTrace());
        return clean;
    }

    /** What the transport says of a call that was not sent is left out where there is better to say of it. */
    private static CallFailure.Answer answer(CantonError error, SentMark mark, ApiChannel channel) {
        Form form = error.code().isPresent() ? Form.CODED : error.isRedacted() ? Form.REDACTED : Form.PLAIN;
        Optional<String> advice = advice(error, channel);
        String words = advice.isPresent() && !mark.isSent() ? "" : words(error);
        return new CallFailure.Answer(error.status().getCode().name(), form, error.trace(), words, advice);
    }

    static CantonError error(StatusRuntimeException thrown) {
        Metadata trailers = thrown.getTrailers();
        return CantonError.of(thrown.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    static CallFailure of(LocalFailure fault, ApiChannel channel, String attempted) {
        return clean(new CallFailure(
                fault.kind(), fault.code(), fault.getMessage(), attempted, channel.endpoint(), Optional.empty()));
    }

    private static boolean interrupted(CantonError error) {
        return error.is(Status.Code.CANCELLED) && Thread.currentThread().isInterrupted();
    }

    private static Kind unsent(CantonError error) {
        return switch (error.status().getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> Kind.NOT_PERMITTED;
            case UNIMPLEMENTED -> Kind.UNSUPPORTED;
            default -> Kind.UNREACHABLE;
        };
    }

    private static Kind answered(CantonError error, Effect effect) {
        Kind kind = byStatus(error, effect);
        return kind == Kind.REFUSED && error.text().contains(CLEARING_CONFLICT) ? Kind.CLEARING_CONFLICT : kind;
    }

    private static Kind byStatus(CantonError error, Effect effect) {
        return switch (error.status().getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> Kind.NOT_PERMITTED;
            case UNIMPLEMENTED -> Kind.UNSUPPORTED;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case ALREADY_EXISTS ->
                REFUSALS_CALLED_EXISTING.contains(error.codeOrStatus()) ? Kind.REFUSED : Kind.ALREADY_EXISTS;
            case UNAVAILABLE -> NOT_ACCEPTED.contains(error.codeOrStatus()) ? Kind.UNREACHABLE : unclear(effect);
            case ABORTED -> aborted(error, effect);
            case DEADLINE_EXCEEDED, CANCELLED -> unclear(effect);
            case RESOURCE_EXHAUSTED -> error.isTooLarge() ? Kind.REFUSED : unclear(effect);
            case INTERNAL, UNKNOWN, DATA_LOSS -> effect == Effect.WRITE ? Kind.OUTCOME_UNKNOWN : Kind.REFUSED;
            default -> Kind.REFUSED;
        };
    }

    /**
     * What is aborted with a category was not accepted, except that a stream may have had an effect before its token
     * ended.
     */
    private static Kind aborted(CantonError error, Effect effect) {
        if (error.isStreamRevoked()) {
            return effect == Effect.WRITE ? Kind.OUTCOME_UNKNOWN : Kind.NOT_PERMITTED;
        }
        return error.category().isPresent() ? Kind.UNREACHABLE : unclear(effect);
    }

    private static Kind unclear(Effect effect) {
        return effect == Effect.WRITE ? Kind.OUTCOME_UNKNOWN : Kind.UNREACHABLE;
    }

    private static String text(CantonError error, ApiChannel channel) {
        String advice = advice(error, channel).map(a -> " (" + a + ")").orElse("");
        return (words(error) + advice).strip();
    }

    private static String words(CantonError error) {
        // Before it is cut: half a secret is not known as one.
        String said = KnownSecrets.masked(withoutPipeline(error.text()));
        String reason = error.fieldReason().map(r -> ": " + r).orElse("");
        String kept = said.length() > LONGEST_TEXT ? said.substring(0, LONGEST_TEXT) + "..." : said;
        return (kept + reason).strip();
    }

    /** The transport appends the names of its own classes to what it reports. */
    private static String withoutPipeline(String text) {
        int pipeline = text.indexOf("\nChannel Pipeline:");
        return pipeline < 0 ? text : text.substring(0, pipeline);
    }

    private static Optional<String> advice(CantonError error, ApiChannel channel) {
        if (error.isTokenOver()) {
            return Optional.of(TokenAdvice.over(channel));
        }
        if (error.code().isPresent()) {
            return Optional.empty();
        }
        Optional<String> connecting = ConnectionFailure.advice(error.status(), channel);
        if (connecting.isPresent()) {
            return connecting;
        }
        Optional<String> byStatus = adviceByStatus(error, channel);
        return byStatus.isPresent() || !error.isRedacted()
                ? byStatus
                : Optional.of("the participant keeps the reason to itself; its log has it");
    }

    private static Optional<String> adviceByStatus(CantonError error, ApiChannel channel) {
        return switch (error.status().getCode()) {
            case UNAUTHENTICATED -> Optional.of(TokenAdvice.refused(channel));
            case PERMISSION_DENIED ->
                Optional.of(
                        "the token is valid but lacks a right; "
                                + (channel.api() == Api.ADMIN
                                        ? "the Admin API asks for the admin claim"
                                        : "reading contracts and updates asks for the right to read as the party or as any party"));
            case UNIMPLEMENTED ->
                Optional.of(
                        "the " + channel.api().title()
                                + " at this endpoint does not know the call: check that '"
                                + channel.api().word()
                                + "' is not the port of the other API or of another node, and that the participant is initialised and active");
            case RESOURCE_EXHAUSTED ->
                error.isTooLarge()
                        ? Optional.of("raise max-inbound-message-size of the participant's "
                                + channel.api().title())
                        : Optional.of("the participant, or what stands before it, limits how much it is asked");
            default -> Optional.empty();
        };
    }
}
