package io.partita.provider.sandbox.world;

/**
 * A world is well written, but no network can be made of it: a DAR is damaged, or a template or a package is in none.
 * Nothing was kept.
 */
public final class WorldRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what of the world cannot be had, as the beginning of a sentence */
    public WorldRefusedException(String what, RuntimeException why) {
        super(what + ": " + why.getMessage(), why);
    }
}
