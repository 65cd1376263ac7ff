package io.partita.core.topology;

import io.partita.core.model.ParticipantName;
import java.util.Objects;

/**
 * One thing that a host showed when it was asked whether a party was ever used. It has no time, so that the same ledger
 * gives the same evidence.
 *
 * @param host who was asked
 * @param finding what it showed
 * @param from the offset after which was looked; 0 where the finding has none
 * @param to the offset up to which was looked, or at which something was found; 0 where the finding has none
 * @param id a contract id, an update id, or what was attempted and the code of the answer; empty where the finding has
 *     none
 */
public record Evidence(ParticipantName host, Finding finding, long from, long to, String id) {

    /** What a host can show. */
    public enum Finding {
        /** {@code to}: the offset that was looked at. */
        NO_ACTIVE_CONTRACT,
        /** {@code id}: the contract; {@code to}: where it was created. */
        ACTIVE_CONTRACT,
        /** Between {@code from}, exclusive, and {@code to}, inclusive. */
        NO_TRANSACTION,
        /** {@code id}: the update; {@code to}: its offset. */
        TRANSACTION,
        /** A host since serial 1 that never pruned. */
        COMPLETE_UNPRUNED,
        /** A host since serial 1; what it pruned, up to {@code to}, lies before that. */
        COMPLETE_PRUNED_BEFORE,
        /** Not a host in every serial since the first. */
        HISTORY_WITH_GAPS,
        /** Pruned up to {@code to}, and the first hosting of the party is not visible after that. */
        HISTORY_PRUNED,
        /** {@code id}: what was attempted and how it failed. */
        NOT_ANSWERED;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Evidence {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(id, "id");
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("offsets start at 0: " + from + ", " + to);
        }
    }

    /** The finding in a sentence for people, without a full stop. */
    public String sentence() {
        return host + ": "
                + switch (finding) {
                    case NO_ACTIVE_CONTRACT -> "no active contract at offset " + to;
                    case ACTIVE_CONTRACT -> "active contract " + id + ", created at offset " + to;
                    case NO_TRANSACTION -> "no transaction after offset " + from + " up to offset " + to;
                    case TRANSACTION -> "transaction " + id + " at offset " + to;
                    case COMPLETE_UNPRUNED -> "a host since serial 1, never pruned: its history is complete";
                    case COMPLETE_PRUNED_BEFORE ->
                        "a host since serial 1, pruned up to offset " + to + " before that: its history is complete";
                    case HISTORY_WITH_GAPS ->
                        "not a host in every serial since the first, so its history may have gaps";
                    case HISTORY_PRUNED ->
                        "pruned up to offset " + to + ", and the party's first hosting is not visible after that";
                    case NOT_ANSWERED -> id;
                };
    }
}
