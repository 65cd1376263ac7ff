package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.state.Interlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The point of no return. Signs exactly the bytes of the proposal that the hosts signed, only while every target is seen to be isolated, and only from the state of the mapping that the plan was made
 * on: once the flag was cleared a second signature would set it again (procedure 3, 6b).
 */
final class ConsentAsPartyExecution extends Execution {

    private final Step.ConsentAsParty step;

    ConsentAsPartyExecution(Step.ConsentAsParty step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended, Stopped {
        Optional<HostingMapping> live = current().map(HostingState::mapping);
        ConsentGround ground = new ConsentGround(work, step.mapping(), live);
        for (ParticipantName target : step.isolated()) {
            ground.requireIsolated(target);
        }
        for (StepId note : beginNotes()) {
            if (work.record(note).note(Notes.LEDGER_END).isEmpty()) {
                throw work.refused(Diagnostic.error(
                                "ledger-end-not-noted", "the ledger end of before the activation is not in the journal")
                        .because(
                                note
                                        + " has to come first: without it neither the export nor a repair can find the activation")
                        .next(NextCommand.resume()));
            }
        }
        requireBase(live);
        ground.requireKept();
        ground.requireSafeArrivals();
    }

    /** A state with an end is changing: its successor is sequenced already and may be the one that this step makes, so nothing is judged from it. */
    @Override
    Probe probe() throws CallFailed, Ended, Stopped {
        boolean changing = current().flatMap(HostingState::validUntil).isPresent();
        if (changing) {
            work.poll(
                    "until a change of the hosting is effective",
                    work.limits().effective(),
                    step.participant(),
                    () -> current().filter(state -> state.validUntil().isEmpty()));
        }
        return current()
                .filter(state -> state.mapping().equals(step.mapping()))
                .map(state -> Probe.done("serial " + state.mapping().serial() + ", effective " + state.validFrom()))
                .orElseGet(() -> Probe.open("not effective"));
    }

    @Override
    SortedMap<String, String> intent() {
        return new TreeMap<>(Map.of("serial", String.valueOf(step.mapping().serial())));
    }

    @Override
    List<Interlock> opens() {
        boolean confirmed = work.plan()
                .steps()
                .anyMatch(other -> other instanceof Step.ConfirmUnused later
                        && later.consent().equals(step.id())
                        && !later.targets().isEmpty());
        return confirmed
                ? List.of(work.interlock(
                        Interlock.Kind.UNCONFIRMED_USE,
                        Optional.of(step.mapping().party()),
                        Map.of()))
                : List.of();
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        guard();
        Optional<HostingProposal> proposal = hostsConsent() ? awaitProposal() : proposal();
        if (proposal.isPresent()) {
            work.here().sign(work.synchronizer(), proposal.get().transactionHash());
        } else {
            work.here()
                    .propose(work.synchronizer(), step.mapping(), work.limits().propose());
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        ParticipantName own = step.participant();
        requireEffective(own, work.pollSigned(effectiveOn(own), own, () -> settled(own), this::signAgain));
        TreeSet<ParticipantName> others = new TreeSet<>();
        exports().forEach(export -> others.add(export.participant()));
        others.remove(own);
        for (ParticipantName view : others) {
            requireEffective(view, work.poll(effectiveOn(view), work.limits().effective(), view, () -> settled(view)));
        }
        found();
        return probe().found();
    }

    private static String effectiveOn(ParticipantName view) {
        return "until the mapping is effective on " + view;
    }

    private void requireEffective(ParticipantName view, Optional<HostingState> state) throws CallFailed, Ended {
        if (state.isEmpty()) {
            throw work.failed(notEffective(view));
        }
    }

    /** What is refused because it has become effective meanwhile is not refused, and a signature that is there already waits for those of others. */
    private void signAgain() throws CallFailed, Ended, Stopped {
        if (probe().isDone()) {
            return;
        }
        try {
            act();
        } catch (Ended e) {
            if (!probe().isDone()) {
                throw e;
            }
        } catch (CallFailed e) {
            if (e.failure().kind() != CallFailure.Kind.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /** Notes when it became effective, and compares that with the other parties of the window. */
    @Override
    void found() throws CallFailed, Ended, Stopped {
        Optional<HostingState> settled = work.poll(
                "until the mapping is settled",
                work.limits().effective(),
                step.participant(),
                () -> settled(step.participant()));
        if (settled.isEmpty()) {
            throw work.failed(notEffective(step.participant()));
        }
        HostingState state = settled.get();
        TreeMap<String, String> notes = new TreeMap<>();
        notes.put(Notes.VALID_FROM, state.validFrom().toString());
        notes.put(Notes.TRANSACTION, state.transactionHash());
        work.note(notes);
        requireLaterThanOthers(state.validFrom());
    }

    private void requireLaterThanOthers(Instant validFrom) throws Ended {
        List<StepId> own = windows().stream()
                .flatMap(window -> window.consents().stream())
                .distinct()
                .toList();
        for (StepId other : own) {
            boolean same = !other.equals(step.id())
                    && work.record(other)
                            .note(Notes.VALID_FROM)
                            .map(Instant::parse)
                            .filter(validFrom::equals)
                            .isPresent();
            if (same) {
                throw work.failed(Window.equalTimes(other, step.id(), validFrom.toString()));
            }
        }
    }

    private List<Window> windows() {
        return Window.imports(work.plan())
                .filter(step -> step.consent().equals(this.step.id()))
                .map(Step.ImportAcs::isolation)
                .distinct()
                .map(isolation -> Window.of(work.plan(), isolation))
                .toList();
    }

    /** The mapping must still be the one that the planned serial follows. */
    private void requireBase(Optional<HostingMapping> live) throws Ended {
        int serial = live.map(HostingMapping::serial).orElse(0);
        if (serial >= step.mapping().serial()) {
            throw work.refused(Diagnostic.error(
                            "mapping-moved-on",
                            "the hosting of " + step.mapping().party().abbreviated() + " has moved on")
                    .because("this step makes serial " + step.mapping().serial() + "; " + step.participant() + " shows "
                            + Wording.mapping(live))
                    .fix(
                            step.isolated().isEmpty()
                                    ? "Plan again."
                                    : "Keep " + step.isolated()
                                            + " disconnected, find out who changed the hosting, then plan again."));
        }
    }

    private Optional<HostingProposal> awaitProposal() throws CallFailed, Ended, Stopped {
        Optional<HostingProposal> found = work.poll(
                "until " + step.participant() + " sees the proposal",
                work.limits().effective(),
                step.participant(),
                this::proposal);
        if (found.isEmpty()) {
            throw work.failed(Diagnostic.error("proposal-gone", "the proposal that the hosts signed is gone")
                    .because(
                            "it was seen before; another change of the same party's hosting makes all proposals expire")
                    .fix("Look at the hosting. If nobody changed it, resume; otherwise plan again.")
                    .next(NextCommand.show())
                    .next(NextCommand.resume()));
        }
        return found;
    }

    private Diagnostic notEffective(ParticipantName view) throws CallFailed {
        String signers = proposal()
                .map(found -> "signed so far by "
                        + Wording.some(found.signedBy().stream()
                                .map(key -> key.abbreviated())
                                .toList()))
                .orElse("no such proposal is pending");
        return Diagnostic.error("activation-missing", "the hosting does not become effective on " + view)
                .because(signers)
                .fix("If owners of a decentralized namespace still have to sign, let them; then resume.")
                .next(NextCommand.resume());
    }

    private Optional<HostingState> current() throws CallFailed {
        return work.here().hosting(work.synchronizer(), step.mapping().party());
    }

    private Optional<HostingState> settled(ParticipantName view) throws CallFailed {
        return work.at(view)
                .hosting(work.synchronizer(), step.mapping().party())
                .filter(state -> state.validUntil().isEmpty())
                .filter(state -> state.mapping().equals(step.mapping()));
    }

    private Optional<HostingProposal> proposal() throws CallFailed {
        HostingMapping mapping = step.mapping();
        return ConsentAsHostExecution.find(work.here(), work, mapping);
    }

    private boolean hostsConsent() {
        return work.plan()
                .steps()
                .anyMatch(other -> other instanceof Step.ConsentAsHost consent
                        && consent.mapping().equals(step.mapping()));
    }

    private List<Step.ExportAcs> exports() {
        return work.plan()
                .steps()
                .filter(Step.ExportAcs.class::isInstance)
                .map(Step.ExportAcs.class::cast)
                .filter(export -> export.consent().equals(step.id()))
                .toList();
    }

    private List<StepId> beginNotes() {
        List<StepId> notes = new ArrayList<>(
                exports().stream().map(Step.ExportAcs::beginNoted).toList());
        work.plan().steps().forEach(other -> {
            if (other instanceof Step.ConfirmUnused later && later.consent().equals(step.id())) {
                notes.add(later.beginNoted());
            }
        });
        return notes;
    }
}
