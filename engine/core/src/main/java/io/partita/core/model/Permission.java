package io.partita.core.model;

import java.util.Locale;

/** What a participant may do for a party that it hosts, from the least to the most. */
public enum Permission {
    OBSERVATION,
    CONFIRMATION,
    SUBMISSION;

    /** Whether the participant counts towards the party's confirmation threshold (unless it is still onboarding). */
    public boolean confirms() {
        return this != OBSERVATION;
    }

    /** The word of the declaration and of all files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
