package io.partita.provider.sandbox.rpc;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An error as Canton answers it: a code with category, cause and metadata (errors.md 1).
 *
 * @param code for example {@code TOPOLOGY_SERIAL_MISMATCH}
 * @param category decides on the gRPC status
 * @param cause the sentence after the code
 * @param metadata of the ErrorInfo, beyond {@code category}, {@code participant} and, on the Ledger API, {@code tid}
 * @param retry when to try again, where it differs from the category's hint
 */
public record CantonError(
        String code,
        ErrorCategory category,
        String cause,
        SortedMap<String, String> metadata,
        Optional<Duration> retry) {

    private static final int LONGEST_CAUSE = 512;

    public CantonError {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /**
     * An error without metadata.
     *
     * @param category its number in errors.md 1.1
     */
    public static CantonError of(String code, int category, String cause) {
        return new CantonError(code, ErrorCategory.of(category), cause, new TreeMap<>(), Optional.empty());
    }

    /** The answer to a request that cannot be decoded; the reason is only in the metadata. */
    public static CantonError undecodable(String reason) {
        return of("PROTO_DESERIALIZATION_FAILURE", 8, "Deserialization of protobuf message failed")
                .with("reason", reason);
    }

    /** The same error with one more entry in its metadata. */
    public CantonError with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new CantonError(code, category, cause, more, retry);
    }

    /** The same error with another retry hint. */
    public CantonError retryAfter(Duration delay) {
        return new CantonError(code, category, cause, metadata, Optional.of(delay));
    }

    /** This error as an exception, to be thrown before anything was changed. */
    public CantonException exception() {
        return new CantonException(this);
    }

    /**
     * What a client receives.
     *
     * @param api the Ledger API adds ids of the request
     * @param participant name of the answering node
     * @param requestId id of the request; hexadecimal, at least eight digits
     */
    public StatusRuntimeException toStatus(Api api, String participant, String requestId) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(category.status().value());
        if (category.redacted()) {
            return StatusProto.toStatusRuntimeException(
                    status.setMessage(redaction(api, requestId)).build());
        }
        String id = api == Api.LEDGER ? requestId.substring(0, 8) : "0";
        status.setMessage(code + "(" + category.number() + "," + id + "): " + shortened(cause));
        status.addDetails(Any.pack(errorInfo(api, participant, requestId)));
        retry.or(category::retry).ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
        if (api == Api.LEDGER) {
            status.addDetails(
                    Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private ErrorInfo errorInfo(Api api, String participant, String requestId) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(code).putAllMetadata(metadata);
        info.putMetadata("category", Integer.toString(category.number()));
        if (!metadata.containsKey("participant")) {
            info.putMetadata("participant", participant);
        }
        if (api == Api.LEDGER) {
            info.putMetadata("tid", requestId);
            if (!metadata.containsKey("definite_answer")) {
                info.putMetadata("definite_answer", "false");
            }
        }
        return info.build();
    }

    private static RetryInfo retryInfo(Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(delay.getSeconds())
                        .setNanos(delay.getNano()))
                .build();
    }

    private static String redaction(Api api, String requestId) {
        String correlation = api == Api.LEDGER ? requestId : "<no-correlation-id>";
        String trace = api == Api.LEDGER ? requestId : "<no-tid>";
        return "An error occurred. Please contact the operator and inquire about the request " + correlation
                + " with tid " + trace;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + "...";
    }
}
