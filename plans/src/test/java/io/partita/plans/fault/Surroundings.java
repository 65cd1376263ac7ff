package io.partita.plans.fault;

import io.partita.plans.Command;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.Endpoints;
import io.partita.provider.sandbox.server.FaultPlan.Fault;
import io.partita.provider.sandbox.server.FaultPlan.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A served world behind gates, in which faults can be switched on. */
final class Surroundings implements AutoCloseable {

    private static final int TIMES_SLOWER = 20;

    private final List<Door> doors = new ArrayList<>();
    private final CallLog log = new CallLog();
    private final AtomicInteger met = new AtomicInteger();
    /** How many calls find a participant that was started again and does not know its stores and aliases yet. */
    private static final int STARTING_ANSWERS = 2;

    private final Served served;

    /** A gate, and whose it is. */
    private record Door(String participant, Gate gate) {}

    Surroundings(Scenario scenario, Path unit) {
        this.served = Served.of(scenario, unit, Served::quick, log::of, this::gated);
    }

    private Endpoints gated(Endpoints direct) {
        Gate admin = Gate.before(direct.admin());
        Gate ledger = Gate.before(direct.ledger());
        doors.add(new Door(direct.participant(), admin));
        doors.add(new Door(direct.participant(), ledger));
        return new Endpoints(direct.participant(), admin.address(), ledger.address());
    }

    Served served() {
        return served;
    }

    CallLog log() {
        return log;
    }

    /** How many calls have met the fault. */
    int met() {
        return met.get();
    }

    /** Runs a command in the unit, without its waits. */
    Command.Ended run(List<String> words) {
        return new Command(served.unit(), new HastyTicker()).run(words);
    }

    /** Switches the fault of a cell on. @param calls how many meet it */
    void arm(Cell cell, int passing, int calls) {
        Rpc rpc = cell.target().rpc();
        String name = rpc.participant();
        Fault fault = new Fault(rpc.method(), Optional.of(name), Kind.BEFORE_EFFECT, calls, Duration.ZERO)
                .after(passing)
                .endingWith(cell.fault().ending(name))
                .doing(met::incrementAndGet);
        switch (cell.fault()) {
            case CONNECTION_RESET ->
                add(fault.doing(() -> {
                    met.incrementAndGet();
                    reset(name);
                }));
            case ANSWER_LOST ->
                add(of(fault, Kind.ANSWER_LOST).doing(() -> {
                    met.incrementAndGet();
                    reset(name);
                }));
            case SLOWER -> add(of(fault, Kind.DELAY).lasting(slower(cell.target())));
            case CUT ->
                add(of(fault, Kind.CUT_STREAM)
                        .cutAfter(cell.target().bytes() / 2)
                        .doing(() -> {
                            met.incrementAndGet();
                            reset(name);
                        }));
            case RESTARTED -> armRestarts(fault, calls);
            case GONE ->
                add(fault.doing(() -> {
                    met.incrementAndGet();
                    leave(name);
                }));
            default -> add(fault);
        }
    }

    private static Fault of(Fault fault, Kind kind) {
        return new Fault(
                fault.method(),
                fault.participant(),
                kind,
                fault.times(),
                fault.delay(),
                fault.passing(),
                fault.bytes(),
                fault.ending(),
                fault.meeting());
    }

    private void armRestarts(Fault fault, int calls) {
        String name = fault.participant().orElseThrow();
        Runnable restart = () -> {
            met.incrementAndGet();
            network().restart(name);
            network().starting(name, STARTING_ANSWERS);
            reset(name);
        };
        add(fault.times(1).doing(restart));
        if (calls > 1) {
            // The call that meets the first is not counted by the second, so as many pass as before.
            add(of(fault, Kind.ANSWER_LOST).times(calls - 1).doing(restart));
        }
    }

    private void add(Fault fault) {
        network().faults().add(fault);
    }

    private static Duration slower(Target target) {
        return target.took().multipliedBy(TIMES_SLOWER - 1);
    }

    private SandboxNetwork network() {
        return served.network();
    }

    private void reset(String participant) {
        gates(participant).forEach(Gate::reset);
    }

    private void leave(String participant) {
        gates(participant).forEach(Gate::shut);
        network().crash(participant, "gone");
    }

    /** Whatever was wrong is over, and the participant is there. */
    void mend(String participant) {
        network().faults().clear();
        network().starting(participant, 0);
        if (network().causeOfDeath(participant).filter("gone"::equals).isPresent()) {
            network().restart(participant);
        }
        gates(participant).forEach(Gate::open);
    }

    private List<Gate> gates(String participant) {
        return doors.stream()
                .filter(door -> door.participant().equals(participant))
                .map(Door::gate)
                .toList();
    }

    @Override
    public void close() {
        doors.forEach(door -> door.gate().close());
        served.close();
    }
}
