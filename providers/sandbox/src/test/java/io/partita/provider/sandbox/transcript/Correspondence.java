package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What of the recording is what in the sandbox: identifiers, times and offsets, learned from the answers. Two recorded
 * values never become one, and one never becomes two; times and offsets keep their order.
 */
final class Correspondence {

    /** Times that lie exactly so far apart in a recording do so by a rule: topology change delay, decision timeout. */
    private static final List<Long> FIXED_DISTANCES = List.of(250_000L, 10_000_000L);

    /** Parts of texts that name something: UUIDs, times, hexadecimal ids and their abbreviations. */
    private static final Pattern NAMES = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + "|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"
            + "|[0-9a-f]{8,}\\.\\.\\."
            + "|(?<=::)[0-9a-f]{8,}"
            + "|[0-9a-f]{16,}");

    /** An offset that much beyond all that is known is meant to be beyond all there is. */
    private static final long NEIGHBOURHOOD = 1_000;

    private static final int PACKAGE_ID_LENGTH = 64;

    private final long begin;
    private final Map<String, String> names;
    private final Map<String, String> back;
    private final TreeMap<Long, Long> times;
    private final Map<String, TreeMap<Long, Long>> offsets;
    private final Map<String, TreeMap<Long, Long>> ends;

    private Correspondence(
            long begin,
            Map<String, String> names,
            Map<String, String> back,
            TreeMap<Long, Long> times,
            Map<String, TreeMap<Long, Long>> offsets,
            Map<String, TreeMap<Long, Long>> ends) {
        this.begin = begin;
        this.names = names;
        this.back = back;
        this.times = times;
        this.offsets = offsets;
        this.ends = ends;
    }

    /** Nothing is known yet; what lies before {@code start} belongs to no scenario. */
    static Correspondence since(Instant start) {
        return new Correspondence(
                DrivenTime.micros(start),
                new HashMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new HashMap<>());
    }

    /** The same knowledge, to try something out. */
    Correspondence copy() {
        return new Correspondence(
                begin, new HashMap<>(names), new HashMap<>(back), new TreeMap<>(times), copy(offsets), copy(ends));
    }

    private static Map<String, TreeMap<Long, Long>> copy(Map<String, TreeMap<Long, Long>> all) {
        Map<String, TreeMap<Long, Long>> copies = new HashMap<>();
        all.forEach((node, known) -> copies.put(node, new TreeMap<>(known)));
        return copies;
    }

    /** Takes over what a successful trial has learned. */
    void adopt(Correspondence trial) {
        names.putAll(trial.names);
        back.putAll(trial.back);
        times.putAll(trial.times);
        offsets.putAll(trial.offsets);
        ends.putAll(trial.ends);
    }

    /** Whether a time of the recording lies before its scenario. */
    boolean earlier(long recorded) {
        return recorded < begin;
    }

    /** Learns, or checks, that a recorded name is this one in the sandbox. */
    boolean name(String recorded, String found) {
        String known = names.get(recorded);
        if (known != null) {
            return known.equals(found);
        }
        if (back.containsKey(found) || recorded.length() == PACKAGE_ID_LENGTH && !recorded.equals(found)) {
            return false;
        }
        names.put(recorded, found);
        back.put(found, recorded);
        return true;
    }

    /** As {@link #name(String, String)}, for the names in bytes: hashes, keys, signatures. */
    boolean name(ByteString recorded, ByteString found) {
        return recorded.isEmpty() == found.isEmpty() && name(hex(recorded), hex(found));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** Whether two texts say the same, name for name; learns names that it meets for the first time. */
    boolean text(String recorded, String found) {
        List<MatchResult> left = NAMES.matcher(recorded).results().toList();
        List<MatchResult> right = NAMES.matcher(found).results().toList();
        if (!NAMES.matcher(recorded)
                .replaceAll("<>")
                .equals(NAMES.matcher(found).replaceAll("<>"))) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!part(left.get(i).group(), right.get(i).group())) {
                return false;
            }
        }
        return true;
    }

    private boolean part(String recorded, String found) {
        if (recorded.endsWith("Z") && recorded.contains("T")) {
            return found.endsWith("Z") && found.contains("T");
        }
        if (recorded.endsWith("...")) {
            Optional<String> whole = abbreviated(recorded);
            return found.endsWith("...") && whole.map(found::equals).orElse(true);
        }
        return name(recorded, found);
    }

    private Optional<String> abbreviated(String recorded) {
        int length = recorded.length() - 3;
        String start = recorded.substring(0, length);
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .map(entry -> entry.getValue()
                                .substring(0, Math.min(length, entry.getValue().length())) + "...")
                .findFirst();
    }

    /** A recorded text in the words of the sandbox; names that are not known stay as they are. */
    String translated(String recorded) {
        return NAMES.matcher(recorded).replaceAll(match -> translatedName(match.group()));
    }

    private String translatedName(String recorded) {
        if (recorded.endsWith("...")) {
            return abbreviated(recorded).orElse(recorded);
        }
        if (names.containsKey(recorded)) {
            return names.get(recorded);
        }
        return abbreviated(recorded + "...")
                .map(whole -> whole.substring(0, whole.length() - 3))
                .orElse(recorded);
    }

    /** A recorded text that is one name. */
    String translatedWhole(String recorded) {
        return names.getOrDefault(recorded, recorded);
    }

    /** As {@link #translated(String)}, for names in bytes. */
    Optional<ByteString> translated(ByteString recorded) {
        return Optional.ofNullable(names.get(hex(recorded)))
                .map(found -> ByteString.copyFrom(HexFormat.of().parseHex(found)));
    }

    /** Learns, or checks, a time in microseconds. */
    boolean time(long recorded, long found) {
        if (earlier(recorded)) {
            return true;
        }
        Long known = times.get(recorded);
        if (known != null) {
            return known == found;
        }
        Map.Entry<Long, Long> before = times.lowerEntry(recorded);
        Map.Entry<Long, Long> after = times.higherEntry(recorded);
        boolean ordered =
                (before == null || before.getValue() <= found) && (after == null || found <= after.getValue());
        boolean distant = FIXED_DISTANCES.stream()
                .allMatch(distance -> distance(recorded, found, distance) && distance(recorded, found, -distance));
        if (ordered && distant) {
            times.put(recorded, found);
        }
        return ordered && distant;
    }

    private boolean distance(long recorded, long found, long distance) {
        Long other = times.get(recorded + distance);
        return other == null || other - found == distance;
    }

    /**
     * A recorded time in the sandbox, whose clock is the recording's: a time that nobody was told of keeps its distance
     * to the known one before it, and stays before the known one after it.
     */
    long translatedTime(long recorded) {
        Map.Entry<Long, Long> before = times.floorEntry(recorded);
        Map.Entry<Long, Long> after = times.higherEntry(recorded);
        if (earlier(recorded) || before == null) {
            return recorded;
        }
        long kept = before.getValue() + recorded - before.getKey();
        return after == null ? kept : Math.min(kept, after.getValue() - 1);
    }

    /** Learns, or checks, the offset of something that a client saw on a node. */
    boolean offset(String node, long recorded, long found) {
        TreeMap<Long, Long> known = offsets.computeIfAbsent(node, fresh -> new TreeMap<>());
        if (recorded <= 0 || found <= 0) {
            return recorded == found;
        }
        if (known.containsKey(recorded)) {
            return known.get(recorded) == found;
        }
        Map.Entry<Long, Long> before = known.lowerEntry(recorded);
        Map.Entry<Long, Long> after = known.higherEntry(recorded);
        boolean ordered = (before == null || before.getValue() < found) && (after == null || found < after.getValue());
        if (ordered) {
            known.put(recorded, found);
        }
        return ordered;
    }

    /**
     * Learns, or checks, an end: it moves without visible updates, differently in every network, but what was before it
     * stays before it.
     */
    boolean end(String node, long recorded, long found) {
        if (recorded <= 0 || found <= 0) {
            return recorded == found;
        }
        TreeMap<Long, Long> seen = offsets.computeIfAbsent(node, fresh -> new TreeMap<>());
        Map.Entry<Long, Long> before = seen.floorEntry(recorded);
        Map.Entry<Long, Long> after = seen.higherEntry(recorded);
        boolean ordered = (before == null || before.getValue() <= found) && (after == null || found < after.getValue());
        if (ordered) {
            ends.computeIfAbsent(node, fresh -> new TreeMap<>()).put(recorded, found);
        }
        return ordered;
    }

    /** A recorded offset in the sandbox: that of the same update, of the same end, or of their neighbours. */
    long translatedOffset(String node, long recorded) {
        List<TreeMap<Long, Long>> all = new ArrayList<>();
        all.add(ends.getOrDefault(node, new TreeMap<>()));
        all.add(offsets.getOrDefault(node, new TreeMap<>()));
        TreeMap<Long, Long> known = new TreeMap<>();
        all.forEach(known::putAll);
        Map.Entry<Long, Long> after = known.ceilingEntry(recorded);
        Map.Entry<Long, Long> before = known.floorEntry(recorded);
        if (recorded <= 0 || known.isEmpty() || after == null && recorded - before.getKey() > NEIGHBOURHOOD) {
            return recorded;
        }
        return after != null
                ? Math.max(1, after.getValue() - (after.getKey() - recorded))
                : before.getValue() + recorded - before.getKey();
    }
}
