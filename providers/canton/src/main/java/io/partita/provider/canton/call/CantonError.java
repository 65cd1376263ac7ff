package io.partita.provider.canton.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gRPC status, read as Canton writes it: {@code CODE(category,id): cause}, and {@code ErrorInfo} and {@code RetryInfo} in the details. A status that is not of this form (redacted, or
 * not from Canton) has neither code nor category.
 *
 * @param status the gRPC status
 * @param code Canton's code id
 * @param category Canton's error category, 1 to 14
 * @param text the cause, or the whole description
 * @param retryAfter when the participant said so
 * @param fieldReason the reason that a request could not be read, which Canton hides in the details
 */
record CantonError(
        Status status,
        Optional<String> code,
        OptionalInt category,
        String text,
        Optional<Duration> retryAfter,
        Optional<String> fieldReason) {

    private static final Pattern DESCRIPTION =
            Pattern.compile("([A-Z][A-Z0-9_]*)\\((\\d{1,4}),(.+?)\\): (.*)", Pattern.DOTALL);

    static CantonError of(Status status, Metadata trailers) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        Matcher matcher = DESCRIPTION.matcher(description);
        boolean written = matcher.matches();
        Optional<ErrorInfo> info = detail(status, trailers, ErrorInfo.class);
        return new CantonError(
                status,
                info.map(ErrorInfo::getReason)
                        .filter(reason -> !reason.isEmpty())
                        .or(() -> written ? Optional.of(matcher.group(1)) : Optional.empty()),
                category(info, written ? matcher.group(2) : ""),
                written ? matcher.group(4) : description,
                detail(status, trailers, RetryInfo.class).map(CantonError::delay),
                info.map(i -> i.getMetadataOrDefault("reason", "")).filter(reason -> !reason.isEmpty()));
    }

    /** The code id, or the name of the gRPC status for an error without one. */
    String codeOrStatus() {
        return code.orElse(status.getCode().name());
    }

    boolean is(Status.Code wanted) {
        return status.getCode() == wanted;
    }

    private static OptionalInt category(Optional<ErrorInfo> info, String written) {
        String text = info.map(i -> i.getMetadataOrDefault("category", written)).orElse(written);
        return text.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static Duration delay(RetryInfo info) {
        return Duration.ofSeconds(
                info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
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
