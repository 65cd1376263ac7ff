package io.partita.provider.sandbox.genesis;

/**
 * A folder holds a network that was begun with another world: other participants, another seed, synchronizer or
 * protocol version. Nothing was changed; opening it with the old world, or another folder, works.
 */
public final class WorldChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorldChangedException(String before, String now) {
        super("The sandbox in this folder was begun with another world (" + before + ", now " + now
                + "). Put the world back as it was, or delete the folder to begin anew.");
    }
}
