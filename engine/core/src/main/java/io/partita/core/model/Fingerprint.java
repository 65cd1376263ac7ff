package io.partita.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key fingerprint or namespace: lower-case hex of a SHA-256 multihash, {@code 1220} and 64 digits (Canton's identifier syntax).
 *
 * @param hex 68 characters
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {

    private static final Pattern SYNTAX = Pattern.compile("1220[0-9a-f]{64}");

    public Fingerprint {
        if (!SYNTAX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a fingerprint: " + hex);
        }
    }

    /** Empty when the text is not a fingerprint. */
    public static Optional<Fingerprint> parse(String text) {
        return SYNTAX.matcher(text).matches() ? Optional.of(new Fingerprint(text)) : Optional.empty();
    }

    /** The first twelve digits and three dots, for people only; never parsed. */
    public String abbreviated() {
        return hex.substring(0, 12) + "...";
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
