package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The signatures of one mapping as steps: the first signer proposes, the others sign the proposal, the last one
 * completes the quorum, and then the mapping is waited for. All but the last may be given early.
 */
final class SigningSteps {

    private final PlanSteps plan;
    private final PartyChange change;
    private final Signing signing;
    private final boolean untouched;

    /** To be made before the mapping is one of the party's ({@link PlanSteps#becomes}). */
    SigningSteps(PlanSteps plan, PartyChange change, Signing signing) {
        this.plan = plan;
        this.change = change;
        this.signing = signing;
        this.untouched = plan.isUntouched(change);
    }

    /**
     * The signatures that make nothing effective yet.
     *
     * @param facts what each of them rests on besides its own view of the party
     */
    List<Step> early(Collection<StepId> after, Collection<FactId> facts) {
        List<Step> steps = new ArrayList<>();
        for (Signer signer : signing.signers().subList(0, signing.signers().size() - 1)) {
            Set<StepId> before = PlanSteps.all(after);
            steps.stream().findFirst().ifPresent(proposal -> before.add(proposal.id()));
            steps.add(signature(signer, steps.isEmpty(), before, facts, Optional.empty(), Optional.empty()));
        }
        return steps;
    }

    /** The signature that completes the quorum. */
    Step completing(Collection<StepId> after, Optional<Ref<Result.LedgerEnd>> noted, Optional<StepId> checkedUnused) {
        int last = signing.signers().size() - 1;
        SortedSet<StepId> before = PlanSteps.all(after);
        noted.ifPresent(ref -> before.add(ref.step()));
        checkedUnused.ifPresent(before::add);
        return signature(signing.signers().get(last), last == 0, before, Set.of(), noted, checkedUnused);
    }

    /** Waits for the mapping in the view of the participant that signed last. */
    Step.AwaitEffective effective(
            Step completing, SortedSet<ParticipantName> views, List<Ref<Result.Activation>> earlier) {
        ParticipantName reader = completing.participant();
        SortedSet<ParticipantName> others = new TreeSet<>(views);
        others.remove(reader);
        return new Step.AwaitEffective(
                plan.head(Step.Kind.AWAIT_EFFECTIVE, reader, signing.rest(), Set.of(completing.id()), Set.of()),
                signing,
                others,
                earlier);
    }

    private Step signature(
            Signer signer,
            boolean first,
            Collection<StepId> before,
            Collection<FactId> facts,
            Optional<Ref<Result.LedgerEnd>> noted,
            Optional<StepId> checkedUnused) {
        Place place = signer.place();
        Step.Kind kind = first ? Step.Kind.PROPOSE : Step.Kind.SIGN;
        SortedSet<StepId> after = PlanSteps.all(
                before, signer.participant().map(plan::vetting).orElse(Set.of()), plan.foundation(change));
        Optional<Ref<Result.Signed>> collected = plan.collected(signer, signing.subject());
        collected.ifPresent(ref -> after.add(ref.step()));
        Step.Head head = plan.head(
                kind,
                place,
                signer.label() + signing.rest(),
                after,
                PlanSteps.all(facts, plan.ground(change, place.participant(), untouched)));
        if (!first) {
            return new Step.Sign(head, signing, signer, collected, noted, checkedUnused);
        }
        if (signer.kind() == Signer.Kind.OUTSIDE) {
            throw new IllegalArgumentException(
                    "the first signature of " + signing.name() + " has to be one that this plan gives");
        }
        return new Step.Propose(head, signing, signer, collected, noted, checkedUnused);
    }
}
