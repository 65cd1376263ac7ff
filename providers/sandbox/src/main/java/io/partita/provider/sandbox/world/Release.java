package io.partita.provider.sandbox.world;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Canton release as a node reports it, for example {@code 3.5.10}. Major and minor number decide the dialect: layout
 * of requests, services present and error codes (wire.md 1 and 6).
 *
 * @param text as reported, with its suffix if it has one
 * @param major first number
 * @param minor second number
 */
public record Release(String text, int major, int minor) implements Comparable<Release> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:[.-].*)?");

    /** The release of a world that names none. */
    public static final Release DEFAULT = new Release("3.5.10", 3, 5);

    /** The release written in {@code text}, or empty if it is none. */
    public static Optional<Release> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Release(text.strip(), Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }

    /** Whether this node speaks the dialect that came with {@code major.minor} or a later one. */
    public boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** The protocol versions that its binary speaks, sorted (wire.md 1). */
    public List<Integer> protocolVersions() {
        if (atLeast(3, 5)) {
            return List.of(34, 35);
        }
        return atLeast(3, 4) ? List.of(34) : List.of(33);
    }

    /** Whether synchronizers have physical ids in its API; before 3.4 there is only the logical one. */
    public boolean knowsPhysicalIds() {
        return atLeast(3, 4);
    }

    @Override
    public int compareTo(Release other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return text;
    }
}
