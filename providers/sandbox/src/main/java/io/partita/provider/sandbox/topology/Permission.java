package io.partita.provider.sandbox.topology;

/** What a host may do for a party, from most to least. The numbers are the same in all three APIs (wire.md 2.1). */
public enum Permission {
    SUBMISSION(1),
    CONFIRMATION(2),
    OBSERVATION(3);

    private final int number;

    Permission(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The permission with this number on the wire. */
    public static Permission of(int number) {
        for (Permission permission : values()) {
            if (permission.number == number) {
                return permission;
            }
        }
        throw new IllegalArgumentException("no permission has the number " + number);
    }

    /** Whether a host with this permission confirms. */
    public boolean confirms() {
        return this != OBSERVATION;
    }

    /** Whether this permission allows more than the other. */
    public boolean above(Permission other) {
        return number < other.number;
    }
}
