package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The end of a call.
 *
 * @param code the number of the gRPC status
 * @param name of the code, such as {@code NOT_FOUND}
 * @param message empty on success
 * @param details the decoded parts of the error; none when it is redacted or plain
 * @param serialized the {@code google.rpc.Status} of the trailer {@code grpc-status-details-bin}
 */
public record RecordedStatus(
        int code, String name, String message, List<Detail> details, Optional<RecordedStatus.Serialized> serialized) {

    public RecordedStatus {
        details = List.copyOf(details);
    }

    public boolean isOk() {
        return code == 0;
    }

    /** The first detail of a type, by its simple name such as {@code ErrorInfo}. */
    public Optional<Detail> detail(String simpleName) {
        return details.stream()
                .filter(detail -> detail.type().endsWith("." + simpleName))
                .findFirst();
    }

    /**
     * @param type full name of the message type
     * @param json its protojson, with the {@code @type} that names it
     */
    public record Detail(String type, JsonNode json) {}

    /** Serialised bytes, in the base64 of the recording. */
    public record Serialized(String base64) {

        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }
}
