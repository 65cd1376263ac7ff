package io.partita.core.snapshot;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something that planning asked for and that a snapshot does not have.
 *
 * @param participant who would have to be asked
 * @param what it is, as a phrase that goes on with "is not in the snapshot"
 * @param about the full id of the party that it is about; empty when it is about none
 * @param kind what would help
 */
record Missing(ParticipantName participant, String what, Optional<String> about, Kind kind)
        implements Comparable<Missing> {

    private static final Comparator<Missing> ORDER =
            Comparator.comparing(Missing::participant).thenComparing(Missing::what);

    /** What would help. */
    enum Kind {
        /** To record with a declaration that names the participant. */
        PARTICIPANT,
        /** To name the party when recording. */
        PARTY,
        /** Only the network. */
        NEVER
    }

    Diagnostic diagnostic(Snapshot snapshot) {
        return Diagnostic.error("not-in-snapshot", what + " is not in the snapshot")
                .because("it was recorded at " + snapshot.recorded() + " on "
                        + String.join(
                                ", ",
                                snapshot.participants().keySet().stream()
                                        .map(ParticipantName::name)
                                        .toList())
                        + ", and what it does not say is not guessed")
                .fix(
                        switch (kind) {
                            case PARTICIPANT ->
                                "record a snapshot of a declaration that names " + participant
                                        + ", or plan with the network";
                            case PARTY ->
                                "record it with --party " + about.orElse("and the full id of the party")
                                        + ", or plan with the network";
                            case NEVER -> "plan with the network: a snapshot never has this";
                        })
                .about(about.orElse(participant.name()));
    }

    @Override
    public int compareTo(Missing other) {
        return ORDER.compare(this, other);
    }
}
