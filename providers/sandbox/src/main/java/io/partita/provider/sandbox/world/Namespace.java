package io.partita.provider.sandbox.world;

import io.partita.core.model.SigningKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Whose namespace a party of the world lives in. */
public sealed interface Namespace {

    <R> R match(Function<OfParticipant, R> participant, Function<OfKey, R> key, Function<OfOwners, R> owners);

    /**
     * That of a participant of the world, or of a key that it holds beside its own.
     *
     * @param name of the participant
     * @param key the name of the key; empty for the participant's own namespace
     */
    record OfParticipant(String name, Optional<String> key) implements Namespace {
        @Override
        public <R> R match(
                Function<OfParticipant, R> participant, Function<OfKey, R> key, Function<OfOwners, R> owners) {
            return participant.apply(this);
        }
    }

    /**
     * That of a key which no participant holds: an external party, whose mapping carries the key.
     *
     * @param key the public key
     */
    record OfKey(SigningKey key) implements Namespace {
        @Override
        public <R> R match(
                Function<OfParticipant, R> participant, Function<OfKey, R> key, Function<OfOwners, R> owners) {
            return key.apply(this);
        }
    }

    /**
     * A decentralized one.
     *
     * @param participants the owners among the participants of the world, by name
     * @param keys the owners that no participant holds
     * @param threshold how many of all these have to sign a change
     */
    record OfOwners(SortedSet<String> participants, List<SigningKey> keys, int threshold) implements Namespace {
        public OfOwners {
            participants = Collections.unmodifiableSortedSet(new TreeSet<>(participants));
            keys = List.copyOf(keys);
        }

        @Override
        public <R> R match(
                Function<OfParticipant, R> participant, Function<OfKey, R> key, Function<OfOwners, R> owners) {
            return owners.apply(this);
        }
    }
}
