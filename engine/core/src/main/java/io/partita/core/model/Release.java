package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A participant's release as it reports it; only major, minor and patch are compared, suffixes such as
 * {@code -SNAPSHOT} are not.
 *
 * @param text as reported
 * @param major 3
 * @param minor 4, 5, …
 * @param patch 0, 1, …
 */
public record Release(String text, int major, int minor, int patch) {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-.+].*)?");

    public Release {
        Objects.requireNonNull(text, "text");
    }

    /** Empty when the text does not start with a version number. */
    public static Optional<Release> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(
                new Release(text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch));
    }

    public boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /**
     * Whether this is a build on the way to the release whose numbers it has, such as {@code 3.4.9-SNAPSHOT} or
     * {@code 3.4.9-rc1}: it may lack what the release has.
     */
    public boolean isPreRelease() {
        return text.indexOf('-') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
