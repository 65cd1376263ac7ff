package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The mapping is effective wherever the run has to see it, and became so at another time than the others of its window.
 */
final class AwaitEffectiveExecution extends ReadingExecution {

    private final Step.AwaitEffective step;
    private final HostingMapping mapping;

    AwaitEffectiveExecution(Step.AwaitEffective step, StepWork work) {
        super(work);
        this.step = step;
        this.mapping = step.signing().mapping();
    }

    @Override
    void guard() throws CallFailed, Ended {
        Optional<HostingState> live = hosting(step.participant());
        boolean taken = live.filter(state -> state.mapping().serial() >= mapping.serial())
                .isPresent();
        if (taken && effective(live.get(), step.participant()).isEmpty()) {
            throw work.refused(
                    SigningGuard.movedOn(step.signing(), step.participant(), live.map(HostingState::mapping), work));
        }
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<HostingState> own = settled(step.participant());
        if (own.isEmpty()) {
            return Probe.open("not effective on " + step.participant());
        }
        for (ParticipantName view : otherViews()) {
            if (settled(view).isEmpty()) {
                return Probe.open("not effective on " + view);
            }
        }
        return Probe.done(
                "serial " + mapping.serial() + ", effective " + own.get().validFrom());
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        await(step.participant());
        for (ParticipantName view : otherViews()) {
            await(view);
        }
        found();
        return probe().found();
    }

    /** Keeps when it became effective, and compares that with the other parties of the window. */
    @Override
    void found() throws CallFailed, Ended, Stopped {
        HostingState state = await(step.participant());
        HostingState since = step.signing().signers().isEmpty() ? becameHost(state) : state;
        work.keep(new Result.Activation(since.validFrom(), since.transactionHash()));
        ActivationTimes.requireLater(step, since.validFrom(), work);
    }

    /** What this run did not make effective may have moved since its target became a host, and is a host ever since. */
    private HostingState becameHost(HostingState live) throws CallFailed {
        List<ParticipantId> targets =
                step.signing().isolated().stream().map(work.run()::idOf).toList();
        HostingState first = live;
        List<HostingState> history =
                work.at(step.participant()).hostingHistory(work.synchronizer(step.participant()), mapping.party());
        for (int at = history.size() - 1; at >= 0 && hosts(history.get(at), targets); at--) {
            first = history.get(at);
        }
        return first;
    }

    private static boolean hosts(HostingState state, List<ParticipantId> targets) {
        return targets.stream().allMatch(target -> state.mapping().host(target).isPresent());
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    @Override
    String safeNext() {
        SortedSet<ParticipantName> isolated = step.signing().isolated();
        return isolated.isEmpty()
                ? super.safeNext()
                : "It only reads. Keep " + Wording.names(isolated)
                        + " disconnected: the mapping may be effective, and its contracts are not there.";
    }

    private List<ParticipantName> otherViews() {
        return step.views().stream().filter(work.run()::reaches).toList();
    }

    private HostingState await(ParticipantName view) throws CallFailed, Ended, Stopped {
        Optional<HostingState> state = work.poll(
                "until the mapping is effective on " + view, work.limits().effective(), view, () -> settled(view));
        if (state.isEmpty()) {
            throw work.failed(notEffective(
                    view,
                    work.at(view).proposals(work.synchronizer(view), mapping.party()).stream()
                            .filter(found -> found.mapping().equals(mapping))
                            .findFirst()));
        }
        return state.get();
    }

    static Diagnostic notEffective(ParticipantName view, Optional<HostingProposal> pending) {
        String signers = pending.map(found -> "signed so far by "
                        + Wording.some(found.signedBy().stream()
                                .map(Fingerprint::abbreviated)
                                .toList()))
                .orElse("no such proposal is pending");
        return Diagnostic.error("activation-missing", "the hosting does not become effective on " + view)
                .because(signers)
                .fix("If owners of a decentralized namespace still have to sign, let them; then resume.")
                .next(NextCommand.resume());
    }

    private Optional<HostingState> settled(ParticipantName view) throws CallFailed {
        Optional<HostingState> live =
                hosting(view).filter(state -> state.validUntil().isEmpty());
        return live.isPresent() ? effective(live.get(), view) : Optional.empty();
    }

    private Optional<HostingState> effective(HostingState live, ParticipantName view) throws CallFailed {
        return new Effectiveness(step.signing(), work).of(live, view);
    }

    private Optional<HostingState> hosting(ParticipantName view) throws CallFailed {
        return work.at(view).hosting(work.synchronizer(view), mapping.party());
    }
}
