package io.partita.dsl.trap;

/** What the ways out of the sandbox try to reach. It must never be loaded. */
public final class Trap {

    /** The system property that says that the trap was sprung. */
    public static final String SPRUNG = "io.partita.dsl.trap.sprung";

    static {
        spring();
    }

    public Trap() {
        spring();
    }

    public static String spring() {
        System.setProperty(SPRUNG, "true");
        return "sprung";
    }
}
