package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.partita.testkit.recording.RecordedCall.Api;
import io.partita.testkit.recording.RecordedCall.Kind;
import io.partita.testkit.recording.RecordedStatus.Detail;
import io.partita.testkit.recording.RecordedStatus.Serialized;
import io.partita.testkit.recording.Recording.Header;
import io.partita.testkit.recording.Recording.Note;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the lines of a recording: a header, then notes and calls. What it does not expect, it refuses. */
final class RecordingReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FORMAT = 1;
    private static final String STATUS_TRAILER = "grpc-status-details-bin";

    private RecordingReader() {}

    static Recording read(BufferedReader lines) throws IOException {
        var header = header(required(JSON.readTree(lines.readLine()), "type", "header"));
        var notes = new ArrayList<Note>();
        var calls = new ArrayList<RecordedCall>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var node = JSON.readTree(line);
            switch (text(node, "type")) {
                case "note" -> notes.add(note(node));
                case "call" -> calls.add(call(node));
                default -> throw new IOException("a recording has no line of type " + text(node, "type"));
            }
        }
        return new Recording(header, notes, calls);
    }

    private static Header header(JsonNode node) throws IOException {
        if (node.required("format").intValue() != FORMAT) {
            throw new IOException("the format of the recording is not " + FORMAT);
        }
        var participants = new TreeMap<String, String>();
        node.required("participants")
                .properties()
                .forEach(entry ->
                        participants.put(entry.getKey(), entry.getValue().textValue()));
        return new Header(
                text(node, "scenario"),
                text(node, "title"),
                text(node, "canton"),
                Integer.parseInt(text(node, "protocolVersion")),
                Duration.ofSeconds(node.required("decisionTimeoutSeconds").longValue()),
                text(node, "synchronizerAlias"),
                text(node, "synchronizerId"),
                text(node, "physicalSynchronizerId"),
                participants,
                Instant.parse(text(node, "startedAt")));
    }

    private static Note note(JsonNode node) {
        return new Note(
                node.required("seq").intValue(), millis(node, "startMs"), text(node, "text"), optional(node, "data"));
    }

    private static RecordedCall call(JsonNode node) {
        return new RecordedCall(
                node.required("seq").intValue(),
                millis(node, "startMs"),
                millis(node, "durationMs"),
                text(node, "node"),
                Api.valueOf(constant(node, "api")),
                text(node, "method"),
                Kind.valueOf(constant(node, "kind")),
                optional(node, "note").map(JsonNode::textValue),
                millis(node, "deadlineMs"),
                messages(node.required("requests")),
                messages(node.required("responses")),
                status(node),
                trailers(node.required("trailers")),
                optional(node, "@acs"));
    }

    private static List<RecordedMessage> messages(JsonNode nodes) {
        return elements(nodes).map(RecordingReader::message).toList();
    }

    private static RecordedMessage message(JsonNode node) {
        var at = millis(node, "atMs");
        var json = optional(node, "json");
        if (node.path("truncated").booleanValue()) {
            return new RecordedMessage.Truncated(at, node.required("length").intValue(), text(node, "sha256"), json);
        }
        var bytes = Base64.getDecoder().decode(text(node, "b64"));
        return new RecordedMessage.Complete(at, ByteBuffer.wrap(bytes), json);
    }

    private static RecordedStatus status(JsonNode call) {
        var node = call.required("status");
        var details = elements(call.path("errorDetails").path("details"))
                .map(detail -> new Detail(typeName(text(detail, "@type")), detail))
                .toList();
        var serialized = optional(call.required("trailers"), STATUS_TRAILER)
                .map(values -> new Serialized(values.required(0).textValue()));
        return new RecordedStatus(
                node.required("code").intValue(), text(node, "name"), text(node, "message"), details, serialized);
    }

    private static SortedMap<String, List<String>> trailers(JsonNode node) {
        var trailers = new TreeMap<String, List<String>>();
        node.properties()
                .forEach(entry -> trailers.put(
                        entry.getKey(),
                        elements(entry.getValue()).map(JsonNode::textValue).toList()));
        return trailers;
    }

    private static String typeName(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Optional<JsonNode> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    private static JsonNode required(JsonNode node, String field, String value) throws IOException {
        if (!value.equals(text(node, field))) {
            throw new IOException("a recording begins with a line of type " + value);
        }
        return node;
    }

    private static Duration millis(JsonNode node, String field) {
        return Duration.ofMillis(node.required(field).longValue());
    }

    private static String constant(JsonNode node, String field) {
        return text(node, field).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }
}
