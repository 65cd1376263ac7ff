package io.partita.plans.kill.disk;

/** What a run meets at every change that it would still make after its death. */
final class Death extends Error {

    private static final long serialVersionUID = 1;

    Death() {
        super("this run is dead, and changes nothing any more");
    }
}
