package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Signing;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a signature would change, compared with what is live and not with what the plan says of itself: no host goes, no
 * key changes, and a host comes either isolated and with its contracts, or to a party that was seen to be unused. Once
 * an onboarding flag was cleared a second signature would set it again (procedure 3, 6b), so the mapping must still be
 * the one that the signed serial follows.
 */
final class SigningGuard {

    private final Step.Signature step;
    private final StepWork work;
    private final Signing signing;
    private final HostingMapping mapping;

    SigningGuard(Step.Signature step, StepWork work) {
        this.step = step;
        this.work = work;
        this.signing = step.signing();
        this.mapping = signing.mapping();
    }

    /** For a signature that completes nothing: nothing of what is live would go, and it would indeed not. */
    void requireEarly(HostingSight sight) throws CallFailed, Ended {
        requireKept(live(sight));
        if (!signing.isolated().isEmpty() || !signing.unflagged().isEmpty()) {
            requireUnsigned(sight);
        }
    }

    /**
     * Somebody may have proposed exactly this and signed it as the party: then the consent of the host is the last
     * signature, and the party is active on it before anything is isolated or looked at.
     */
    private void requireUnsigned(HostingSight sight) throws CallFailed, Ended {
        SortedSet<Fingerprint> late = work.plan()
                .change(mapping.party())
                .map(change -> change.authority().late(work.plan().content()::fingerprint))
                .orElseGet(TreeSet::new);
        Optional<Fingerprint> signed = sight.proposals(step.participant()).stream()
                .filter(proposal -> proposal.mapping().equals(mapping))
                .flatMap(proposal -> proposal.signedBy().stream())
                .filter(late::contains)
                .findFirst();
        if (signed.isPresent()) {
            throw work.refused(Diagnostic.error(
                            "signed-too-early",
                            "serial " + mapping.serial() + " of " + signing.name() + " is signed for the party already")
                    .because(signed.get().abbreviated() + " has signed it, so this signature would be the last one:"
                            + " the party would be active on a host that is connected and lacks its contracts")
                    .fix("Plan again: the new plan proposes the same hosting as another transaction, which nobody has"
                            + " signed. Until then nobody must sign it by hand.")
                    .next(NextCommand.plan())
                    .about(signing.name()));
        }
    }

    /** For the signature that completes the quorum. */
    void require(HostingSight sight) throws CallFailed, Ended {
        Optional<HostingMapping> live = live(sight);
        for (ParticipantName target : signing.isolated()) {
            requireIsolated(target);
        }
        if (step.noted().isPresent()) {
            work.ledgerEnd(step.noted().get());
        }
        if (live.map(HostingMapping::serial).orElse(0) >= mapping.serial()) {
            throw work.refused(movedOn(signing, step.participant(), live, work));
        }
        requireKept(live);
        requireSafeArrivals(live);
    }

    /** As the signer sees it, or who looks for its signature; empty when the party is hosted nowhere. */
    private Optional<HostingMapping> live(HostingSight sight) throws CallFailed {
        return sight.hosting(step.participant()).map(HostingState::mapping);
    }

    /** Another mapping has the serial of this one, or has changed what it brought. */
    static Diagnostic movedOn(Signing signing, ParticipantName view, Optional<HostingMapping> live, StepWork work) {
        Diagnostic said = Diagnostic.error(
                        "mapping-moved-on", "the hosting of " + signing.party().abbreviated() + " has moved on")
                .because("this plan makes serial " + signing.mapping().serial() + "; " + view + " shows "
                        + Wording.mapping(live));
        if (work.run().interlocks().stream().noneMatch(SigningGuard::holds)) {
            return said.fix("Plan again.").next(NextCommand.plan());
        }
        if (new WayBack(work.run()).against().isEmpty()) {
            return said.fix("Give the run up, then plan again.").next(NextCommand.abandon());
        }
        String keep = signing.isolated().isEmpty()
                ? "Do not use the party: a host of it may be without its contracts."
                : "Keep " + Wording.names(signing.isolated())
                        + " disconnected: a party may be active there without its contracts.";
        return said.fix(keep + " Find out who changed the hosting, and ask for help before you connect anything.")
                .next(NextCommand.show());
    }

    /** Whether it keeps another plan away once the run has ended. */
    private static boolean holds(Interlock lock) {
        return lock.kind() != Interlock.Kind.PRUNING_SUSPENDED;
    }

    private void requireKept(Optional<HostingMapping> live) throws Ended {
        List<String> gone = live.map(HostingMapping::hosts).orElse(List.of()).stream()
                .map(Host::participant)
                .filter(host -> mapping.host(host).isEmpty())
                .map(ParticipantId::toString)
                .toList();
        if (!gone.isEmpty()) {
            throw refused(
                    "host-would-go",
                    step.id() + " would remove " + Wording.some(gone) + " from the hosts",
                    "there is no supported way to remove a host");
        }
        if (live.isPresent() && !live.get().signingKeys().equals(mapping.signingKeys())) {
            throw refused(
                    "keys-would-change",
                    step.id() + " would change the party's keys",
                    "keys are carried over untouched");
        }
    }

    /** A party that is hosted nowhere has no contracts that a host could lack. */
    private void requireSafeArrivals(Optional<HostingMapping> live) throws CallFailed, Ended {
        if (live.isEmpty()) {
            return;
        }
        for (Host host : mapping.hosts()) {
            if (live.get().host(host.participant()).isEmpty()) {
                requireSafeArrival(host);
            }
        }
    }

    private void requireSafeArrival(Host host) throws CallFailed, Ended {
        ParticipantName name = work.plan()
                .nameOf(host.participant())
                .orElseThrow(() -> refused(
                        "host-not-in-plan",
                        step.id() + " would add " + host.participant() + ", which is no participant of the plan",
                        "nothing is known of it, and nobody would bring its contracts there"));
        if (host.isOnboarding()) {
            requireIsolated(name);
            requireImport(name);
        } else {
            requireUnused(name);
        }
    }

    private void requireIsolated(ParticipantName target) throws CallFailed, Ended {
        Isolation.require(target, "the party must not become active on it", work);
    }

    /** Only a window notes the ledger end for a host that comes with the flag; nothing else imports. */
    private void requireImport(ParticipantName target) throws Ended {
        boolean planned = signing.isolated().contains(target)
                && step.noted().isPresent()
                && step.checkedUnused().isEmpty();
        if (!planned) {
            throw refused(
                    "import-not-planned",
                    step.id() + " would make the party active on " + target
                            + ", and no step brings its contracts there",
                    "a target that reconnects without them is corrupted silently");
        }
    }

    /** Who notes the ledger end and looks at the use before confirms it afterwards. */
    private void requireUnused(ParticipantName target) throws Ended {
        boolean checked = signing.unflagged().contains(target)
                && step.noted().isPresent()
                && step.checkedUnused().filter(id -> work.record(id).isDone()).isPresent();
        if (!checked) {
            throw refused(
                    "not-proved-unused",
                    step.id() + " would add " + target + " without contracts to a party that may have some",
                    "the first use of a contract that " + target + " lacks ends its process, and every restart after");
        }
    }

    private Ended refused(String code, String summary, String why) {
        return work.refused(Diagnostic.error(code, summary)
                .because(why)
                .fix("No planner makes such a plan. Plan again.")
                .about(mapping.party().abbreviated()));
    }
}
