package io.partita.provider.canton.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gRPC status, read as Canton writes it: {@code CODE(category,id): cause}, and {@code ErrorInfo} and {@code
 * RetryInfo} in the details. A status that is not of this form (redacted, or not from Canton) has neither code nor
 * category.
 *
 * @param status the gRPC status
 * @param code Canton's code id
 * @param category Canton's error category, 1 to 14
 * @param text the cause, or the whole description
 * @param retryAfter when the participant said so
 * @param fieldReason the reason that a request could not be read, which Canton hides in the details
 * @param trace how the participant's operator finds the call in its log: the ids of the request and of its trace, as
 *     far as they were told
 */
record CantonError(
        Status status,
        Optional<String> code,
        OptionalInt category,
        String text,
        Optional<Duration> retryAfter,
        Optional<String> fieldReason,
        Optional<String> trace) {

    /** A word: what is shown of it cannot be a sentence. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    /** An id: what is shown of it cannot be a sentence. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private static final Pattern DESCRIPTION =
            Pattern.compile("([A-Z][A-Z0-9_]{0,99})\\((\\d{1,4}),(.+?)\\): (.*)", Pattern.DOTALL);

    /** What is said instead of a reason that is kept from clients. */
    private static final Pattern REDACTED = Pattern.compile(
            "An error occurred\\. Please contact the operator and inquire about the request (\\S+) with tid (\\S+).*",
            Pattern.DOTALL);

    /** In seconds: a day. */
    private static final long LONGEST_DELAY = 86_400;

    static CantonError of(Status status, Metadata trailers) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        Matcher matcher = DESCRIPTION.matcher(description);
        boolean written = matcher.matches();
        Optional<ErrorInfo> info = detail(status, trailers, ErrorInfo.class);
        return new CantonError(
                status,
                info.map(ErrorInfo::getReason)
                        .filter(reason -> CODE.matcher(reason).matches())
                        .or(() -> written ? Optional.of(matcher.group(1)) : Optional.empty()),
                category(info, written ? matcher.group(2) : ""),
                written ? matcher.group(4) : description,
                detail(status, trailers, RetryInfo.class).flatMap(CantonError::delay),
                info.map(i -> i.getMetadataOrDefault("reason", "")).filter(reason -> !reason.isEmpty()),
                trace(status, trailers, description, info));
    }

    /** Whether the participant keeps code and reason to itself. */
    boolean isRedacted() {
        return code.isEmpty() && text.startsWith("An error occurred.");
    }

    /** The code id, or the name of the gRPC status for an error without one. */
    String codeOrStatus() {
        return code.orElse(status.getCode().name());
    }

    /** Whether the token was refused, or ended during a stream: another one may do. */
    boolean isAboutToken() {
        return is(Status.Code.UNAUTHENTICATED) || isTokenOver();
    }

    /** Whether the token expired while a stream was under way. */
    boolean isTokenOver() {
        return code.filter("ACCESS_TOKEN_EXPIRED"::equals).isPresent();
    }

    /** Whether a stream that had begun was ended because of who asked for it. */
    boolean isStreamRevoked() {
        return isTokenOver()
                || code.filter("STALE_STREAM_AUTHORIZATION"::equals).isPresent();
    }

    /** A message that is too large stays so; whatever else is exhausted may be there again soon. */
    boolean isTooLarge() {
        String said = text.toLowerCase(Locale.ROOT);
        return is(Status.Code.RESOURCE_EXHAUSTED)
                && said.contains("message")
                && (said.contains("larger than max") || said.contains("exceeds maximum"));
    }

    boolean is(Status.Code wanted) {
        return status.getCode() == wanted;
    }

    private static Optional<String> trace(
            Status status, Metadata trailers, String description, Optional<ErrorInfo> info) {
        Matcher redacted = REDACTED.matcher(description);
        String request = redacted.matches()
                ? redacted.group(1)
                : detail(status, trailers, RequestInfo.class)
                        .map(RequestInfo::getRequestId)
                        .orElse("");
        String trace = redacted.matches()
                ? redacted.group(2)
                : info.map(i -> i.getMetadataOrDefault("tid", "")).orElse("");
        String told = Stream.of(named("request", request), named("tid", trace))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return told.isEmpty() ? Optional.empty() : Optional.of(told);
    }

    /** Canton writes {@code <no-tid>} and the like, which is no id, where it has none. */
    private static Optional<String> named(String name, String id) {
        return ID.matcher(id).matches() ? Optional.of(name + " " + id) : Optional.empty();
    }

    private static OptionalInt category(Optional<ErrorInfo> info, String written) {
        String text = info.map(i -> i.getMetadataOrDefault("category", written)).orElse(written);
        return text.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** A delay that cannot be one says nothing; it must not hide the error that it came with. */
    private static Optional<Duration> delay(RetryInfo info) {
        long seconds = info.getRetryDelay().getSeconds();
        int nanos = info.getRetryDelay().getNanos();
        return seconds >= 0 && seconds <= LONGEST_DELAY && nanos >= 0 && nanos < 1_000_000_000
                ? Optional.of(Duration.ofSeconds(seconds, nanos))
                : Optional.empty();
    }

    private static <T extends Message> Optional<T> detail(Status status, Metadata trailers, Class<T> type) {
        if (trailers == null) {
            return Optional.empty();
        }
        try {
            com.google.rpc.Status details = StatusProto.fromStatusAndTrailers(status, trailers);
            for (Any any : details.getDetailsList()) {
                if (any.is(type)) {
                    return Optional.of(any.unpack(type));
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            // Details are an extra; a damaged one must not hide the status that it came with.
            return Optional.empty();
        }
    }
}
