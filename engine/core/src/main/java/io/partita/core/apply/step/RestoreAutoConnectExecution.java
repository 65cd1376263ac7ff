package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Optional;

/**
 * Manual connect protects the target from a restart within the window, so it stays until the window is closed. A target
 * that restarted between its reconnection and this step stayed away because of it, and is connected here again: nothing
 * else would.
 */
final class RestoreAutoConnectExecution extends Execution {

    private final Step.RestoreAutoConnect step;

    RestoreAutoConnectExecution(Step.RestoreAutoConnect step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended {
        Optional<Interlock> window =
                work.open(Interlock.Kind.ISOLATION).or(() -> work.open(Interlock.Kind.PARTIAL_IMPORT));
        if (window.isPresent()) {
            throw work.refused(Diagnostic.error("window-open", step.participant() + " is still isolated")
                    .because("its window is open since " + window.get().since() + "; a restart must not connect it")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        boolean ours = work.record(step.reconnect()).isDone();
        if (!ours && !Connections.away(work.here(), step.window().atTheEnd()).isEmpty()) {
            throw work.refused(ReconnectExecution.notOurs(step.participant()));
        }
    }

    @Override
    Probe probe() throws CallFailed {
        if (work.open(Interlock.Kind.ISOLATION).isPresent()) {
            return Probe.open("its window is open");
        }
        List<String> different = Connections.different(
                        work.here(), step.window().atTheEnd())
                .stream()
                .map(PlannedConnection::alias)
                .toList();
        if (!different.isEmpty()) {
            return Probe.open("different for " + String.join(", ", different));
        }
        List<String> away = Connections.away(work.here(), step.window().atTheEnd());
        return away.isEmpty() ? Probe.done("as before") : Probe.open("disconnected from " + String.join(", ", away));
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        Connections.restoreManualConnect(work.here(), step.window().atTheEnd());
        for (String alias : Connections.away(work.here(), step.window().atTheEnd())) {
            work.abandonable("reconnecting to " + alias, () -> work.here().reconnect(alias));
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> back =
                work.poll("until the setting is back", work.limits().effective(), () -> probe().done());
        return back.orElseThrow(() -> work.failed(
                Connections.notRestored(step.participant(), step.window().atTheEnd())
                        .fix("Resume. Or set manual_connect by hand.")
                        .next(NextCommand.resume())));
    }

    @Override
    String safeNext() {
        return "It may be repeated; until then " + step.participant() + " does not connect by itself when it starts.";
    }
}
