package io.partita.core.statefile;

import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.codec.EventCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Sha256;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One entry as one line. The hash is the last field and covers the exact bytes before it, so that any changed byte is
 * found, and the hash of the line before, so that no line can be taken out.
 */
final class JournalText {

    private static final String NAME = "journal.ndjson";
    private static final String HASH = ",\"hash\":\"";
    private static final int TAIL = HASH.length() + 64 + 2;

    /** An entry without its own hash. */
    private record Open(long sequence, Instant time, String previous, List<JournalEvent> events) {}

    private static final Shape<Open> OPEN = Shape.of(Open.class, "journal-entry", table -> {
        var sequence = table.field("sequence", Codecs.COUNT, Open::sequence);
        var time = table.field("time", INSTANT, Open::time);
        var previous = table.field("previous", TEXT, Open::previous);
        var events = table.field("events", Codecs.filledList(EventCodecs.EVENT), Open::events);
        return read -> new Open(sequence.in(read), time.in(read), previous.in(read), events.in(read));
    });

    private JournalText() {}

    /** The hash that the first line names as the one before. */
    static String genesis(String lineage) {
        return Sha256.of("partita journal of " + lineage);
    }

    /** The line of an entry, without its end. */
    static JournalLines.Line write(long sequence, Instant time, String previous, List<JournalEvent> events) {
        String open = OPEN.line(new Open(sequence, time, previous, events));
        String hash = Sha256.of(open);
        String text = open.substring(0, open.length() - 1) + HASH + hash + "\"}";
        return new JournalLines.Line(text, new JournalEntry(sequence, time, hash, events));
    }

    /** The entry; what is wrong when a byte is not what was written, or when it does not follow the entry before. */
    static Checked<JournalEntry> read(String line, long sequence, String previous) {
        int end = line.length() - TAIL;
        if (end < 1 || !line.startsWith(HASH, end) || !line.endsWith("\"}")) {
            return damaged("it does not end with its hash");
        }
        String hash = line.substring(end + HASH.length(), line.length() - 2);
        String open = line.substring(0, end) + "}";
        if (!Sha256.of(open).equals(hash)) {
            return damaged("its hash is not that of its text");
        }
        return OPEN.read(open.getBytes(StandardCharsets.UTF_8), NAME).then(entry -> {
            if (entry.sequence() != sequence) {
                return damaged("its number is " + entry.sequence() + ", not " + sequence);
            }
            if (!entry.previous().equals(previous)) {
                return damaged(
                        sequence == 1 ? "it begins another state's journal" : "it does not follow the line before");
            }
            return Checked.of(new JournalEntry(sequence, entry.time(), hash, entry.events()));
        });
    }

    private static Checked<JournalEntry> damaged(String why) {
        return Checked.failed(Diagnostic.error("journal-damaged", why));
    }

    /** What a damaged line seems to say, for people who look for it; empty when it is not even JSON. */
    static String glimpse(String line) {
        return parsed(line).flatMap(json -> json.member("events")).map(JsonValue::items).orElse(List.of()).stream()
                .flatMap(event -> event.member("event").flatMap(JsonValue::asText).stream()
                        .map(word -> word
                                + event.member("step")
                                        .flatMap(JsonValue::asText)
                                        .map(step -> " " + step)
                                        .orElse("")))
                .collect(Collectors.joining(", "));
    }

    /** How every line begins that can be number {@code sequence}. */
    static String beginning(long sequence) {
        return "{\"sequence\":" + sequence + ",\"time\":\"";
    }

    /** The hash that a first line names as the one before; only to look at a journal whose lineage is lost. */
    static Optional<String> previous(String line) {
        return parsed(line).flatMap(json -> json.member("previous")).flatMap(JsonValue::asText);
    }

    private static Optional<JsonValue> parsed(String line) {
        return JsonParsing.parse(line.getBytes(StandardCharsets.UTF_8), NAME).optional();
    }
}
