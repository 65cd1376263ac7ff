package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The waves that isolate nobody: left-over flags, new parties, changes of existing hosts, and new hosts of unused parties. */
final class ConnectedWaves {

    private final PlanDraft draft;
    private final ConsentSteps consents;

    ConnectedWaves(PlanDraft draft) {
        this.draft = draft;
        this.consents = new ConsentSteps(draft);
    }

    void addVettings(List<PackagePlanning.Vetting> vettings) {
        List<Step> steps = new ArrayList<>();
        for (PackagePlanning.Vetting vetting : vettings) {
            CurrentParticipant target = vetting.target();
            Step step = new Step.VetPackages(
                    draft.head(
                            "vet/" + target.name(),
                            target,
                            List.of(),
                            List.of(draft.identity(target)),
                            Step.Reversal.REPLACEABLE,
                            target.name() + " will host parties whose packages it has not vetted"),
                    vetting.packages(),
                    vetting.dars());
            draft.vetted(target, step.id());
            steps.add(step);
        }
        draft.wave("vet packages", steps);
    }

    void addLeftOverFlags(List<PartyWork> works) {
        List<Step> comparisons = new ArrayList<>();
        List<Step> clearings = new ArrayList<>();
        for (PartyWork work : works) {
            for (CurrentParticipant target : work.difference().flagged()) {
                List<FactId> facts = List.of(draft.hosting(work), draft.noProposal(work));
                Step comparison = new Step.VerifyContracts(
                        draft.head(
                                "compare-contracts/" + target.name() + "/" + work.label(),
                                target,
                                draft.last(work),
                                facts,
                                Step.Reversal.READS_ONLY,
                                "the flag may go only if " + target.name() + " has every contract of " + work.label()),
                        work.difference().party(),
                        work.sourceOrBug().name());
                comparisons.add(comparison);
                Set<StepId> after = new LinkedHashSet<>(draft.last(work));
                after.add(comparison.id());
                HostingMapping cleared = draft.mappings(work).withoutFlag(target.id());
                Step clearing = clearing(work, target, cleared, after);
                clearings.add(clearing);
                draft.last(work, clearing.id());
            }
        }
        draft.wave("compare contracts", comparisons);
        draft.wave("clear left-over onboarding flags", clearings);
    }

    private Step clearing(PartyWork work, CurrentParticipant target, HostingMapping cleared, Set<StepId> after) {
        return new Step.ClearOnboarding(
                draft.head(
                        "clear/" + target.name() + "/" + work.label(),
                        target,
                        after,
                        List.of(),
                        Step.Reversal.IRREVERSIBLE,
                        "until the flag is gone " + target.name() + " can neither confirm nor submit for "
                                + work.label()),
                work.difference().party(),
                cleared,
                Optional.empty(),
                Optional.empty());
    }

    /** Parties that reach what is declared with one mapping. */
    void addMappings(List<PartyWork> works) {
        List<Step> ofHosts = new ArrayList<>();
        List<Step> ofParties = new ArrayList<>();
        for (PartyWork work : works) {
            if (work.isOffline()
                    || work.path() == PartyChange.Path.CHANGE
                            && work.difference().isHostedAsDeclared()) {
                continue;
            }
            HostingMapping mapping =
                    draft.mappings(work).asDesired(work.difference().added());
            if (work.path() == PartyChange.Path.SIMPLE) {
                addSimple(work, mapping, ofHosts, ofParties);
            } else {
                addPlain(work, mapping, ofHosts, ofParties);
            }
        }
        draft.wave("hosts consent", ofHosts);
        draft.wave("parties consent", ofParties);
    }

    /** What the new host's quorum had to be there for. */
    void addLater(List<PartyWork> offline) {
        List<Step> ofHosts = new ArrayList<>();
        List<Step> ofParties = new ArrayList<>();
        for (PartyWork work : offline) {
            if (!draft.mappings(work).isAsDesired()) {
                addPlain(work, draft.mappings(work).asDesired(List.of()), ofHosts, ofParties);
            }
        }
        draft.wave("hosts consent to the final permissions", ofHosts);
        draft.wave("parties consent to the final hosting", ofParties);
    }

    private void addPlain(PartyWork work, HostingMapping mapping, List<Step> ofHosts, List<Step> ofParties) {
        boolean first = draft.mappings(work).all().size() == 1;
        List<FactId> facts =
                first ? List.of(draft.hosting(work), draft.noProposal(work)) : List.of(draft.noProposal(work));
        List<Step> hosts = consents.asHosts(work, mapping, signers(work), draft.last(work), facts);
        Set<StepId> after = ids(hosts);
        after.addAll(draft.last(work));
        Step consent = consents.asParty(
                work,
                mapping,
                after,
                facts,
                work.path() == PartyChange.Path.CREATE ? Step.Reversal.IRREVERSIBLE : Step.Reversal.REPLACEABLE,
                Set.of());
        ofHosts.addAll(hosts);
        ofParties.add(consent);
        draft.last(work, consent.id());
    }

    /** The ledger end is noted first because a repair would need it; the look at the use of the party comes last before the signature that makes the mapping effective. */
    private void addSimple(PartyWork work, HostingMapping mapping, List<Step> ofHosts, List<Step> ofParties) {
        CurrentParticipant witness = work.sourceOrBug();
        CurrentParticipant firstTarget = work.difference().added().get(0);
        SortedSet<ParticipantName> targets = new TreeSet<>();
        work.difference().added().forEach(target -> targets.add(target.name()));
        List<FactId> facts = List.of(draft.hosting(work), draft.noProposal(work));
        List<FactId> unused = new ArrayList<>(facts);
        for (Usage.CompleteHost host : work.route().complete()) {
            unused.add(draft.unused(work, host));
        }
        Step note = new Step.NoteLedgerEnd(
                draft.head(
                        "note/" + witness.name() + "/" + work.label(),
                        witness,
                        draft.last(work),
                        List.of(),
                        Step.Reversal.READS_ONLY,
                        "a repair would need the offset before the activation of " + work.label()),
                work.difference().party(),
                firstTarget.name());
        List<Step> hosts = consents.asHosts(work, mapping, signers(work), List.of(note.id()), facts);
        Set<StepId> signed = ids(hosts);
        signed.add(note.id());
        Step check = new Step.CheckUnused(
                draft.head(
                        "check-unused/" + witness.name() + "/" + work.label(),
                        witness,
                        signed,
                        unused,
                        Step.Reversal.READS_ONLY,
                        "the new hosts get no contracts, so " + work.label() + " must still be unused"),
                work.difference().party(),
                targets);
        Step consent =
                consents.asParty(work, mapping, List.of(check.id()), facts, Step.Reversal.IRREVERSIBLE, Set.of());
        Step confirm = new Step.ConfirmUnused(
                draft.head(
                        "confirm-unused/" + witness.name() + "/" + work.label(),
                        witness,
                        List.of(note.id(), consent.id()),
                        List.of(),
                        Step.Reversal.READS_ONLY,
                        "a contract created just before the activation would be missing on the new hosts"),
                work.difference().party(),
                targets,
                note.id(),
                consent.id());
        ofHosts.add(note);
        ofHosts.addAll(hosts);
        ofParties.addAll(List.of(check, consent, confirm));
        draft.last(work, confirm.id());
    }

    /** New hosts and hosts that get more; lowering and the threshold need the party alone. */
    private static List<CurrentParticipant> signers(PartyWork work) {
        if (work.isOffline()) {
            return work.difference().raised();
        }
        List<CurrentParticipant> signers = new ArrayList<>(work.difference().added());
        signers.addAll(work.difference().raised());
        return signers;
    }

    private static Set<StepId> ids(List<Step> steps) {
        Set<StepId> ids = new LinkedHashSet<>();
        steps.forEach(step -> ids.add(step.id()));
        return ids;
    }

    /** Every declared host shows the declared hosting in its own view. */
    void addVerification(List<PartyWork> works, CurrentTopology topology) {
        List<Step> steps = new ArrayList<>();
        for (PartyWork work : works) {
            work.difference().declared().hosts().forEach(host -> {
                CurrentParticipant participant =
                        topology.participant(host.participant().value());
                steps.add(new Step.VerifyHosting(
                        draft.head(
                                "verify-hosting/" + participant.name() + "/" + work.label(),
                                participant,
                                draft.last(work),
                                List.of(),
                                Step.Reversal.READS_ONLY,
                                "every host has to see the hosting that is declared"),
                        work.difference().desired()));
            });
        }
        draft.wave("verify the hosting", steps);
    }
}
