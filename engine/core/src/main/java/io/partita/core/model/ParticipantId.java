package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A participant's id as the topology names it, without the prefix {@code PAR::}.
 *
 * @param uid the unique identifier
 */
public record ParticipantId(UniqueIdentifier uid) implements Comparable<ParticipantId> {

    public ParticipantId {
        Objects.requireNonNull(uid, "uid");
    }

    /** @throws IllegalArgumentException when the text is not a full id; for text of people use {@link #parse} */
    public static ParticipantId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a full id: " + text));
    }

    /** Empty when the text is not a full id. */
    public static Optional<ParticipantId> parse(String text) {
        return UniqueIdentifier.parse(text).map(ParticipantId::new);
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
        return this == other || other instanceof ParticipantId id && uid.equals(id.uid);
    }

    @Override
    public int hashCode() {
        return uid.hashCode();
    }

    @Override
    public int compareTo(ParticipantId other) {
        return uid.compareTo(other.uid);
    }

    @Override
    public String toString() {
        return uid.toString();
    }
}
