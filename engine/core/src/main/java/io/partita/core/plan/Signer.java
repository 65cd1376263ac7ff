package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import java.util.Objects;
import java.util.Optional;

/** Whose signature it is, and how it is had. */
public sealed interface Signer {

    Kind kind();

    /** The namespace for which the signature counts: a participant's own, or that of an owner of the party's. */
    Fingerprint namespace();

    /** The participant that holds the key; empty when the key is elsewhere. */
    Optional<ParticipantName> participant();

    /** Where its signature is given, or looked for. */
    default Place place() {
        return switch (kind()) {
            case PARTICIPANT -> new Place.At(((AtParticipant) this).name());
            case OUTSIDE -> new Place.Outside(namespace(), ((Outside) this).reader());
        };
    }

    /** How the ids of steps name it. */
    default String label() {
        return participant().map(ParticipantName::name).orElseGet(() -> "outside-" + namespace());
    }

    /** What can sign. */
    enum Kind {
        PARTICIPANT("participant"),
        OUTSIDE("outside");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in files. */
        public String word() {
            return word;
        }
    }

    /** A key that a participant of the plan holds: it is asked to sign. */
    record AtParticipant(Fingerprint namespace, ParticipantName name) implements Signer {
        public AtParticipant {
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Kind kind() {
            return Kind.PARTICIPANT;
        }

        @Override
        public Optional<ParticipantName> participant() {
            return Optional.of(name);
        }
    }

    /**
     * A key that nobody of the plan reaches: its owner signs by other means, and the topology shows it.
     *
     * @param reader the participant in whose view the signature is looked for
     */
    record Outside(Fingerprint namespace, ParticipantName reader) implements Signer {
        public Outside {
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(reader, "reader");
        }

        @Override
        public Kind kind() {
            return Kind.OUTSIDE;
        }

        @Override
        public Optional<ParticipantName> participant() {
            return Optional.empty();
        }
    }
}
