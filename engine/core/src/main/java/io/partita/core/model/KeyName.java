package io.partita.core.model;

/**
 * The name that a declaration gives to a signing key which no participant holds; local to the declaration.
 *
 * @param name as that of a participant, and no participant's of the same declaration
 */
public record KeyName(String name) implements Comparable<KeyName> {

    public KeyName {
        if (!ParticipantName.isName(name)) {
            throw new IllegalArgumentException("not the name of a key: " + name);
        }
    }

    @Override
    public int compareTo(KeyName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
