package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Optional;

/**
 * What a signature would change, compared with what is live and not with what the plan says of itself: no host goes, no key changes, and a host comes either isolated and with its contracts, or to a party
 * that was seen to be unused. The laws of a plan say the same of its text; this holds for whatever reaches a participant.
 */
final class ConsentGround {

    private final StepWork work;
    private final HostingMapping mapping;
    private final Optional<HostingMapping> live;

    /** @param live as the signing participant sees it; empty when the party is hosted nowhere */
    ConsentGround(StepWork work, HostingMapping mapping, Optional<HostingMapping> live) {
        this.work = work;
        this.mapping = mapping;
        this.live = live;
    }

    /** Nothing of what is live goes. */
    void requireKept() throws Ended {
        List<String> gone = live.map(HostingMapping::hosts).orElse(List.of()).stream()
                .map(Host::participant)
                .filter(host -> mapping.host(host).isEmpty())
                .map(ParticipantId::toString)
                .toList();
        if (!gone.isEmpty()) {
            throw refused(
                    "host-would-go",
                    work.step().id() + " would remove " + Wording.some(gone) + " from the hosts",
                    "there is no supported way to remove a host");
        }
        if (live.isPresent() && !live.get().signingKeys().equals(mapping.signingKeys())) {
            throw refused(
                    "keys-would-change",
                    work.step().id() + " would change the party's keys",
                    "keys are carried over untouched");
        }
    }

    /** Every host that comes does so in a safe way. A party that is hosted nowhere has no contracts that a host could lack. */
    void requireSafeArrivals() throws CallFailed, Ended {
        if (live.isEmpty()) {
            return;
        }
        for (Host host : mapping.hosts()) {
            if (live.get().host(host.participant()).isEmpty()) {
                arrival(host);
            }
        }
    }

    private void arrival(Host host) throws CallFailed, Ended {
        ParticipantName name = work.plan().participants().values().stream()
                .filter(participant -> participant.id().equals(host.participant()))
                .map(PlannedParticipant::name)
                .findFirst()
                .orElseThrow(() -> refused(
                        "host-not-in-plan",
                        work.step().id() + " would add " + host.participant() + ", which is no participant of the plan",
                        "nothing is known of it, and nobody would bring its contracts there"));
        if (host.isOnboarding()) {
            requireIsolated(name);
            requireImport(name);
        } else {
            requireUnused(name);
        }
    }

    void requireIsolated(ParticipantName target) throws CallFailed, Ended {
        Optional<String> why = Connections.notIsolated(work.at(target));
        boolean open =
                work.open(Interlock.Kind.ISOLATION, work.run().idOf(target)).isPresent();
        if (why.isEmpty() && open) {
            return;
        }
        throw work.refused(Diagnostic.error(
                        "target-not-isolated", target + " is not isolated, so the party must not become active on it")
                .because(why.orElse("the journal knows of no isolation window"))
                .fix("Resume. It isolates " + target + " again before it goes on.")
                .next(NextCommand.resume())
                .about(target.name()));
    }

    private void requireImport(ParticipantName target) throws Ended {
        boolean planned = Window.importsOn(work.plan(), target)
                .anyMatch(imported -> imported.consent().equals(work.step().id()));
        if (!planned) {
            throw refused(
                    "import-not-planned",
                    work.step().id() + " would make the party active on " + target
                            + ", and no step brings its contracts there",
                    "a target that reconnects without them is corrupted silently");
        }
    }

    private void requireUnused(ParticipantName target) throws Ended {
        boolean checked = work.plan()
                .steps()
                .anyMatch(other -> other instanceof Step.CheckUnused check
                        && check.party().equals(mapping.party())
                        && check.targets().contains(target)
                        && work.record(check.id()).isDone());
        boolean confirmed = work.plan()
                .steps()
                .anyMatch(other -> other instanceof Step.ConfirmUnused confirm
                        && confirm.consent().equals(work.step().id())
                        && confirm.targets().contains(target));
        if (!checked || !confirmed) {
            throw refused(
                    "not-proved-unused",
                    work.step().id() + " would add " + target + " without contracts to a party that may have some",
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
