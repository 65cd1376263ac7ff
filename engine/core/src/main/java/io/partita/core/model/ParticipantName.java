package io.partita.core.model;

/**
 * The name that a declaration gives to a participant; local to the declaration, unlike its {@link ParticipantId}.
 *
 * @param name a letter, then letters, digits, underscores or minus signs
 */
public record ParticipantName(String name) implements Comparable<ParticipantName> {

    private static final int LONGEST = 100;

    public ParticipantName {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a participant name: " + name);
        }
    }

    /** By hand, because every host of every party is written with one. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int index = 1; index < text.length(); index++) {
            char each = text.charAt(index);
            if (!isLetter(each) && !(each >= '0' && each <= '9') && each != '_' && each != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
    }

    /** By hand, as for {@link PartyId}. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ParticipantName named && name.equals(named.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(ParticipantName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
