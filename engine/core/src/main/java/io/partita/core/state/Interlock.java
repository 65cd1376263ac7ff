package io.partita.core.state;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Result;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A state of the network that must not be left alone: opened before the call that makes it, closed when reading
 * confirmed that it is over. It outlives the run that opened it.
 *
 * @param kind what is open
 * @param participant where
 * @param participantId the same participant in the words of the topology: names are local to a declaration
 * @param party whose import is partial or whose use is unconfirmed; empty for the other kinds
 * @param run the run that opened it
 * @param since when it was opened
 * @param before what it was before, for whoever closes it: a schedule, connections, or the file of an import; empty
 *     when nothing has to be restored
 */
public record Interlock(
        Kind kind,
        ParticipantName participant,
        ParticipantId participantId,
        Optional<PartyId> party,
        RunId run,
        Instant since,
        Optional<Result> before) {

    /** What can be open. */
    public enum Kind {
        /** A target stays away from all synchronizers. */
        ISOLATION,
        /** A pruning schedule is switched off. */
        PRUNING_SUSPENDED,
        /** An import was begun and is not yet compared: the participant may hold a part of the contracts. */
        PARTIAL_IMPORT,
        /**
         * A party became active on new hosts without an export, and nobody has looked yet whether it was used
         * meanwhile.
         */
        UNCONFIRMED_USE;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Interlock {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(participantId, "participantId");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(before, "before");
    }

    /** What it was before, when that is of this kind. */
    public <R extends Result> Optional<R> before(Class<R> type) {
        return before.filter(type::isInstance).map(type::cast);
    }
}
