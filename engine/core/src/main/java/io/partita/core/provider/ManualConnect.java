package io.partita.core.provider;

/** Whether a participant stays away from a synchronizer when it starts. */
public enum ManualConnect {
    MANUAL,
    AUTOMATIC
}
