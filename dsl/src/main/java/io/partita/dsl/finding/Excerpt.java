package io.partita.dsl.finding;

import java.util.Collection;

/**
 * A piece of what a declaration says in a message: never so much that the message cannot be read, or costs more than
 * what it is about.
 */
public final class Excerpt {

    private static final int LONGEST = 40;
    private static final int MOST_NAMES = 20;

    private Excerpt() {}

    /** On one line and not too long. */
    public static String of(String text) {
        boolean cut = text.length() > LONGEST * 4;
        String line = (cut ? text.substring(0, LONGEST * 4) : text)
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= LONGEST && !cut ? line : line.substring(0, Math.min(line.length(), LONGEST)) + "…";
    }

    /** Names with commas between them; only the first when there are many. */
    public static String names(Collection<String> names) {
        String first = String.join(
                ", ", names.stream().limit(MOST_NAMES).map(Excerpt::of).toList());
        return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
