package io.partita.plans.conformance;

/** A network that runs already, and goes on running. */
record Running(Target target) implements Network {

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public Target open() {
        return target;
    }

    @Override
    public void close() {
        // It is not ours.
    }
}
