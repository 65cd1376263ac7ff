package io.partita.plans.fault;

import io.partita.plans.Scenario;
import java.time.Duration;
import java.util.Locale;

/**
 * An RPC of a scenario, as the undisturbed run makes it. Every call of a writing RPC is a target of its own, because
 * each belongs to another step; the calls of a reading one are one target, and the faults are spread over them.
 *
 * @param scenario where
 * @param phase when
 * @param rpc which
 * @param call for a write, which of its calls, from 0; 0 for a read
 * @param calls how many calls of it the undisturbed run makes
 * @param took how long the quickest took
 * @param bytes of its messages, on average
 */
record Target(Scenario scenario, Phase phase, Rpc rpc, int call, int calls, Duration took, long bytes) {

    /**
     * How many calls pass before a fault is met: for a read, spread by the number of the cell so that no step is left
     * out.
     */
    int passing(int cell, int cells) {
        return rpc.effect() == Rpc.Effect.WRITE ? call : calls * 3 / 4 * cell / cells;
    }

    String name() {
        String which = rpc.effect() == Rpc.Effect.WRITE && calls > 1 ? "#" + (call + 1) : "";
        return scenario + "/" + phase.name().toLowerCase(Locale.ROOT) + "/" + rpc.participant() + "/" + rpc.method()
                + which;
    }

    @Override
    public String toString() {
        return name();
    }
}
