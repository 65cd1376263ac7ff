package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One recorded scenario: what a client asked a network of three participants, and what the nodes answered.
 *
 * @param header the network and when it was recorded
 * @param notes the steps of the procedure, in order
 * @param calls in the order of their start; calls may overlap
 */
public record Recording(Header header, List<Note> notes, List<RecordedCall> calls) {

    public Recording {
        notes = List.copyOf(notes);
        calls = List.copyOf(calls);
    }

    /** The calls of a method, by its full name without a leading slash. */
    public Stream<RecordedCall> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method));
    }

    @Override
    public String toString() {
        return "pv" + header.protocolVersion() + "/" + header.scenario();
    }

    /**
     * @param protocolVersion of the synchronizer, 34 or 35
     * @param decisionTimeout confirmation response timeout and mediator reaction timeout together
     * @param synchronizerId the logical one
     * @param participants name to uid, without the prefix {@code PAR::}
     * @param startedAt the origin of all the other times of the recording
     */
    public record Header(
            String scenario,
            String title,
            String release,
            int protocolVersion,
            Duration decisionTimeout,
            String synchronizerAlias,
            String synchronizerId,
            String physicalSynchronizerId,
            SortedMap<String, String> participants,
            Instant startedAt) {

        public Header {
            participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        }
    }

    /**
     * @param seq shares its numbers with the calls: the note comes before the call with the next number
     * @param start since the start of the recording
     * @param data values of the step that its text does not hold, mostly absent
     */
    public record Note(int seq, Duration start, String text, Optional<JsonNode> data) {}
}
