package io.partita.provider.sandbox.wire;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.ResourceInfo;
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
 * @param resource what the ResourceInfo names, where there is one
 */
public record CantonError(
        String code,
        ErrorCategory category,
        String cause,
        SortedMap<String, String> metadata,
        Optional<CantonError.Named> resource) {

    /** What is missing, where an error names it: a kind such as {@code OFFSET}, and which one. */
    public record Named(String kind, String name) {}

    private static final String DEFINITE = "definite_answer";

    private static final int LONGEST_CAUSE = 512;

    /** On both APIs: the ids of the request are left out, too. */
    private static final String REDACTION = "An error occurred. Please contact the operator and inquire about the"
            + " request <no-correlation-id> with tid <no-tid>";

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
        return new CantonError(code, category, cause, more, resource);
    }

    /**
     * The same error without the entry that says whether the answer is definite, which most errors of the Ledger API
     * have.
     */
    public CantonError indefinite() {
        return with(DEFINITE, "");
    }

    /** The same error about something that it names. */
    public CantonError about(String kind, String name) {
        return new CantonError(code, category, cause, metadata, Optional.of(new Named(kind, name)));
    }

    /** The same error under another code. */
    public CantonError as(String otherCode) {
        return new CantonError(otherCode, category, cause, metadata, resource);
    }

    /** The description of the gRPC status. */
    public String text(String id) {
        return code + "(" + category.number() + "," + id + "): " + shortened(cause);
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
                    status.setMessage(REDACTION).build());
        }
        String id = api == Api.LEDGER ? requestId.substring(0, 8) : "0";
        status.setMessage(text(id));
        status.addDetails(Any.pack(errorInfo(api, participant, requestId)));
        category.retry().ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
        if (api == Api.LEDGER) {
            status.addDetails(
                    Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build()));
        }
        resource.ifPresent(named -> status.addDetails(Any.pack(ResourceInfo.newBuilder()
                .setResourceType(named.kind())
                .setResourceName(named.name())
                .build())));
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
            info.putMetadata(DEFINITE, metadata.getOrDefault(DEFINITE, "false"));
        }
        if (info.getMetadataOrDefault(DEFINITE, "").isEmpty()) {
            info.removeMetadata(DEFINITE);
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

    private static String shortened(String text) {
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + "...";
    }
}
