package io.partita.core.state;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a run within its state folder; also the name of its folder.
 *
 * @param id UTC start and a random tail, such as {@code 20260102-030405-1f3a9c}: sorts by start
 */
public record RunId(String id) implements Comparable<RunId> {

    private static final Pattern SYNTAX = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}");

    public RunId {
        if (!SYNTAX.matcher(id).matches()) {
            throw new IllegalArgumentException("not a run id: " + id);
        }
    }

    /** Empty when the text is not a run id. */
    public static Optional<RunId> parse(String text) {
        return SYNTAX.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(RunId other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
