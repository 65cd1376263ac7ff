package io.partita.core.apply;

import io.partita.core.apply.step.Connections;
import io.partita.core.apply.step.WayBack;
import io.partita.core.apply.step.Wording;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Result;
import io.partita.core.plan.Signing;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.store.StateUnusable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The safe way out of a run that cannot go on: only as long as no party may be active on a target that lacks its
 * contracts.
 */
final class Abandonment {

    private static final NextCommand AGAIN = NextCommand.resume().with("--abandon");

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
            run.interlocks().forEach(this::lacking);
            // One that cannot be closed must not keep another participant away.
            run.interlocks().forEach(this::close);
            if (!run.interlocks().isEmpty()) {
                return result(ExitStatus.ERROR);
            }
            run.write(List.of(new JournalEvent.RunAbandoned(run.id(), reason)));
            LeftProposals.of(run.plan(), run.book()).forEach(this::stays);
            return result(ExitStatus.DONE);
        } catch (StateUnusable e) {
            diagnostics.add(e.whileGivenUp());
            return result(ExitStatus.ERROR);
        }
    }

    /** Whether the run can still be given up. */
    boolean isSafe() {
        return unsafe().isEmpty();
    }

    /** As its proposer sees it; one that is not seen was never sent, or is overtaken. */
    private void stays(Signing signing) {
        ParticipantName proposer = signing.signers().get(0).place().participant();
        if (!run.reaches(proposer)) {
            diagnostics.add(LeftProposals.stays(signing, Optional.empty()));
            return;
        }
        try {
            run.participant(proposer).proposals(run.synchronizer(proposer), signing.party()).stream()
                    .filter(proposal -> proposal.mapping().equals(signing.mapping()))
                    .map(proposal -> Wording.abbreviated(proposal.signedBy()))
                    .forEach(signers -> diagnostics.add(LeftProposals.stays(signing, Optional.of(signers))));
        } catch (CallFailed unanswered) {
            // It was proposed once, and that nobody can say more is no reason to keep silent about it.
            diagnostics.add(LeftProposals.stays(signing, Optional.empty()));
        }
    }

    private Optional<Diagnostic> unsafe() {
        return new WayBack(run)
                .against()
                .map(why -> Diagnostic.error("abandon-unsafe", "run " + run.id() + " cannot be given up any more")
                        .because(why)
                        .fix("Resume. It is the only safe way on.")
                        .next(NextCommand.resume()));
    }

    /** Nothing in the state says any more what a host lacks once the run is given up. */
    private void lacking(Interlock lock) {
        if (lock.kind() != Interlock.Kind.UNCONFIRMED_USE) {
            return;
        }
        new WayBack(run)
                .foundUse(lock)
                .ifPresent(step -> step.signing()
                        .unflagged()
                        .forEach(target -> diagnostics.add(Diagnostic.warning(
                                        "host-without-contracts",
                                        target + " lacks contracts of "
                                                + step.partyId().abbreviated() + " from before it became a host")
                                .because(
                                        "this run found that and is given up; the first exercise of such a contract ends the"
                                                + " process of " + target
                                                + ", at every start again, and no plan tells it unasked"
                                                + " while " + target + " is connected")
                                .fix("Plan the repair at once, and see to it that nobody uses the party before.")
                                .next(NextCommand.repair(step.name() + "@" + target))
                                .about(target.name()))));
    }

    private void close(Interlock lock) {
        Optional<Diagnostic> open = lock.before(Result.Schedule.class)
                .flatMap(before -> new PruningRestoration(run, diagnostics::add).restore(lock, before.schedule()))
                .or(() ->
                        lock.before(Result.Connections.class).flatMap(before -> stillAway(lock, before.connections())));
        open.ifPresentOrElse(
                diagnostics::add, () -> run.write(List.of(new JournalEvent.InterlockClosed(lock, run.id()))));
    }

    /** Why a target is not as before; empty when reading shows that it is. */
    private Optional<Diagnostic> stillAway(Interlock lock, List<PlannedConnection> before) {
        return run.participant(lock)
                .map(participant -> stillAway(participant, lock, before))
                .orElseGet(() -> Optional.of(OpenInterlocks.ofAnotherPlan(lock)));
    }

    private Optional<Diagnostic> stillAway(Participant participant, Interlock lock, List<PlannedConnection> before) {
        ParticipantName target = lock.participant();
        List<PlannedConnection> leftAway = leftAway(lock, before);
        List<PlannedConnection> left = before.stream()
                .map(each -> leftAway.contains(each)
                        ? new PlannedConnection(each.alias(), each.connection(), ManualConnect.MANUAL)
                        : each)
                .toList();
        Optional<Diagnostic> open = stillAway(participant, target, left);
        if (open.isEmpty()) {
            leftAway.forEach(each -> diagnostics.add(leftIsolated(target, each.alias())));
        }
        return open;
    }

    /**
     * What a target was found away from and would connect to when it starts: it lacks contracts, and with that setting
     * its next start would connect it.
     */
    private List<PlannedConnection> leftAway(Interlock lock, List<PlannedConnection> before) {
        Set<String> foundAway = run.plan().content().windows().stream()
                .filter(window -> run.idOf(window.target()).equals(lock.participantId()))
                .flatMap(window -> window.foundAway().stream())
                .collect(Collectors.toSet());
        return before.stream()
                .filter(each -> foundAway.contains(each.alias()) && each.manualConnect() == ManualConnect.AUTOMATIC)
                .toList();
    }

    private static Diagnostic leftIsolated(ParticipantName target, String alias) {
        return Diagnostic.warning(
                        "left-isolated",
                        target + " stays disconnected from '" + alias + "', and does not connect by itself any more")
                .because("it was found disconnected, and would have connected by itself at its next start, without the"
                        + " contracts that this run was to bring")
                .fix(
                        "Do not connect it by hand; plan the repair again. When nothing is missing there any more, bring the"
                                + " setting back in its console: synchronizers.modify(\"" + alias
                                + "\", _.copy(manualConnect = false)).")
                .next(NextCommand.plan())
                .about(target.name());
    }

    private static Optional<Diagnostic> stillAway(
            Participant participant, ParticipantName target, List<PlannedConnection> before) {
        try {
            List<String> away = Connections.reconnect(participant, before);
            if (!away.isEmpty()) {
                return Optional.of(notReconnected(target, away));
            }
            List<PlannedConnection> different = Connections.restoreManualConnect(participant, before);
            return different.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Connections.notRestored(target, different)
                            .fix("Give the run up again. Or set manual_connect by hand, then give it up.")
                            .next(AGAIN));
        } catch (CallFailed e) {
            return Optional.of(CallDiagnostics.of(e.failure(), e.failure().endpoint(), CallDiagnostics.During.WINDOW));
        }
    }

    private static Diagnostic notReconnected(ParticipantName target, List<String> away) {
        return Diagnostic.error("not-reconnected", target + " is still disconnected from " + String.join(", ", away))
                .because("it was told to connect, and reading does not show that it did; it does not connect by itself"
                        + " either when it starts")
                .fix("Find out from its log what keeps it away. Then give the run up again.")
                .next(AGAIN)
                .about(target.name());
    }

    private RunResult result(ExitStatus exit) {
        List<Diagnostic> all = new ArrayList<>();
        run.interlocks().forEach(lock -> all.add(OpenInterlocks.describe(lock)));
        all.addAll(diagnostics);
        return new RunResult(exit, Optional.of(run.id()), done(), all, run.interlocks(), List.of(next(exit)));
    }

    /** What the run had done before it was to be given up. */
    private Map<StepId, Outcome> done() {
        Map<StepId, Outcome> outcomes = new LinkedHashMap<>();
        run.plan()
                .steps()
                .forEach(step -> run.outcome(step.id()).ifPresent(outcome -> outcomes.put(step.id(), outcome)));
        return outcomes;
    }

    private static NextCommand next(ExitStatus exit) {
        return switch (exit) {
            case DONE -> NextCommand.plan();
            case ERROR -> AGAIN;
            case NOTHING_TO_DO, STALE, LOCKED, WAITING, REFUSED, UNKNOWN -> NextCommand.resume();
        };
    }
}
