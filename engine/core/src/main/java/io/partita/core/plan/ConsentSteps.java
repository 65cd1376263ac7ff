package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The signatures of one mapping: hosts first, the owner of the party's namespace last, so that nothing becomes effective before it. */
final class ConsentSteps {

    private final PlanDraft draft;

    ConsentSteps(PlanDraft draft) {
        this.draft = draft;
    }

    /** @param signers participants whose signature the mapping needs besides the owner's; the owner among them is left out, because one signature counts for both */
    List<Step> asHosts(
            PartyWork work,
            HostingMapping mapping,
            Collection<CurrentParticipant> signers,
            Collection<StepId> after,
            Collection<FactId> facts) {
        List<Step> steps = new ArrayList<>();
        for (CurrentParticipant signer : signers) {
            if (work.isOwner(signer)) {
                continue;
            }
            SortedSet<StepId> before = new TreeSet<>(after);
            before.addAll(draft.vetting(signer));
            steps.add(new Step.ConsentAsHost(
                    draft.head(
                            "host-consent/" + signer.name() + "/" + work.label() + "/" + mapping.serial(),
                            signer,
                            before,
                            with(draft.identity(signer), facts),
                            Step.Reversal.REPLACEABLE,
                            why(work, signer)),
                    mapping,
                    work.ownerOrBug().name()));
        }
        return steps;
    }

    private static Set<FactId> with(FactId identity, Collection<FactId> facts) {
        Set<FactId> all = new TreeSet<>(facts);
        all.add(identity);
        return all;
    }

    private static String why(PartyWork work, CurrentParticipant signer) {
        return work.liveHosts(signer.id())
                ? signer.name() + " has to agree to a higher permission for " + work.label()
                : signer.name() + " has to agree to host " + work.label();
    }

    /** @param isolated participants that have to be disconnected when the mapping becomes effective */
    Step asParty(
            PartyWork work,
            HostingMapping mapping,
            Collection<StepId> after,
            Collection<FactId> facts,
            Step.Reversal reversal,
            Set<CurrentParticipant> isolated) {
        CurrentParticipant owner = work.ownerOrBug();
        SortedSet<StepId> before = new TreeSet<>(after);
        if (work.difference().added().stream().anyMatch(work::isOwner)) {
            before.addAll(draft.vetting(owner));
        }
        TreeSet<ParticipantName> names = new TreeSet<>();
        isolated.forEach(target -> names.add(target.name()));
        return new Step.ConsentAsParty(
                draft.head(
                        "party-consent/" + owner.name() + "/" + work.label() + "/" + mapping.serial(),
                        owner,
                        before,
                        with(draft.identity(owner), facts),
                        reversal,
                        owner.name() + " owns the namespace of " + work.label()
                                + " and signs last: the mapping becomes effective"),
                mapping,
                names);
    }
}
