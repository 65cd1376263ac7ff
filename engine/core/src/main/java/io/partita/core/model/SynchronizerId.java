package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A synchronizer's logical id: stable over upgrades of its protocol version.
 *
 * @param uid the unique identifier
 */
public record SynchronizerId(UniqueIdentifier uid) implements Comparable<SynchronizerId> {

    public SynchronizerId {
        Objects.requireNonNull(uid, "uid");
    }

    /** @throws IllegalArgumentException when the text is not a full id; for text of people use {@link #parse} */
    public static SynchronizerId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a full id: " + text));
    }

    /** Empty when the text is not a full id. */
    public static Optional<SynchronizerId> parse(String text) {
        return UniqueIdentifier.parse(text).map(SynchronizerId::new);
    }

    public Fingerprint namespace() {
        return uid.namespace();
    }

    /** Short form for people; never parsed. */
    public String abbreviated() {
        return uid.abbreviated();
    }

    @Override
    public int compareTo(SynchronizerId other) {
        return uid.compareTo(other.uid);
    }

    @Override
    public String toString() {
        return uid.toString();
    }
}
