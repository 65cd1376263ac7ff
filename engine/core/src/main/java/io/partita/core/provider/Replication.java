package io.partita.core.provider;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether the contracts of a party can be exported from and imported into a participant in a form that partita speaks.
 *
 * @param support whether, and how that is known
 * @param told what it rests on, as a phrase for people: "release 3.5.10", or what the participant said of its own calls
 * @param books why its repair service cannot export at an offset and import without a flag, which a host needs that
 *     missed contracts; empty when it can, and where nothing can be moved at all
 */
public record Replication(Support support, String told, Optional<String> books) {

    /** Of one whose repair service can do it, or that can move nothing at all. */
    public Replication(Support support, String told) {
        this(support, told, Optional.empty());
    }

    /** Whether, and how that is known. */
    public enum Support {
        /** The release is one that partita knows. */
        BY_RELEASE,
        /**
         * The release is not known, and the participant's own description of its calls is a form that partita speaks.
         */
        BY_DESCRIPTION,
        /** The release is known not to have it. */
        NONE,
        /**
         * The release is not known, and its calls are described otherwise or not at all; guessing could corrupt a
         * participant.
         */
        UNTOLD
    }

    public Replication {
        Objects.requireNonNull(support, "support");
        Objects.requireNonNull(told, "told");
        Objects.requireNonNull(books, "books");
    }
}
