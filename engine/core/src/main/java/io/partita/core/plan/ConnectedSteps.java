package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.topology.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The waves that isolate nobody: stale flags, new parties, changes of existing hosts, new hosts of unused parties. */
final class ConnectedSteps {

    private final PlanSteps plan;

    ConnectedSteps(PlanSteps plan) {
        this.plan = plan;
    }

    /**
     * What is signed elsewhere is asked for before anything is changed: whoever signs may need days, and nothing waits
     * for them then but this run.
     *
     * @param others what is signed elsewhere for namespaces
     */
    void addCollections(List<Step> others) {
        List<Step> steps = new ArrayList<>(others);
        for (PartyChange change : plan.content().parties()) {
            for (Signer signer : change.authority().signers()) {
                if (signer instanceof Signer.WithKey key && plan.isHandedOver(key)) {
                    Set<FactId> facts = plan.ground(change, key.through(), true);
                    plan.signed(change)
                            .forEach(mapping -> steps.add(plan.collection(
                                    key,
                                    Signing.subject(change.name(), mapping),
                                    change.name() + ", serial " + mapping.serial(),
                                    mapping,
                                    facts)));
                }
            }
        }
        plan.wave("collect the signatures that are given elsewhere", steps);
    }

    void addVettings() {
        List<Step> steps = new ArrayList<>();
        for (Vetting vetting : plan.content().vettings()) {
            ParticipantName target = vetting.target();
            Step step = new Step.VetPackages(
                    plan.head(Step.Kind.VET_PACKAGES, target, "", Set.of(), Set.of(plan.identity(target))), vetting);
            plan.vetted(target, step.id());
            steps.add(step);
        }
        plan.wave("vet packages", steps);
    }

    void addStaleFlags() {
        List<Step> comparisons = new ArrayList<>();
        List<Step> clearings = new ArrayList<>();
        for (PartyChange change : plan.content().parties()) {
            for (ParticipantName target : change.staleFlags()) {
                Step comparison = new Step.VerifyContracts(
                        plan.head(
                                Step.Kind.VERIFY_CONTRACTS,
                                target,
                                "/" + change.name(),
                                plan.last(change),
                                plan.ground(change, target, plan.isUntouched(change))),
                        change.name(),
                        change.party(),
                        source(change),
                        Optional.empty());
                HostingMapping flagged = plan.current(change).orElseThrow(() -> missing(change, "hosts"));
                HostingMapping cleared =
                        Signing.withoutFlag(flagged, plan.participant(target).id());
                Step clearing = new Step.ClearOnboarding(
                        plan.head(
                                Step.Kind.CLEAR_ONBOARDING,
                                target,
                                "/" + change.name(),
                                PlanSteps.all(plan.last(change), Set.of(comparison.id())),
                                Set.of()),
                        change.name(),
                        cleared,
                        Optional.empty());
                comparisons.add(comparison);
                clearings.add(clearing);
                plan.becomes(change, cleared);
                plan.last(change, clearing.id());
            }
        }
        plan.wave("compare contracts", comparisons);
        plan.wave("clear left-over onboarding flags", clearings);
    }

    private static ParticipantName source(PartyChange change) {
        return change.source().orElseThrow(() -> missing(change, "a source"));
    }

    private static IllegalArgumentException missing(PartyChange change, String what) {
        return new IllegalArgumentException("the change of " + change.name() + " has no " + what);
    }

    /** Mappings that are reached while every participant is connected. */
    void addDirect() {
        List<Step> early = new ArrayList<>();
        List<Step> completing = new ArrayList<>();
        for (PartyChange change : plan.content().parties()) {
            change.direct().ifPresent(mapping -> {
                if (change.path() == Route.Path.SIMPLE) {
                    addUnused(change, mapping, early, completing);
                } else {
                    addPlain(change, mapping, early, completing);
                }
            });
        }
        plan.wave("propose, and sign as hosts", early);
        plan.wave("sign for the parties", completing);
    }

    /** What the new hosts' quorum had to be there for. */
    void addLast() {
        List<Step> early = new ArrayList<>();
        List<Step> completing = new ArrayList<>();
        for (PartyChange change : plan.content().parties()) {
            change.last().ifPresent(mapping -> addPlain(change, mapping, early, completing));
        }
        plan.wave("propose the final hosting, and sign as hosts", early);
        plan.wave("sign the final hosting for the parties", completing);
    }

    private void addPlain(PartyChange change, HostingMapping mapping, List<Step> early, List<Step> completing) {
        Signing signing = plan.signing(change, mapping);
        SigningSteps signatures = new SigningSteps(plan, change, signing);
        List<Step> hosts = signatures.early(plan.last(change), Set.of());
        Step last = signatures.completing(
                PlanSteps.all(plan.last(change), PlanSteps.ids(hosts)), Optional.empty(), Optional.empty());
        Step effective = signatures.effective(last, new TreeSet<>(), List.of());
        early.addAll(hosts);
        completing.add(last);
        completing.add(effective);
        plan.becomes(change, mapping);
        plan.last(change, effective.id());
    }

    /**
     * The ledger end is noted first because a repair would need it; the look at the use of the party comes last before
     * the signature that makes the mapping effective.
     */
    private void addUnused(PartyChange change, HostingMapping mapping, List<Step> early, List<Step> completing) {
        ParticipantName witness = change.route().witness();
        Signing signing = plan.signing(change, mapping);
        SigningSteps signatures = new SigningSteps(plan, change, signing);
        String rest = signing.rest();
        Step.NoteLedgerEnd note = new Step.NoteLedgerEnd(
                plan.head(Step.Kind.NOTE_LEDGER_END, witness, rest, plan.last(change), Set.of()),
                signing,
                signing.unflagged().stream().findFirst().orElseThrow(() -> missing(change, "new host")));
        Ref<Result.LedgerEnd> noted = new Ref<>(note.id(), Result.LedgerEnd.class);
        List<Step> hosts = signatures.early(Set.of(note.id()), Set.of());
        SortedSet<FactId> unused = new TreeSet<>();
        change.route().complete().forEach(host -> unused.add(unused(change, host)));
        Step check = new Step.CheckUnused(
                plan.head(
                        Step.Kind.CHECK_UNUSED,
                        witness,
                        rest,
                        PlanSteps.all(PlanSteps.ids(hosts), Set.of(note.id())),
                        PlanSteps.all(unused, plan.ground(change, witness, plan.isUntouched(change)))),
                signing);
        Step last = signatures.completing(
                PlanSteps.all(PlanSteps.ids(hosts), Set.of(check.id())), Optional.of(noted), Optional.of(check.id()));
        Step effective = signatures.effective(last, new TreeSet<>(), List.of());
        Step confirm = new Step.ConfirmUnused(
                plan.head(Step.Kind.CONFIRM_UNUSED, witness, rest, Set.of(note.id(), effective.id()), Set.of()),
                signing,
                noted);
        early.add(note);
        early.addAll(hosts);
        completing.addAll(List.of(check, last, effective, confirm));
        plan.becomes(change, mapping);
        plan.last(change, confirm.id());
    }

    private FactId unused(PartyChange change, Usage.CompleteHost host) {
        return plan.fact(new Fact.Unused(
                new FactId("unused/" + host.participant() + "/" + change.name()),
                host.participant(),
                change.party(),
                host.upToOffset(),
                host.prunedUpTo()));
    }

    /** Every host of the plan shows the final hosting in its own view. */
    void addVerification() {
        List<Step> steps = new ArrayList<>();
        for (PartyChange change : plan.content().parties()) {
            plan.current(change)
                    .ifPresent(mapping -> mapping.hosts().stream()
                            .filter(host -> !change.kept().contains(host.participant()))
                            .flatMap(host -> plan.nameOf(host.participant()).stream())
                            .sorted()
                            .forEach(name -> steps.add(new Step.VerifyHosting(
                                    plan.head(
                                            Step.Kind.VERIFY_HOSTING,
                                            name,
                                            "/" + change.name(),
                                            plan.last(change),
                                            Set.of()),
                                    change.name(),
                                    mapping.hosting()))));
        }
        plan.wave("verify the hosting", steps);
    }
}
