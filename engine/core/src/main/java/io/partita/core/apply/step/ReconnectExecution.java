package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.health.Absence;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Transfer;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.ContractExamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Closes the isolation window. Never while an import into this participant is not verified, whatever the plan says. */
final class ReconnectExecution extends Execution {

    private final Step.Reconnect step;
    private Optional<Interlock> window = Optional.empty();

    ReconnectExecution(Step.Reconnect step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended {
        List<String> open = openImports().stream().map(StepId::id).toList();
        if (!open.isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "imports-missing",
                            step.participant() + " must stay disconnected: not every import of its window is verified")
                    .because("open: " + Wording.some(open))
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        Optional<Interlock> partial = work.open(Interlock.Kind.PARTIAL_IMPORT);
        if (partial.isPresent()) {
            throw work.refused(partial(partial.get()));
        }
        if (disconnected().isEmpty()) {
            return;
        }
        if (work.open(Interlock.Kind.ISOLATION).isEmpty()) {
            throw work.refused(notOurs(step.participant()));
        }
        requireImportsAreThere();
        requireMissedIsThere();
        if (step.window().foundAway().isPresent()) {
            requireNothingElseIsLacked();
        }
    }

    private void requireImportsAreThere() throws CallFailed, Ended {
        List<StepId> undone = TargetEnd.undone(List.copyOf(step.imports()), step.participant(), work);
        if (!undone.isEmpty()) {
            throw work.refused(TargetEnd.said(step.participant(), undone));
        }
    }

    /**
     * A file leaves out what another party brings that was hosted on the target already. That this is there is compared
     * for a host without the flag, whose process ends with the first use of what is not.
     */
    private void requireMissedIsThere() throws CallFailed, Ended {
        for (Transfer transfer : step.window().transfers()) {
            if (!transfer.isOfMissed()) {
                continue;
            }
            Optional<ContractExamples> lacked = new MissedReading(work, step.participant(), transfer).lacked();
            if (lacked.isEmpty()) {
                throw work.refused(notCompared(transfer));
            }
            if (!lacked.get().isEmpty()) {
                throw work.refused(stillLacking(transfer, lacked.get()));
            }
        }
    }

    private Diagnostic notCompared(Transfer transfer) {
        return Diagnostic.error(
                        "activation-not-found",
                        "what " + step.participant() + " lacks of "
                                + transfer.party().abbreviated() + " cannot be compared any more")
                .because(transfer.source() + " has pruned when it became a host, or " + step.participant()
                        + " what it has seen since")
                .fix("Give the run up, which leaves " + step.participant()
                        + " as it was found, and declare another host of the party.")
                .next(NextCommand.abandon())
                .about(step.participant().name());
    }

    private Diagnostic stillLacking(Transfer transfer, ContractExamples lacked) {
        return Diagnostic.error(
                        "import-incomplete",
                        step.participant() + " still lacks contracts of "
                                + transfer.party().abbreviated())
                .because(lacked.count() + " contracts that " + transfer.source()
                        + " had when it became a host are not there, though the file is: " + Wording.some(lacked)
                        + "; another party that it hosted already is a stakeholder of them, and lacks them as well")
                .fix("Give the run up, which leaves " + step.participant()
                        + " as it was found, and repair that party in the same plan.")
                .next(NextCommand.abandon())
                .about(step.participant().name());
    }

    /** While it was away others may have come there that this run brings nothing of, also since the plan was made. */
    private void requireNothingElseIsLacked() throws CallFailed, Ended {
        ParticipantName source = step.window().transfers().get(0).source();
        if (!Connections.isConnected(work.at(source), work.plan().synchronizerAlias())) {
            throw work.refused(Diagnostic.error(
                            "source-disconnected",
                            source + " is not connected to " + work.plan().synchronizerAlias())
                    .because("what it shows of the hostings is old, and whether " + step.participant()
                            + " lacks more than this run brings has to be known before it is connected")
                    .fix("Connect " + source + ", then resume.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        Absence left = new AbsenceReading(view(source), ConnectedHosts.of(work))
                .of(work.idHere(), view(step.participant()))
                .without(step.window().transfers().stream().map(Transfer::party).collect(Collectors.toSet()));
        if (!left.isHarmless()) {
            throw work.refused(lacksOthers(left));
        }
    }

    private AbsenceReading.View view(ParticipantName name) throws CallFailed {
        return new AbsenceReading.View(work.at(name), work.synchronizer(name));
    }

    private Diagnostic lacksOthers(Absence left) {
        if (left.all().isEmpty()) {
            return notAnswered(left);
        }
        List<String> all = left.all().stream().map(PartyId::abbreviated).toList();
        return Diagnostic.error(
                        "target-lacks-others",
                        step.participant() + " would be connected without contracts of " + Wording.some(all))
                .because(
                        "it became a host of " + (all.size() == 1 ? "it" : "them") + " while it was away, or lacks what"
                                + " was there when it did, and this run brings nothing of that; the first use of a contract that"
                                + " it lacks ends its process")
                .fix("Give the run up, which leaves " + step.participant()
                        + " away, and repair all of them in one plan.")
                .next(NextCommand.abandon())
                .about(step.participant().name());
    }

    private Diagnostic notAnswered(Absence left) {
        return Diagnostic.error(
                        "target-lacks-others",
                        step.participant() + " would be connected, and perhaps without contracts of "
                                + Wording.some(left.unanswered().stream()
                                        .map(PartyId::abbreviated)
                                        .toList()))
                .because("a host that may show what it lacks did not answer; the first use of a contract that it lacks"
                        + " ends its process")
                .fix("See to it that every host answers, then resume.")
                .next(NextCommand.resume())
                .about(step.participant().name());
    }

    static Diagnostic notOurs(ParticipantName participant) {
        return Diagnostic.error("window-not-ours", participant + " is disconnected, and not by this state folder")
                .because("somebody else keeps it away, perhaps in the middle of an import")
                .fix("Find out who, and let them finish; then plan again.")
                .about(participant.name());
    }

    private List<StepId> openImports() {
        return step.imports().stream().filter(id -> !work.record(id).isDone()).toList();
    }

    private Diagnostic partial(Interlock lock) {
        return Diagnostic.error(
                        "partial-import",
                        step.participant() + " must stay disconnected: an import into it is not complete")
                .because("of " + lock.party().map(party -> party.abbreviated()).orElse("a party") + ", begun by run "
                        + lock.run() + " at " + lock.since())
                .fix("Complete that run with resume, or restore the backup of " + step.participant() + ".")
                .next(NextCommand.resume())
                .about(step.participant().name());
    }

    @Override
    Probe probe() throws CallFailed {
        if (!openImports().isEmpty() || work.open(Interlock.Kind.PARTIAL_IMPORT).isPresent()) {
            return Probe.open("imports are open");
        }
        List<String> away = disconnected();
        if (!away.isEmpty()) {
            return Probe.open("disconnected from " + String.join(", ", away));
        }
        try {
            return behind().map(Probe::open).orElseGet(() -> Probe.done("connected and caught up"));
        } catch (CallFailed e) {
            // A restart takes it away again, and then it knows no time: that is no refusal.
            if (disconnected().isEmpty()) {
                throw e;
            }
            return Probe.open("disconnected again");
        }
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        noteLedgerEnd();
        for (String alias : disconnected()) {
            work.abandonable("reconnecting to " + alias, () -> work.here().reconnect(alias));
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> caughtUp = work.poll(
                "until " + step.participant() + " has caught up", work.limits().caughtUp(), this::caughtUp);
        if (caughtUp.isEmpty()) {
            throw work.failed(Diagnostic.error("not-caught-up", step.participant() + " has not caught up")
                    .because("after " + work.limits().caughtUp().toSeconds() + " s: " + probe().found())
                    .fix(
                            "All imports are complete, so it may stay connected. Look at its log; when it has caught up, resume.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        return caughtUp.get();
    }

    /** Manual connect is still on, so a target that restarts meanwhile has to be connected again. */
    private Optional<String> caughtUp() throws CallFailed {
        for (String alias : disconnected()) {
            work.here().reconnect(alias);
        }
        return probe().done();
    }

    @Override
    List<Interlock> closes() {
        window = work.open(Interlock.Kind.ISOLATION);
        return window.map(List::of).orElse(List.of());
    }

    @Override
    void announce() {
        window.ifPresent(lock -> {
            Duration age = Duration.between(lock.since(), work.run().state().time());
            work.run().announcer().tell(listener -> listener.windowClosed(step.participant(), age));
            if (isBackedUp()) {
                work.noticed(olderBackups());
            }
        });
    }

    private boolean isBackedUp() {
        return work.plan()
                .participant(step.participant())
                .backup()
                .match(none -> false, manual -> true, command -> true);
    }

    private Diagnostic olderBackups() {
        return Diagnostic.note("backups-outdated", "every backup of " + step.participant() + " so far is too old")
                .because(
                        "it lacks what was imported, which no synchronizer sends again; restored, the participant would end"
                                + " with the first use of a contract that it lacks")
                .fix("Back it up anew when this run has ended, and restore no older one.")
                .about(step.participant().name());
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    /**
     * Once, after the imports and before the connection: from there the activation is found when the flag is asked for.
     */
    private void noteLedgerEnd() throws CallFailed {
        boolean known = work.record().result(Result.LedgerEnd.class).isPresent();
        boolean connected = work.here().registrations().stream().anyMatch(Registration::isConnected);
        if (!known && !connected) {
            work.keep(new Result.LedgerEnd(
                    work.here().ledgerEnd(), work.run().state().time()));
        }
    }

    private List<String> disconnected() throws CallFailed {
        return Connections.away(work.here(), step.window().atTheEnd());
    }

    /**
     * Caught up: its synchronizer time has passed the newest activation, and it shows for every party of the window
     * what the source shows.
     */
    private Optional<String> behind() throws CallFailed {
        Optional<Instant> newest = step.activations().stream()
                .flatMap(activation -> work.result(activation).stream())
                .map(Result.Activation::effective)
                .max(Instant::compareTo);
        if (newest.isPresent()) {
            Instant time = work.here().synchronizerTime(work.synchronizerHere());
            if (!time.isAfter(newest.get())) {
                return Optional.of("its synchronizer time is " + time);
            }
        }
        for (Transfer transfer : step.window().transfers()) {
            if (!isUpToDate(transfer)) {
                return Optional.of(
                        "its hosting of " + transfer.party().abbreviated() + " is not that of " + transfer.source());
            }
        }
        return Optional.empty();
    }

    /**
     * Of a source of another operator nothing is read: the target has passed the activation when its own view shows it.
     */
    private boolean isUpToDate(Transfer transfer) throws CallFailed {
        Optional<HostingMapping> own = mapping(work.step().participant(), transfer);
        if (work.run().reaches(transfer.source())) {
            return own.equals(mapping(transfer.source(), transfer));
        }
        return own.filter(mapping -> mapping.serial() >= transfer.activation().serial())
                .flatMap(mapping -> mapping.host(work.idHere()))
                .isPresent();
    }

    private Optional<HostingMapping> mapping(ParticipantName view, Transfer transfer) throws CallFailed {
        return work.at(view).hosting(work.synchronizer(view), transfer.party()).map(HostingState::mapping);
    }

    @Override
    String safeNext() {
        return "Every import of the window is complete, so " + step.participant()
                + " may be connected, and connecting again is harmless.";
    }
}
