package io.partita.provider.canton.call;

/** Whether a call may change something: decides what may be tried again, and what an unclear end means. */
public enum Effect {
    READ,
    WRITE
}
