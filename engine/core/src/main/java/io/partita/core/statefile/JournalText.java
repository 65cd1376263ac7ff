package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry as one line. The hash is the last field and covers the exact bytes before it, so that any changed byte is found, and the hash of the line before, so that no line can be
 * taken out.
 */
final class JournalText {

    private static final String HASH = ",\"hash\":\"";
    private static final int TAIL = HASH.length() + 64 + 2;

    private JournalText() {}

    /** The hash that the first line names as the one before. */
    static String genesis(String lineage) {
        return Sha256.of("partita journal of " + lineage);
    }

    /** The line of an entry, without its end. */
    static Line write(long sequence, Instant time, String previous, List<JournalEvent> events) {
        ObjectNode node = CanonicalJson.object()
                .put("sequence", sequence)
                .put("time", time.toString())
                .put("previous", previous);
        ArrayNode list = node.putArray("events");
        events.forEach(event -> list.add(EventText.write(event)));
        String open = CanonicalJson.line(node);
        String hash = Sha256.of(open);
        String text = open.substring(0, open.length() - 1) + HASH + hash + "\"}";
        return new Line(text, new JournalEntry(sequence, time, hash, events));
    }

    /** @throws Malformed when a byte is wrong, or when it does not follow the entry before */
    static JournalEntry read(String line, long sequence, String previous) throws Malformed {
        int end = line.length() - TAIL;
        if (end < 1 || !line.startsWith(HASH, end) || !line.endsWith("\"}")) {
            throw new Malformed("it does not end with its hash");
        }
        String hash = line.substring(end + HASH.length(), line.length() - 2);
        if (!Sha256.of(line.substring(0, end) + "}").equals(hash)) {
            throw new Malformed("its hash is not that of its text");
        }
        JsonObject json = CanonicalJson.parse(line);
        if (json.number("sequence") != sequence) {
            throw new Malformed("its number is " + json.number("sequence") + ", not " + sequence);
        }
        if (!json.text("previous").equals(previous)) {
            throw new Malformed(
                    sequence == 1 ? "it begins another state's journal" : "it does not follow the line before");
        }
        List<JournalEvent> events = new ArrayList<>();
        for (JsonObject event : json.objects("events")) {
            events.add(EventText.read(event));
        }
        if (events.isEmpty()) {
            throw new Malformed("it says nothing");
        }
        return new JournalEntry(sequence, json.time("time"), hash, events);
    }

    /** What a damaged line seems to say, for people who look for it; empty when it is not even JSON. */
    static String glimpse(String line) {
        try {
            List<String> words = new ArrayList<>();
            for (JsonObject event : CanonicalJson.parse(line).objects("events")) {
                words.add(event.text("event")
                        + event.optionalText("step").map(step -> " " + step).orElse(""));
            }
            return String.join(", ", words);
        } catch (Malformed unreadable) {
            return "";
        }
    }

    /** How every line begins that can be number {@code sequence}. */
    static String beginning(long sequence) {
        return "{\"sequence\":" + sequence + ",\"time\":\"";
    }

    /** The hash that a first line names as the one before; only to look at a journal whose lineage is lost. */
    static String previous(String line) throws Malformed {
        return CanonicalJson.parse(line).text("previous");
    }

    /** An entry with its text. */
    record Line(String text, JournalEntry entry) {}
}
