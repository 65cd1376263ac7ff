package io.partita.core.model;

import java.util.Optional;

/**
 * A key fingerprint or namespace: lower-case hex of a SHA-256 multihash, {@code 1220} and 64 digits (Canton's
 * identifier syntax).
 *
 * @param hex 68 characters
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {

    private static final int LENGTH = 68;

    public Fingerprint {
        if (!isFingerprint(hex)) {
            throw new IllegalArgumentException("not a fingerprint: " + hex);
        }
        // One text for one fingerprint: the few that a network has are compared for each of its parties.
        hex = hex.intern();
    }

    /** Empty when the text is not a fingerprint. */
    public static Optional<Fingerprint> parse(String text) {
        return isFingerprint(text) ? Optional.of(new Fingerprint(text)) : Optional.empty();
    }

    /** By hand, because a topology has as many of them as parties and hosts. */
    private static boolean isFingerprint(String text) {
        if (text.length() != LENGTH || !text.startsWith("1220")) {
            return false;
        }
        for (int index = 0; index < LENGTH; index++) {
            char digit = text.charAt(index);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** How the ids of steps name it: its first digits that differ, which no person chooses. */
    public String label() {
        return hex.substring(4, 16);
    }

    /** The first twelve digits and three dots, for people only; never parsed. */
    public String abbreviated() {
        return hex.substring(0, 12) + "...";
    }

    /** By hand, as for {@link PartyId}. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Fingerprint fingerprint && hex.equals(fingerprint.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.equals(other.hex) ? 0 : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
