package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Transfer;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.core.topology.ContractSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an earlier hosting left of a party on its isolated target. The source's contracts at the activation are all that
 * the party had then; anything else that the target holds of it was archived while nobody told the target. Contracts
 * that another party of the target is a stakeholder of are kept up to date for that one, and are none of it
 * (experiments 9).
 */
final class StaleContracts {

    private final Transfer transfer;
    private final ParticipantName target;
    private final long begin;
    private final StepWork work;

    /** @param begin the source's offset of before the activation */
    StaleContracts(Transfer transfer, ParticipantName target, long begin, StepWork work) {
        this.transfer = transfer;
        this.target = target;
        this.begin = begin;
        this.work = work;
    }

    /** To be closed by whoever asked. */
    ContractSet read() throws CallFailed, Ended {
        long activation = activation();
        Participant here = work.at(target);
        ContractSet stale = work.contractSet();
        try {
            Set<PartyId> others = others();
            long end = here.ledgerEnd();
            stale.add(each -> here.activeContracts(transfer.party(), work.logicalSynchronizer(), end, held -> {
                if (held.stakeholders().stream().noneMatch(others::contains)) {
                    each.accept(held.id());
                }
            }));
            if (!stale.isEmpty()) {
                stale.remove(each ->
                        source().activeContractIds(transfer.party(), work.logicalSynchronizer(), activation, each));
            }
            return stale;
        } catch (CallFailed | RuntimeException e) {
            stale.close();
            throw e;
        }
    }

    /** Who else is hosted there, as the source sees it: the target's own view ends at its isolation. */
    private Set<PartyId> others() throws CallFailed {
        ParticipantId id = work.run().idOf(target);
        Set<PartyId> others = new HashSet<>();
        for (Map.Entry<PartyId, HostingState> each :
                source().allHostings(work.synchronizer(transfer.source())).entrySet()) {
            HostingMapping mapping = each.getValue().mapping();
            if (mapping.host(id).isPresent()) {
                others.add(each.getKey());
            }
        }
        others.remove(transfer.party());
        return others;
    }

    private long activation() throws CallFailed, Ended {
        List<Activation> found = source().activations(
                        transfer.party(),
                        work.logicalSynchronizer(),
                        work.run().idOf(target),
                        begin,
                        source().ledgerEnd());
        if (found.isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "activation-not-found",
                            transfer.source() + " does not show when "
                                    + transfer.party().abbreviated() + " became active on " + target)
                    .because("what an earlier hosting left is what the party did not have at that time")
                    .fix("Nothing was purged. Look why " + transfer.source() + " has pruned it, then resume.")
                    .next(NextCommand.resume())
                    .about(target.name()));
        }
        return found.get(0).offset();
    }

    private Participant source() {
        return work.at(transfer.source());
    }
}
