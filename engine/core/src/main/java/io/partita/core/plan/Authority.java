package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who signs for the namespace of a party: a quorum over the owners of the namespace, read from the topology. For an
 * ordinary namespace there is one owner, the namespace itself, and the quorum is 1.
 *
 * @param namespace the party's namespace
 * @param owners namespaces whose signatures count, at least one; of an ordinary namespace it alone
 * @param quorum how many owners have to sign, at least 1
 * @param signers the owners that sign in this plan, in the order in which they do; the last one completes the quorum.
 *     Empty only when nothing has to be signed for the party
 */
public record Authority(Fingerprint namespace, SortedSet<Fingerprint> owners, int quorum, List<Signer> signers) {

    public Authority {
        Objects.requireNonNull(namespace, "namespace");
        owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
        signers = List.copyOf(signers);
        if (quorum < 1 || quorum > owners.size()) {
            throw new IllegalArgumentException("not a quorum of " + owners.size() + " owners: " + quorum);
        }
    }

    /** The namespace of a participant, which signs for it alone. */
    public static Authority of(Fingerprint namespace, ParticipantName participant) {
        return new Authority(
                namespace,
                new TreeSet<>(Set.of(namespace)),
                1,
                List.of(new Signer.AtParticipant(namespace, participant)));
    }

    /** Whether the namespace has owners, instead of a key of its own. */
    public boolean isShared() {
        return !owners.equals(Set.of(namespace));
    }

    /** The participants that sign with keys of their own, in the order in which they do. */
    public List<ParticipantName> participants() {
        return signers.stream().flatMap(signer -> signer.participant().stream()).toList();
    }

    /** The participants that have to be connected when the signatures are given. */
    public List<ParticipantName> connected() {
        return signers.stream()
                .flatMap(signer -> signer.connected().stream())
                .distinct()
                .toList();
    }

    /** Whether a participant signs for the namespace, and not as the last one. */
    public boolean signsEarly(ParticipantName participant) {
        return isSigner(participant)
                && !signers.get(signers.size() - 1).participant().equals(Optional.of(participant));
    }

    /**
     * Whose signatures must not be there before the last signer of the plan signs: its own, with the key that it signs
     * with, and those of the owners that the plan does not ask.
     *
     * @param keys the fingerprints of the plan's keys
     */
    public SortedSet<Fingerprint> late(Function<KeyName, Fingerprint> keys) {
        SortedSet<Fingerprint> late = new TreeSet<>(owners);
        signers.stream()
                .limit(Math.max(0, signers.size() - 1))
                .map(Signer::namespace)
                .forEach(late::remove);
        signers.stream()
                .skip(Math.max(0, signers.size() - 1))
                .map(last -> last.signingKey(keys))
                .forEach(late::add);
        return late;
    }

    /** The key that a participant holds for a namespace that is not its own, and signs with; empty when it has none. */
    public Optional<Fingerprint> heldKey(ParticipantName participant) {
        return signers.stream()
                .filter(Signer.AtParticipant.class::isInstance)
                .map(Signer.AtParticipant.class::cast)
                .filter(signer -> signer.name().equals(participant))
                .flatMap(signer -> signer.held().stream())
                .findFirst();
    }

    /** Whether a participant's own signature is one of those for the namespace. */
    public boolean isSigner(ParticipantName participant) {
        return participants().contains(participant);
    }
}
