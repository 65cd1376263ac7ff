package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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
            case KEY -> new Place.At(((WithKey) this).through());
            case OUTSIDE -> new Place.Outside(namespace(), ((Outside) this).reader());
        };
    }

    /** The participant that has to be connected when its signature is given; empty where partita gives none. */
    default Optional<ParticipantName> connected() {
        return switch (kind()) {
            case PARTICIPANT, KEY -> Optional.of(place().participant());
            case OUTSIDE -> Optional.empty();
        };
    }

    /** The key whose signature it is: that of its namespace, unless another is named. @param keys those of the plan */
    default Fingerprint signingKey(Function<KeyName, Fingerprint> keys) {
        return switch (kind()) {
            case PARTICIPANT -> ((AtParticipant) this).held().orElse(namespace());
            case KEY -> keys.apply(((WithKey) this).key());
            case OUTSIDE -> namespace();
        };
    }

    /** How the ids of steps name it. */
    default String label() {
        return switch (kind()) {
            case PARTICIPANT -> ((AtParticipant) this).name().name();
            case KEY -> ((WithKey) this).key().name();
            case OUTSIDE -> "outside-" + namespace();
        };
    }

    /** What can sign. */
    enum Kind {
        PARTICIPANT("participant"),
        KEY("key"),
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

    /**
     * A key that a participant of the plan holds: it is asked to sign.
     *
     * @param held the key that it holds for a namespace that is not its own; empty for its own namespace
     */
    record AtParticipant(Fingerprint namespace, ParticipantName name, Optional<Fingerprint> held) implements Signer {
        public AtParticipant {
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(held, "held");
        }

        /** For the participant's own namespace. */
        public AtParticipant(Fingerprint namespace, ParticipantName name) {
            this(namespace, name, Optional.empty());
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
     * A key of the plan that no participant holds: partita gets its signature and brings it to the network.
     *
     * @param key by its name in the plan
     * @param through the participant that takes the signed transaction; it need not host the party
     */
    record WithKey(Fingerprint namespace, KeyName key, ParticipantName through) implements Signer {
        public WithKey {
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(through, "through");
        }

        @Override
        public Kind kind() {
            return Kind.KEY;
        }

        @Override
        public Optional<ParticipantName> participant() {
            return Optional.empty();
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
