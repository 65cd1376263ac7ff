package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Optional;

/** Manual connect first, so that a restart in between does not connect again; then every connection. */
final class IsolateExecution extends Execution {

    private final Step.Isolate step;

    IsolateExecution(Step.Isolate step, StepWork work) {
        super(work);
        this.step = step;
    }

    /**
     * A target that somebody connected while its window is open is isolated again at once; whether that was in time is
     * judged before the import.
     */
    @Override
    boolean stillHolds() throws CallFailed {
        if (work.open(Interlock.Kind.ISOLATION).isEmpty()
                || work.record(step.reconnect()).isBegun()) {
            return true;
        }
        Optional<String> why = Connections.notIsolated(work.here());
        why.ifPresent(found -> work.noticed(Diagnostic.warning(
                        "isolated-again", step.participant() + " was not isolated any more")
                .because(found + ", though its window is open; somebody did that, or something")
                .fix("Nothing now: it is isolated again, and whether it was in time is judged before the import."
                        + " See to it that nobody connects it.")
                .about(step.participant().name())));
        return why.isEmpty();
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<String> why = Connections.notIsolated(work.here());
        if (why.isPresent()) {
            return Probe.open(why.get());
        }
        return work.open(Interlock.Kind.ISOLATION).isPresent()
                ? Probe.done("disconnected, manual connect")
                : Probe.open("disconnected already");
    }

    @Override
    Intent intent() {
        Optional<Result> before =
                Optional.of(new Result.Connections(step.window().connections()));
        return new Intent(before, List.of(work.interlock(Interlock.Kind.ISOLATION, Optional.empty(), before)));
    }

    @Override
    void act() throws CallFailed {
        lookAgainAtImports();
        List<Registration> registrations = work.here().registrations();
        for (Registration found : registrations) {
            if (found.manualConnect() != ManualConnect.MANUAL) {
                work.here().setManualConnect(found.alias(), ManualConnect.MANUAL);
            }
        }
        for (Registration found : registrations) {
            if (found.isConnected()) {
                work.here().disconnect(found.alias());
            }
        }
    }

    /** Whatever was connected meanwhile may have another database, whose ledger has gone on. */
    private void lookAgainAtImports() {
        if (work.record().isDone()) {
            TargetEnd.giveUp(TargetEnd.imports(step.participant(), work), work);
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> isolated = work.poll(
                "until " + step.participant() + " is disconnected",
                work.limits().effective(),
                () -> probe().done());
        if (isolated.isEmpty()) {
            throw work.failed(
                    Diagnostic.error("not-isolated", step.participant() + " does not stay away from the synchronizers")
                            .because(probe().found())
                            .fix("Find out what connects it again, then resume.")
                            .next(NextCommand.resume())
                            .about(step.participant().name()));
        }
        return isolated.get();
    }

    @Override
    void announce() {
        work.open(Interlock.Kind.ISOLATION)
                .ifPresent(lock -> work.run()
                        .announcer()
                        .tell(listener -> listener.windowOpened(step.participant(), lock.since())));
    }

    @Override
    String safeNext() {
        return "It may be repeated. " + step.participant() + " may be disconnected by now: go on, or give the run up.";
    }
}
