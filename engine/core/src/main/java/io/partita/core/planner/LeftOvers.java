package io.partita.core.planner;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.LeftOver;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.EarlierHosts;
import io.partita.core.topology.MissedContracts;
import io.partita.core.topology.Pause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * What an earlier hosting left on a host: found by comparing the contracts of a party there with those of its source.
 */
final class LeftOvers {

    private final PhysicalSynchronizerId physical;
    private final SynchronizerId synchronizer;
    private final String alias;
    private final Network network;
    private final Pause pause;
    private final Set<Repair> said;

    private interface Look {
        Optional<Diagnostic> at(CurrentParticipant target) throws CallFailed;
    }

    /**
     * @param alias the synchronizer's, as declared
     * @param said what a person says to be repaired
     */
    LeftOvers(PhysicalSynchronizerId physical, String alias, Network network, Pause pause, Set<Repair> said) {
        this.said = Set.copyOf(said);
        this.physical = physical;
        this.synchronizer = physical.logical();
        this.alias = alias;
        this.network = network;
        this.pause = pause;
    }

    /**
     * Declared hosts that carry the onboarding flag and do not have the same contracts as the source: somebody began to
     * replicate the party. The network alone cannot tell "not imported yet" from "imported, flag not cleared yet", so a
     * flag is cleared only when the host has every contract that the source has. One that is away has the contracts of
     * another time, so it counts as incomplete: whether it is shows when they are compared with the exported ones.
     */
    Checked<List<CurrentParticipant>> incomplete(PartyDifference difference, CurrentParticipant source) {
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        List<CurrentParticipant> incomplete = new ArrayList<>();
        List<Diagnostic> unanswered = new ArrayList<>();
        for (CurrentParticipant target : difference.flagged()) {
            try {
                if (!isConnected(target)
                        || !comparison.isSame(network.participant(source.name()), network.participant(target.name()))) {
                    incomplete.add(target);
                }
            } catch (CallFailed e) {
                unanswered.add(CallDiagnostics.reading(target.name(), e.failure()));
            }
        }
        return Checked.of(incomplete, unanswered);
    }

    boolean isConnected(CurrentParticipant target) {
        return target.isConnectedTo(alias);
    }

    /**
     * Why an import would not heal a host that carries the flag: contracts that it lacks were archived since it became
     * a host, and it may have recorded that. An import of them is refused, or makes them active for ever (experiments
     * 2).
     */
    List<Diagnostic> archivedSince(PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        Participant at = network.participant(source.name());
        try (ContractSet lost = ContractSet.temporary()) {
            long end = at.ledgerEnd();
            Optional<Long> found = activation(difference, at, target, end);
            if (found.isEmpty()) {
                return List.of(pruned(difference, source, target));
            }
            if (!hasSeenItself(difference, target)) {
                return List.of();
            }
            long activation = found.get();
            lost.add(each -> at.activeContractIds(difference.party(), synchronizer, activation, each));
            lost.retain(each -> at.archivedContractIds(difference.party(), activation, end, each));
            ContractExamples examples = ContractExamples.of(lost::each);
            return examples.isEmpty() ? List.of() : List.of(used(difference, source, target, examples.count()));
        } catch (CallFailed e) {
            return List.of(CallDiagnostics.reading(source.name(), e.failure()));
        }
    }

    /**
     * Why a host without the flag cannot be given what it lacks from when it became one, or lacks nothing: what was
     * pruned nobody exports, and what it may have recorded as archived it refuses, or keeps active for ever.
     */
    List<Diagnostic> missed(
            PartyDifference difference, EarlierHosts earlier, CurrentParticipant source, CurrentParticipant target) {
        try {
            Optional<MissedContracts> missed =
                    earlier.missed(source.id(), target.id(), network.participant(target.name()));
            if (missed.isEmpty()) {
                return List.of(PartyRules.noSource(difference, target));
            }
            OptionalLong activation = missed.get().activation();
            if (activation.isEmpty()) {
                return List.of(pruned(difference, source, target)
                        .fix("declare another host of the party that was one before " + target.name()
                                + " and has not pruned so far. Without one nobody can export it any more: keep "
                                + target.name() + " disconnected"));
            }
            Optional<ContractExamples> lacked = missed.get().lacked(activation.getAsLong());
            if (lacked.filter(ContractExamples::isEmpty).isPresent()) {
                return List.of(PartyRules.lacksNothing(difference, target));
            }
            ContractExamples recorded =
                    missed.get().recorded(activation.getAsLong(), hasSeenItself(difference, target));
            if (!recorded.isEmpty()) {
                return List.of(used(difference, source, target, recorded.count())
                        .fix("restore the backup of " + target.name()
                                + " from before it became a host, start it without connecting it to any synchronizer"
                                + " (manual start), and plan the repair again; do not import by hand"));
            }
            return lacked.isPresent() ? List.of() : List.of(notTold(difference, source, target));
        } catch (CallFailed e) {
            return List.of(CallDiagnostics.reading(target.name(), e.failure()));
        }
    }

    /** When it became a host for the last time; empty when the source cannot export from there any more. */
    private Optional<Long> activation(
            PartyDifference difference, Participant source, CurrentParticipant target, long end) throws CallFailed {
        long pruned = source.prunedUpTo();
        return Activation.last(source.activations(difference.party(), synchronizer, target.id(), pruned, end))
                .map(Activation::offset)
                .filter(offset -> offset - 1 > pruned);
    }

    /**
     * Whether a host was connected when it became one. What was archived since it can only have recorded then: the store
     * of one that is away ends where it was disconnected.
     */
    private boolean hasSeenItself(PartyDifference difference, CurrentParticipant target) throws CallFailed {
        return isConnected(target)
                || network.participant(target.name())
                        .hosting(target.synchronizer(), difference.party())
                        .flatMap(state -> state.mapping().host(target.id()))
                        .isPresent();
    }

    /**
     * Hosts that get the party's contracts and have some of them which the source does not have: left over from an
     * earlier hosting. An import would not remove them. Contracts that the party shares with a party hosted there are
     * on both, and harmless.
     */
    List<Diagnostic> stale(PartyDifference difference, List<CurrentParticipant> targets, CurrentParticipant source) {
        ContractComparison comparison = new ContractComparison(difference.party(), synchronizer, pause);
        return each(targets, target -> {
            long stale = isConnected(target)
                    ? comparison.staleOn(network.participant(target.name()), network.participant(source.name()))
                    : staleAway(difference, network.participant(source.name()), target);
            return stale == 0 ? Optional.empty() : Optional.of(stale(difference, source, target, stale));
        });
    }

    /**
     * What was archived on the source since the activation, the target is told when it connects; and at any time, what
     * another party that it hosts all the while is a stakeholder of.
     */
    private long staleAway(PartyDifference difference, Participant source, CurrentParticipant target)
            throws CallFailed {
        Participant at = network.participant(target.name());
        long here = at.ledgerEnd();
        long end = source.ledgerEnd();
        Optional<Long> activation = activation(difference, source, target, end);
        if (here == 0 || activation.isEmpty()) {
            return 0;
        }
        PartyId party = difference.party();
        try (ContractSet stale = ContractSet.temporary()) {
            stale.add(each -> at.activeContractIds(party, synchronizer, here, each));
            if (!stale.isEmpty()) {
                stale.remove(each -> source.activeContractIds(party, synchronizer, activation.get(), each));
                stale.remove(each -> source.activeContractIds(party, synchronizer, end, each));
                stale.remove(each -> source.archivedContractIds(party, activation.get(), end, each));
            }
            if (!stale.isEmpty()) {
                Set<PartyId> others = others(difference, target, at.allHostings(target.synchronizer()));
                others.retainAll(others(difference, target, source.allHostings(physical)));
                // Of what was archived while it was no host of theirs nobody tells it.
                others.removeAll(AbsenceReading.shown(
                                target.id(),
                                new AbsenceReading.View(source, physical),
                                new AbsenceReading.View(at, target.synchronizer()))
                        .missed());
                stale.remove(each -> ofOthers(difference, at, here, others, each));
            }
            return ContractExamples.of(stale::each).count();
        }
    }

    /**
     * What an earlier hosting left on a target: contracts that the source does not have, and the archival of how many
     * of them the source shows. A contract that another party of the target is a stakeholder of is kept up to date for
     * that one; when the source does not have it, the two disagree about more than an earlier hosting.
     */
    Checked<LeftOver> leftBehind(PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        Participant from = network.participant(source.name());
        Participant at = network.participant(target.name());
        try (ContractSet stale = ContractSet.temporary();
                ContractSet shared = ContractSet.temporary()) {
            stale.add(
                    each -> new ContractComparison(difference.party(), synchronizer, pause).eachStale(at, from, each));
            long count = ContractExamples.of(stale::each).count();
            if (count == 0) {
                return Checked.of(new LeftOver(0, 0));
            }
            Set<PartyId> others = others(difference, target, from.allHostings(physical));
            shared.add(each -> ofOthers(difference, at, at.ledgerEnd(), others, each));
            shared.retain(stale::each);
            ContractExamples disputed = ContractExamples.of(shared::each);
            if (!disputed.isEmpty()) {
                return Checked.failed(disputed(difference, source, target, disputed));
            }
            stale.retain(
                    each -> from.archivedContractIds(difference.party(), from.prunedUpTo(), from.ledgerEnd(), each));
            return Checked.of(
                    new LeftOver(count, ContractExamples.of(stale::each).count()));
        } catch (CallFailed e) {
            return Checked.failed(CallDiagnostics.reading(target.name(), e.failure()));
        }
    }

    /** Contracts of the party that one of the others is a stakeholder of as well. */
    private void ofOthers(
            PartyDifference difference, Participant at, long end, Set<PartyId> others, Consumer<String> each)
            throws CallFailed {
        at.activeContracts(difference.party(), synchronizer, end, held -> {
            if (held.stakeholders().stream().anyMatch(others::contains)) {
                each.accept(held.id());
            }
        });
    }

    private static Set<PartyId> others(
            PartyDifference difference, CurrentParticipant target, SortedMap<PartyId, HostingState> hostings) {
        Set<PartyId> others = new HashSet<>();
        hostings.forEach((party, state) -> {
            if (state.mapping().host(target.id()).isPresent()) {
                others.add(party);
            }
        });
        others.remove(difference.party());
        return others;
    }

    private static Diagnostic disputed(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target, ContractExamples found) {
        return Diagnostic.refusal(
                        "contracts-disputed",
                        target.name() + " has contracts of " + difference.name()
                                + " and of other parties that it hosts," + " and " + source.name()
                                + " does not have them")
                .because(found.count() + (found.count() == 1 ? " contract is" : " contracts are") + " kept up to date"
                        + " there for another party (" + String.join(", ", found.some())
                        + "), so one of the two is wrong, and nothing tells which")
                .fix("find out from the applications of that party which of the two is right, and have its participant"
                        + " repaired; then plan again")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static List<Diagnostic> each(List<CurrentParticipant> targets, Look look) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (CurrentParticipant target : targets) {
            try {
                look.at(target).ifPresent(diagnostics::add);
            } catch (CallFailed e) {
                diagnostics.add(CallDiagnostics.reading(target.name(), e.failure()));
            }
        }
        return diagnostics;
    }

    Diagnostic incomplete(PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "half-done-hosting",
                        target.name() + " hosts " + difference.name()
                                + " with the onboarding flag, but not with the same contracts as " + source.name())
                .because("a replication began and did not end; whether somebody is still at it, a run with its state"
                        + " elsewhere or a person with a console, no participant can tell")
                .fix("If there is a run, resume it where its state is. If somebody else is at it, let them finish. If"
                        + " nobody is, plan the repair: it isolates " + target.name()
                        + ", imports the contracts again and clears the flag")
                .next(NextCommand.resume())
                .next(new Repair(difference.name(), target.name()).with(said))
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic pruned(PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "activation-pruned",
                        source.name() + " has pruned when " + difference.name() + " became active on " + target.name())
                .because("an export looks for that activation, and does not find it any more")
                .fix("declare another host of the party that has not pruned so far; without one, remove "
                        + target.name() + " as a host by hand, and restore its backup from before")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic notTold(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "activation-pruned",
                        target.name() + " has pruned what it has seen of " + difference.name()
                                + " since it became a host")
                .because("all that it may lack is archived on " + source.name()
                        + ", and nobody can tell whether it has seen that")
                .fix("connect it when you know that it has: without the flag it would not have survived the archival of"
                        + " a contract that it lacks")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic used(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target, long archived) {
        return Diagnostic.refusal(
                        "used-while-onboarding",
                        target.name() + " was a host of " + difference.name()
                                + " when contracts that it lacks were used")
                .because(archived + (archived == 1 ? " contract was" : " contracts were") + " archived since by what "
                        + source.name() + " shows: " + target.name()
                        + " may have recorded that, and then refuses their import or keeps them active for ever")
                .fix("restore the backup of " + target.name() + " from before it became a host; do not import by hand")
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Diagnostic stale(
            PartyDifference difference, CurrentParticipant source, CurrentParticipant target, long stale) {
        return Diagnostic.refusal(
                        "stale-contracts",
                        target.name() + " has contracts of " + difference.name() + " that " + source.name()
                                + " does not have")
                .because(stale + (stale == 1 ? " contract is" : " contracts are") + " active on " + target.name()
                        + " only; an import would leave them active for ever")
                .fix("have the operator of " + target.name()
                        + " purge them with the repair commands while it is disconnected, then plan again")
                .about(difference.name())
                .at(difference.declared().range());
    }
}
