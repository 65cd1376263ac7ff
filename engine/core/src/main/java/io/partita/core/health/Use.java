package io.partita.core.health;

/** Who asks whether a participant is as it should be. */
public enum Use {
    /** A person, about everything. */
    DOCTOR,
    /** The planner, before it plans anything with the participant. */
    PLAN,
    /** A run, before its first step that changes something. */
    APPLY,
    /** The search for what a run left open, where its state is lost. */
    REBUILD
}
