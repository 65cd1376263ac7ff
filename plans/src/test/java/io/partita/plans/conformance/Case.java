package io.partita.plans.conformance;

/**
 * One thing that is checked.
 *
 * @param name short, in kebab-case, unique
 * @param checks what it checks, for the table
 * @param participants how many it needs
 * @param body fails by an assertion or any exception; skips by an aborted assumption, with the reason
 */
record Case(String name, String checks, int participants, Body body) {

    private static final int TWO = 2;
    private static final int THREE = 3;

    /** What is done on the network. */
    @FunctionalInterface
    interface Body {
        void check(Ground ground) throws Exception;
    }

    static Case of(String name, String checks, Body body) {
        return new Case(name, checks, TWO, body);
    }

    static Case ofThree(String name, String checks, Body body) {
        return new Case(name, checks, THREE, body);
    }
}
