package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A party's full id.
 *
 * @param uid the unique identifier
 */
public record PartyId(UniqueIdentifier uid) implements Comparable<PartyId> {

    public PartyId {
        Objects.requireNonNull(uid, "uid");
    }

    /** @throws IllegalArgumentException when the text is not a full id; for text of people use {@link #parse} */
    public static PartyId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a full id: " + text));
    }

    /** Empty when the text is not a full id. */
    public static Optional<PartyId> parse(String text) {
        return UniqueIdentifier.parse(text).map(PartyId::new);
    }

    public Fingerprint namespace() {
        return uid.namespace();
    }

    /** Short form for people; never parsed. */
    public String abbreviated() {
        return uid.abbreviated();
    }

    /** By hand, as the hash is: what Java makes for a record takes ten times as long, and maps of all parties ask for it. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PartyId id && uid.equals(id.uid);
    }

    @Override
    public int hashCode() {
        return uid.hashCode();
    }

    @Override
    public int compareTo(PartyId other) {
        return uid.compareTo(other.uid);
    }

    @Override
    public String toString() {
        return uid.toString();
    }
}
