package io.partita.cli.report;

import java.util.List;

/**
 * What a plan brings about that none of its steps says, and that has to be known before it is approved. Every view shows
 * all of them.
 *
 * @param kind of what kind it is
 * @param subjects parties or participants that it is about, at least one; those of which the same is to be said are told
 *     together
 * @param sentence what it is, in words that follow the subjects, without a full stop
 */
public record Consequence(Kind kind, List<String> subjects, String sentence) {

    private static final int NAMED = 5;

    public Consequence {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("nobody is concerned: " + sentence);
        }
    }

    /** How much it matters. */
    public enum Weight {
        /** Something is as people did not expect it, and may have to be changed before it is approved. */
        DANGER,
        /** Something to know. */
        NOTE
    }

    /** What there can be to know, in the order in which it is told. */
    public enum Kind {
        /** No participant can submit for a party any more. */
        NOBODY_SUBMITS(Weight.DANGER, "submission"),
        /** A proposal of somebody else would add a host without its contracts. */
        DANGEROUS_PROPOSAL(Weight.DANGER, "dangerous proposal"),
        /** A new party could be taken for a live one. */
        RESEMBLES(Weight.DANGER, "resembles"),
        /** A party comes into being. */
        CREATED(Weight.DANGER, "creation"),
        /** A participant loses contracts that it holds. */
        PURGED(Weight.DANGER, "purge"),
        /** A new host has older packages than the other hosts. */
        OLDER_PACKAGES(Weight.DANGER, "older packages"),
        /** A participant was disconnected by somebody, and is connected at the end. */
        FOUND_AWAY(Weight.DANGER, "found disconnected"),
        /** Every confirming host is needed. */
        NO_SPARE_HOST(Weight.DANGER, "threshold"),
        /** What a participant that is offline does not do for anybody. */
        OFFLINE_FOR_ALL(Weight.NOTE, "offline"),
        /** What somebody could prune that is exported later. */
        NOT_TO_PRUNE(Weight.NOTE, "pruning by hand"),
        /** What other participants report meanwhile of one that gets contracts. */
        COMMITMENTS_DIFFER(Weight.NOTE, "commitments"),
        /** Something is proposed already. */
        PROPOSED(Weight.NOTE, "proposal");

        private final Weight weight;
        private final String heading;

        Kind(Weight weight, String heading) {
            this.weight = weight;
            this.heading = heading;
        }

        public Weight weight() {
            return weight;
        }

        /** What stands above it where plans are compared. */
        String heading() {
            return heading;
        }
    }

    /** Whom it is about: a few names, and how many more. */
    public String who() {
        int shown = Math.min(subjects.size(), NAMED);
        String names = String.join(", ", subjects.subList(0, shown));
        return subjects.size() > shown ? names + " and " + (subjects.size() - shown) + " more" : names;
    }
}
