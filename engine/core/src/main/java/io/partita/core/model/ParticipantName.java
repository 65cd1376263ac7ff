package io.partita.core.model;

import java.util.regex.Pattern;

/**
 * The name that a declaration gives to a participant; local to the declaration, unlike its {@link ParticipantId}.
 *
 * @param name a letter, then letters, digits, underscores or minus signs
 */
public record ParticipantName(String name) implements Comparable<ParticipantName> {

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z][A-Za-z0-9_\\-]{0,99}");

    public ParticipantName {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a participant name: " + name);
        }
    }

    public static boolean isName(String text) {
        return SYNTAX.matcher(text).matches();
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
