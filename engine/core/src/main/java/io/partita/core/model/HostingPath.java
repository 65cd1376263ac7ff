package io.partita.core.model;

import java.util.Locale;

/** How a host may be added. There is no forced simple path: it corrupts a target silently when the party was used. */
public enum HostingPath {
    /** Simple when the party is proved unused, otherwise offline. */
    AUTO,
    /** Always offline. */
    OFFLINE;

    /** The word of the declaration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
