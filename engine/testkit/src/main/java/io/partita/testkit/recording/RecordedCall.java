package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One gRPC call as a proxy between client and node saw it.
 *
 * @param seq the order within the recording, by start
 * @param start since the start of the recording
 * @param duration upper bound: the machine of the recording was busy
 * @param node {@code participant1} to {@code participant3}, {@code sequencer1} or {@code mediator1}
 * @param method full name without a leading slash
 * @param note why the call was made
 * @param deadline of the client
 * @param status how it ended; also set by the client, when it cancelled or its deadline passed
 * @param trailers without those of gRPC and HTTP; binary values in base64
 * @param acs of exports and imports: size, hash and contracts of the whole ACS file
 */
public record RecordedCall(
        int seq,
        Duration start,
        Duration duration,
        String node,
        Api api,
        String method,
        Kind kind,
        Optional<String> note,
        Duration deadline,
        List<RecordedMessage> requests,
        List<RecordedMessage> responses,
        RecordedStatus status,
        SortedMap<String, List<String>> trailers,
        Optional<JsonNode> acs) {

    public RecordedCall {
        requests = List.copyOf(requests);
        responses = List.copyOf(responses);
        trailers = Collections.unmodifiableSortedMap(new TreeMap<>(trailers));
    }

    /** Requests, then responses. */
    public Stream<RecordedMessage> messages() {
        return Stream.concat(requests.stream(), responses.stream());
    }

    /** The port that was called. Some calls went to the wrong one on purpose. */
    public enum Api {
        ADMIN,
        LEDGER
    }

    /** The kind of the method, as far as the proxy knew it. */
    public enum Kind {
        UNARY,
        CLIENT_STREAMING,
        SERVER_STREAMING,
        BIDI,
        UNKNOWN
    }
}
