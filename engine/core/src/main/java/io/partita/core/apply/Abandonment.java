package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.store.StateUnusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The safe way out of a run that cannot go on: only as long as no party may be active on a target that lacks its contracts. */
final class Abandonment {

    private final ActiveRun run;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Abandonment(ActiveRun run) {
        this.run = run;
    }

    RunResult abandon(String reason) {
        Optional<Diagnostic> unsafe = unsafe();
        if (unsafe.isPresent()) {
            diagnostics.add(unsafe.get());
            return result(ExitStatus.REFUSED);
        }
        try {
            for (Interlock lock : run.interlocks()) {
                close(lock);
            }
            run.write(List.of(new JournalEvent.RunAbandoned(run.id(), reason)));
            return result(ExitStatus.DONE);
        } catch (CallFailed e) {
            diagnostics.add(CallDiagnostics.of(e.failure(), e.failure().endpoint()));
            return result(ExitStatus.ERROR);
        } catch (StateUnusable e) {
            diagnostics.add(e.diagnostic());
            return result(ExitStatus.ERROR);
        }
    }

    private Optional<Diagnostic> unsafe() {
        boolean isolated = run.interlocks().stream().anyMatch(lock -> lock.kind() == Interlock.Kind.ISOLATION);
        boolean open = run.interlocks().stream()
                .anyMatch(lock ->
                        lock.kind() == Interlock.Kind.PARTIAL_IMPORT || lock.kind() == Interlock.Kind.UNCONFIRMED_USE);
        boolean consented = Window.consents(run.plan())
                .filter(Abandonment::activates)
                .anyMatch(consent -> run.record(consent.id()).isBegun());
        if (!open && !(isolated && consented)) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.error("abandon-unsafe", "run " + run.id() + " cannot be given up any more")
                .because(
                        open
                                ? "an import is partial or a use is unconfirmed"
                                : "a party has consented, so its isolated target may lack contracts that it must have before it connects")
                .fix("Run: partita resume. It is the only safe way on."));
    }

    /** By what is signed: what the step says of isolation is only what it was asked to look at. */
    private static boolean activates(Step.ConsentAsParty consent) {
        return !consent.isolated().isEmpty()
                || consent.mapping().hosts().stream().anyMatch(HostingMapping.Host::isOnboarding);
    }

    private void close(Interlock lock) throws CallFailed {
        Participant participant = run.network().participant(lock.participant());
        if (lock.kind() == Interlock.Kind.PRUNING_SUSPENDED) {
            var schedule = ScheduleNotes.read(lock.values());
            if (schedule.isPresent()) {
                participant.setPruningSchedule(schedule.get());
            }
        } else {
            connectAsBefore(participant, lock.values());
        }
        run.write(List.of(new JournalEvent.InterlockClosed(lock, run.id())));
    }

    private static void connectAsBefore(Participant participant, Map<String, String> before) throws CallFailed {
        for (Registration found : participant.registrations()) {
            String was = before.getOrDefault(found.alias(), "");
            if (was.startsWith(Registration.Connection.CONNECTED.name()) && !found.isConnected()) {
                participant.reconnect(found.alias());
            }
            if (was.endsWith(ManualConnect.AUTOMATIC.name())) {
                participant.setManualConnect(found.alias(), ManualConnect.AUTOMATIC);
            }
        }
    }

    private RunResult result(ExitStatus exit) {
        List<Diagnostic> all = new ArrayList<>();
        run.interlocks().forEach(lock -> all.add(OpenInterlocks.describe(lock)));
        all.addAll(diagnostics);
        List<String> next = exit == ExitStatus.DONE ? List.of("partita plan") : List.of("partita resume");
        return new RunResult(exit, Optional.of(run.id()), Map.of(), all, run.interlocks(), next);
    }
}
