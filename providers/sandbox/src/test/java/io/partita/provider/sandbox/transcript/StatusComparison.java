package io.partita.provider.sandbox.transcript;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.partita.testkit.recording.RecordedStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares how two calls ended: code, error code and category, cause, and the details that a client may use. */
final class StatusComparison {

    private static final Pattern CANTON = Pattern.compile("([A-Z0-9_]+)\\((\\d+),(.+?)\\): (.*)", Pattern.DOTALL);

    private final Comparison comparison;

    StatusComparison(Comparison comparison) {
        this.comparison = comparison;
    }

    void compare(RecordedStatus recorded, Exchange found) {
        io.grpc.Status status = found.status();
        comparison.equal("status.code", recorded.name(), status.getCode().name());
        String message = status.getDescription() == null ? "" : status.getDescription();
        Matcher left = CANTON.matcher(recorded.message());
        Matcher right = CANTON.matcher(message);
        if (left.matches() && right.matches()) {
            comparison.equal("status.error", left.group(1), right.group(1));
            comparison.equal("status.category", left.group(2), right.group(2));
            comparison.equal(
                    "status.id", left.group(3).equals("0"), right.group(3).equals("0"));
            if (left.group(1).equals(right.group(1))) {
                comparison.prose("status.cause", left.group(4), right.group(4));
            }
        } else {
            comparison.prose("status.message", recorded.message(), message);
        }
        details(decoded(recorded), StatusProto.fromStatusAndTrailers(status, found.trailers()));
    }

    private static Status decoded(RecordedStatus recorded) {
        return recorded.serialized()
                .map(bytes -> {
                    try {
                        return Status.parseFrom(bytes.bytes());
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .orElse(Status.getDefaultInstance());
    }

    private void details(Status recorded, Status found) {
        comparison.equal("details", types(recorded), types(found));
        for (Any detail : recorded.getDetailsList()) {
            for (Any other : found.getDetailsList()) {
                if (detail.getTypeUrl().equals(other.getTypeUrl())) {
                    detail(detail, other);
                }
            }
        }
    }

    private static List<String> types(Status status) {
        return status.getDetailsList().stream()
                .map(detail -> detail.getTypeUrl().replaceFirst(".*\\.", ""))
                .sorted()
                .toList();
    }

    private void detail(Any recorded, Any found) {
        if (recorded.is(ErrorInfo.class)) {
            info(unpacked(recorded, ErrorInfo.class), unpacked(found, ErrorInfo.class));
        } else if (recorded.is(RetryInfo.class)) {
            comparison.message(
                    "details.RetryInfo", unpacked(recorded, RetryInfo.class), unpacked(found, RetryInfo.class));
        } else if (recorded.is(ResourceInfo.class)) {
            ResourceInfo left = unpacked(recorded, ResourceInfo.class);
            ResourceInfo right = unpacked(found, ResourceInfo.class);
            comparison.equal("details.ResourceInfo.type", left.getResourceType(), right.getResourceType());
            comparison.prose("details.ResourceInfo.name", left.getResourceName(), right.getResourceName());
        } else {
            comparison.equal(
                    "details.RequestInfo",
                    unpacked(recorded, RequestInfo.class).getRequestId().isEmpty(),
                    unpacked(found, RequestInfo.class).getRequestId().isEmpty());
        }
    }

    private void info(ErrorInfo recorded, ErrorInfo found) {
        comparison.equal("details.ErrorInfo.reason", recorded.getReason(), found.getReason());
        comparison.equal("details.ErrorInfo.domain", recorded.getDomain(), found.getDomain());
        TreeMap<String, String> left = new TreeMap<>(recorded.getMetadataMap());
        TreeMap<String, String> right = new TreeMap<>(found.getMetadataMap());
        comparison.equal("details.ErrorInfo.metadata", new TreeSet<>(left.keySet()), new TreeSet<>(right.keySet()));
        left.forEach((key, value) -> {
            if (right.containsKey(key) && !key.equals("tid")) {
                comparison.prose("details.ErrorInfo.metadata{" + key + "}", value, right.get(key));
            }
        });
    }

    private static <M extends Message> M unpacked(Any any, Class<M> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
