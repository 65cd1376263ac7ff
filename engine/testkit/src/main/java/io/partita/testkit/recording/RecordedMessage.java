package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A message of a call, without the frame of gRPC. */
public sealed interface RecordedMessage {

    /** Since the start of the call. */
    Duration at();

    /**
     * The protojson of the message. Names that begin with {@code @} are additions for reading, not fields. Absent where
     * the recorder did not know the type or could not decode.
     */
    Optional<JsonNode> json();

    <T> T match(Function<Complete, T> complete, Function<Truncated, T> truncated);

    /**
     * A message with all its bytes.
     *
     * @param content read-only; {@link #bytes()} is a copy of it
     */
    record Complete(Duration at, ByteBuffer content, Optional<JsonNode> json) implements RecordedMessage {

        public Complete {
            content = content.asReadOnlyBuffer();
        }

        /** A view of its own, so that a reader cannot move the position of the others. */
        @Override
        public ByteBuffer content() {
            return content.duplicate();
        }

        public byte[] bytes() {
            var bytes = new byte[content.remaining()];
            content().get(bytes);
            return bytes;
        }

        @Override
        public <T> T match(Function<Complete, T> complete, Function<Truncated, T> truncated) {
            return complete.apply(this);
        }
    }

    /**
     * A message of which only the length and the hash were kept, because it carries a large DAR or a large piece of an
     * ACS file.
     *
     * @param length in bytes
     * @param sha256 of the message, in lower-case hex
     */
    record Truncated(Duration at, int length, String sha256, Optional<JsonNode> json) implements RecordedMessage {

        @Override
        public <T> T match(Function<Complete, T> complete, Function<Truncated, T> truncated) {
            return truncated.apply(this);
        }
    }
}
