package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.state.Interlock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One signature of a mapping. One that completes nothing is confirmed when the proposal with it is seen by its signer
 * and by all who sign after it: the import's own check looks into the target's store, and the others sign what they see
 * (procedure 3.1). The one that completes the quorum is the point of no return, and confirmed when the mapping is
 * effective: until it is sent, a signature is in the memory of its participant, and a restart loses it.
 */
abstract class SignatureExecution extends Execution {

    final Step.Signature step;
    final HostingMapping mapping;
    private final SigningGuard guard;

    /** What the probe, the guards and the intent of one round judge by. */
    private HostingSight sight;

    /** Whether the guards have judged by it, and nothing was done or waited for since. */
    private boolean guarded;

    SignatureExecution(Step.Signature step, StepWork work) {
        super(work);
        this.step = step;
        this.mapping = step.signing().mapping();
        this.guard = new SigningGuard(step, work);
        this.sight = look();
    }

    /** A restart may lose a proposal that was not sent yet; while nothing builds on it, it is looked for again. */
    @Override
    boolean stillHolds() throws CallFailed, Ended, Stopped {
        boolean built = step.completes()
                || work.open(Interlock.Kind.ISOLATION).isPresent()
                || work.record(step.signing().completion()).isBegun();
        return built || probe().isDone();
    }

    @Override
    Probe probe() throws CallFailed, Ended, Stopped {
        guarded = false;
        sight = look().hostingAhead(step.participant()).proposalsAhead(step.participant());
        return step.completes() ? effective() : seen(sight.hostingAhead(lastView()));
    }

    @Override
    void guard() throws CallFailed, Ended, Stopped {
        requireBy(freshSight());
        guarded = true;
    }

    @Override
    Intent intent() throws CallFailed {
        SortedSet<Fingerprint> signers = proposal(freshSight(), step.participant())
                .map(HostingProposal::signedBy)
                .orElseGet(TreeSet::new);
        boolean unconfirmed = step.completes() && !step.signing().unflagged().isEmpty();
        return new Intent(
                Optional.of(new Result.SignersBefore(signers)),
                unconfirmed
                        ? List.of(work.interlock(
                                Interlock.Kind.UNCONFIRMED_USE, Optional.of(mapping.party()), Optional.empty()))
                        : List.of());
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        return step.completes() ? awaitEffective() : awaitSeen();
    }

    @Override
    String safeNext() {
        if (!step.completes()) {
            return "A signature that does not complete the quorum makes nothing effective, and giving it again is harmless.";
        }
        SortedSet<ParticipantName> isolated = step.signing().isolated();
        return isolated.isEmpty()
                ? "Do not sign by hand: what was signed may be effective already."
                : "Keep " + Wording.names(isolated)
                        + " disconnected and do not sign by hand: once the mapping is effective, only a complete import may come before the reconnection.";
    }

    /** No signature is given without another look at reality: waiting for a proposal, or a key, takes its time. */
    void requireNow() throws CallFailed, Ended {
        requireBy(look());
    }

    private void requireBy(HostingSight seen) throws CallFailed, Ended {
        if (step.completes()) {
            guard.require(seen);
        } else {
            guard.requireEarly(seen);
        }
    }

    /** The look of this round, or another one where it is too old: then the guards have not judged by it. */
    private HostingSight freshSight() {
        if (!sight.isFresh()) {
            sight = look();
            guarded = false;
        }
        return sight;
    }

    private HostingSight look() {
        return new HostingSight(work, mapping.party());
    }

    // ---- what completes nothing ----

    private Probe seen(HostingSight by) throws CallFailed {
        if (isAuthorized(by, lastView())) {
            return Probe.done("the mapping is authorized");
        }
        List<ParticipantName> views = views();
        for (ParticipantName view : views) {
            if (!isSigned(by, view)) {
                return Probe.open(
                        view.equals(step.participant())
                                ? "no signed proposal"
                                : "the proposal is not yet seen on " + view);
            }
        }
        return Probe.done("proposal for serial " + mapping.serial() + " seen on " + Wording.names(views));
    }

    /** Its own, and those of all who sign after it and that this run reaches, the completing one last. */
    private List<ParticipantName> views() {
        List<Signer> signers = step.signing().signers();
        Set<ParticipantName> views = new LinkedHashSet<>();
        views.add(step.participant());
        signers.subList(signers.indexOf(step.signer()) + 1, signers.size()).stream()
                .map(signer -> signer.place().participant())
                .filter(work.run()::reaches)
                .forEach(views::add);
        return List.copyOf(views);
    }

    private ParticipantName lastView() {
        List<ParticipantName> views = views();
        return views.get(views.size() - 1);
    }

    /** All that has to be looked at for the proposal to be there. */
    private Probe seenNow() throws CallFailed {
        HostingSight now = look().hostingAhead(lastView());
        views().forEach(now::proposalsAhead);
        return seen(now);
    }

    private String awaitSeen() throws CallFailed, Ended, Stopped {
        String views = Wording.names(views());
        Optional<String> seen = work.pollSigned(
                "until " + views + " see the proposal", () -> seenNow().done(), this::signAgainWhenLost);
        if (seen.isEmpty()) {
            throw work.failed(
                    Diagnostic.error("proposal-not-seen", "the proposal of " + step.participant() + " does not arrive")
                            .because("after " + work.limits().effective().toSeconds() + " s: "
                                    + seenNow().found())
                            .fix("Check that " + views + " are connected and up to date, then resume.")
                            .next(NextCommand.resume())
                            .about(step.participant().name()));
        }
        requireWhatKeysSign();
        return seen.get();
    }

    /** Found out before anything is isolated, when a key signs last. */
    private void requireWhatKeysSign() throws CallFailed, Ended {
        if (step.signing().signers().stream().noneMatch(signer -> signer.kind() == Signer.Kind.KEY)) {
            return;
        }
        Optional<HostingProposal> proposed = proposal(look(), step.participant());
        if (proposed.isPresent()) {
            KeySigner.requireSameBytes(
                    proposed.get().transactionHash(),
                    work.run().keys().transactions().of(mapping),
                    step.name(),
                    work);
        }
    }

    private void signAgainWhenLost() throws CallFailed, Ended, Stopped {
        HostingSight now = look();
        if (!isSigned(now, step.participant()) && !isAuthorized(now, step.participant())) {
            act();
        }
    }

    private boolean isAuthorized(HostingSight by, ParticipantName where) throws CallFailed {
        return by.hosting(where)
                .map(HostingState::mapping)
                .filter(mapping::equals)
                .isPresent();
    }

    /**
     * A key that signs by delegation has another fingerprint than the namespace: then a signature counts that was not
     * there before, and is of none of the other signers.
     */
    boolean isSigned() throws CallFailed {
        return isSigned(look(), step.participant());
    }

    private boolean isSigned(HostingSight by, ParticipantName where) throws CallFailed {
        Fingerprint own = step.signer().signingKey(work.plan().content()::fingerprint);
        Set<Fingerprint> known = new HashSet<>();
        step.signing().signers().forEach(signer -> known.add(signer.namespace()));
        work.record().result(Result.SignersBefore.class).ifPresent(before -> known.addAll(before.signers()));
        return proposal(by, where)
                .filter(found -> found.signedBy().stream()
                        .anyMatch(key -> key.equals(own) || (work.record().isBegun() && !known.contains(key))))
                .isPresent();
    }

    /** The proposal with exactly the planned content and serial. */
    private Optional<HostingProposal> proposal(HostingSight by, ParticipantName where) throws CallFailed {
        return by.proposals(where).stream()
                .filter(found -> found.mapping().equals(mapping))
                .findFirst();
    }

    /** What others have proposed; empty when this signature is the proposal. */
    Optional<HostingProposal> proposalToSign() throws CallFailed, Ended, Stopped {
        return step.kind() == Step.Kind.PROPOSE ? proposal(look(), step.participant()) : Optional.of(awaitProposal());
    }

    /**
     * As {@link #proposalToSign()}, with the guards after it. They have judged already, by the same look, when the
     * proposal was there then and that was just now.
     */
    Optional<HostingProposal> guardedProposal() throws CallFailed, Ended, Stopped {
        boolean judged = guarded && sight.isFresh() && isRepeatable();
        guarded = false;
        if (judged) {
            Optional<HostingProposal> there = proposal(sight, step.participant());
            if (there.isPresent() || step.kind() == Step.Kind.PROPOSE) {
                return there;
            }
        }
        Optional<HostingProposal> there = proposalToSign();
        requireNow();
        return there;
    }

    /**
     * Whether nothing can have happened since the look that this signature would make worse: of the one that completes
     * the quorum, participants refuse a serial that has moved on. Where a target is isolated, or the consent of a host
     * could become the last signature, the guards judge right before it.
     */
    private boolean isRepeatable() {
        boolean decisive = step.completes() || step.signing().unflagged().isEmpty();
        return decisive && step.signing().isolated().isEmpty();
    }

    HostingProposal awaitProposal() throws CallFailed, Ended, Stopped {
        Optional<HostingProposal> found = work.poll(
                "until " + step.participant() + " sees the proposal",
                work.limits().effective(),
                step.participant(),
                () -> proposal(look(), step.participant()));
        if (found.isEmpty()) {
            throw work.failed(Diagnostic.error("proposal-gone", "the proposal that others have signed is gone")
                    .because(
                            "it was seen before; another change of the same party's hosting makes all proposals expire")
                    .fix("Look at the hosting. If nobody changed it, resume; otherwise plan again.")
                    .next(NextCommand.show(), NextCommand.resume(), NextCommand.plan()));
        }
        return found.get();
    }

    // ---- what completes the quorum ----

    /**
     * A state with an end is changing: its successor is sequenced already and may be the one that this step makes, so
     * nothing is judged from it.
     */
    private Probe effective() throws CallFailed, Ended, Stopped {
        ParticipantName own = step.participant();
        boolean changing = sight.hosting(own).flatMap(HostingState::validUntil).isPresent();
        if (changing) {
            work.poll(
                    "until a change of the hosting is effective",
                    work.limits().effective(),
                    own,
                    () -> hosting(own).filter(state -> state.validUntil().isEmpty()));
            sight = look();
        }
        Optional<HostingState> live = sight.hosting(own);
        return (live.isPresent() ? effective(live.get()) : Optional.<HostingState>empty())
                .map(state -> Probe.done("serial " + state.mapping().serial() + ", effective " + state.validFrom()))
                .orElseGet(() -> Probe.open("not effective"));
    }

    /** The state that made it effective, also where the hosting was changed since. */
    private Optional<HostingState> effective(HostingState live) throws CallFailed {
        return new Effectiveness(step.signing(), work).of(live, step.participant());
    }

    private Optional<HostingState> settled() throws CallFailed {
        Optional<HostingState> live =
                hosting(step.participant()).filter(state -> state.validUntil().isEmpty());
        return live.isPresent() ? effective(live.get()) : Optional.empty();
    }

    private String awaitEffective() throws CallFailed, Ended, Stopped {
        ParticipantName own = step.participant();
        Optional<HostingState> settled =
                work.pollSigned("until the mapping is effective on " + own, own, this::settled, this::signAgain);
        if (settled.isEmpty()) {
            throw work.failed(AwaitEffectiveExecution.notEffective(own, proposal(look(), own)));
        }
        return probe().found();
    }

    /**
     * What is refused because it has become effective meanwhile is not refused, and a signature that is there already
     * waits for those of others.
     */
    private void signAgain() throws CallFailed, Ended, Stopped {
        if (probe().isDone()) {
            return;
        }
        try {
            act();
        } catch (Ended e) {
            if (!isDoneAfter(e)) {
                throw e;
            }
        } catch (CallFailed e) {
            if (e.failure().kind() != CallFailure.Kind.ALREADY_EXISTS && !isDoneAfter(e)) {
                throw e;
            }
        }
    }

    /** That nobody answers now says nothing of what went wrong before. */
    private boolean isDoneAfter(Exception wrong) throws Ended, Stopped {
        try {
            return probe().isDone();
        } catch (CallFailed unanswered) {
            wrong.addSuppressed(unanswered);
            return false;
        }
    }

    private Optional<HostingState> hosting(ParticipantName where) throws CallFailed {
        return look().hosting(where);
    }
}
