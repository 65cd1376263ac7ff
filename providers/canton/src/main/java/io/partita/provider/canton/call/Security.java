package io.partita.provider.canton.call;

/** How a connection is protected, for the advice when it cannot be made. */
public enum Security {
    /** No network in between. */
    IN_PROCESS,
    PLAINTEXT,
    TLS
}
