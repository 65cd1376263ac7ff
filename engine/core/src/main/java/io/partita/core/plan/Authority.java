package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.Objects;

/**
 * Who signs for the namespace of a party: a quorum over the owners of the namespace, read from the topology. For an
 * ordinary namespace there is one owner, the namespace itself, and the quorum is 1.
 *
 * @param namespace the party's namespace
 * @param quorum how many owners have to sign, at least 1
 * @param signers the owners that sign in this plan, in the order in which they do; the last one completes the quorum.
 *     Empty only when nothing has to be signed for the party
 */
public record Authority(Fingerprint namespace, int quorum, List<Signer> signers) {

    public Authority {
        Objects.requireNonNull(namespace, "namespace");
        signers = List.copyOf(signers);
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum starts at 1: " + quorum);
        }
    }

    /** The namespace of a participant, which signs for it alone. */
    public static Authority of(Fingerprint namespace, ParticipantName participant) {
        return new Authority(namespace, 1, List.of(new Signer.AtParticipant(namespace, participant)));
    }

    /**
     * The participants that sign, in the order in which they do. Whichever of them signs early or last, none may be
     * isolated while a window of the party is open.
     */
    public List<ParticipantName> participants() {
        return signers.stream().flatMap(signer -> signer.participant().stream()).toList();
    }

    /** Whether a participant's own signature is one of those for the namespace. */
    public boolean isSigner(ParticipantName participant) {
        return participants().contains(participant);
    }
}
