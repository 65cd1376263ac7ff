package io.partita.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Keeps the texts of a few values that are met again and again. */
final class SharedText<T> extends Codec<T> {

    /** A power of two. */
    private static final int KEPT = 64;

    private final Codec<T> codec;

    /** By identity. Threads may overwrite what others have put there: each of them is complete and true. */
    private final Known[] known = new Known[KEPT];

    /**
     * A value that was met.
     *
     * @param text null when it was met once: most values are not met again
     */
    private record Known(Object value, SerializableString text) {}

    SharedText(Codec<T> codec) {
        this.codec = codec;
    }

    @Override
    void write(T value, JsonGenerator out) throws IOException {
        int at = System.identityHashCode(value) & KEPT - 1;
        Known met = known[at];
        if (met == null || met.value != value) {
            known[at] = new Known(value, null);
            codec.write(value, out);
            return;
        }
        if (met.text == null) {
            met = new Known(value, text(value));
            known[at] = met;
        }
        out.writeRawValue(met.text);
    }

    private SerializableString text(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.line(value, bytes);
        return new SerializedString(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    Optional<T> read(JsonValue json, Reading reading) {
        return codec.read(json, reading);
    }

    @Override
    Map<String, Object> schema(Definitions definitions) {
        return codec.schema(definitions);
    }
}
