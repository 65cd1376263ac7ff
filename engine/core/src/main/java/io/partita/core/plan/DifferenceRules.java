package io.partita.core.plan;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judgements over one party's difference and its live mapping, which no server makes (semantics 4, experiments 8 and 9). */
final class DifferenceRules {

    private DifferenceRules() {}

    static List<Diagnostic> of(Difference difference, Optional<CurrentParticipant> owner, CurrentTopology topology) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        if (!difference.isHostedAsDeclared()) {
            if (owner.isEmpty()) {
                diagnostics.add(noOwner(difference));
            }
            diagnostics.addAll(quorum(difference));
        }
        onboardingElsewhere(difference, topology).ifPresent(diagnostics::add);
        return diagnostics;
    }

    private static Diagnostic noOwner(Difference difference) {
        return Diagnostic.refusal("no-owner", "no declared participant can sign for " + difference.label())
                .because("the party is in the namespace " + difference.party().namespace()
                        + ", and no declared participant has it")
                .fix("declare the participant whose id ends with this fingerprint")
                .about(difference.label())
                .at(difference.declared().range());
    }

    /** With kept hosts and the live threshold, which the declaration alone does not show. */
    private static List<Diagnostic> quorum(Difference difference) {
        PartyHosting desired = difference.desired();
        SourceRange range = difference
                .declared()
                .threshold()
                .map(Declared::range)
                .orElse(difference.declared().range());
        List<Diagnostic> diagnostics = new ArrayList<>();
        if (desired.threshold() > desired.confirmingHosts()) {
            diagnostics.add(Diagnostic.error(
                            "threshold-too-high",
                            difference.label() + " would need " + desired.threshold() + " confirmations and have "
                                    + desired.confirmingHosts() + " confirming hosts")
                    .because("hosts with observation do not confirm; every transaction of the party would time out")
                    .fix("lower the threshold, or give more hosts confirmation")
                    .about(difference.label())
                    .at(range));
        }
        if (desired.threshold() > 1 && desired.hosts().containsValue(Permission.SUBMISSION)) {
            diagnostics.add(Diagnostic.error(
                            "submission-with-threshold",
                            difference.label() + " would have submission with a threshold of " + desired.threshold())
                    .because("a participant can submit for a party only with a threshold of 1")
                    .fix("declare confirmation for all hosts, or a threshold of 1")
                    .about(difference.label())
                    .at(range));
        }
        return diagnostics;
    }

    /** A mapping with somebody else's flag changes by itself, and its pinned serial would be wrong at any moment. */
    private static Optional<Diagnostic> onboardingElsewhere(Difference difference, CurrentTopology topology) {
        Set<ParticipantId> own =
                difference.flagged().stream().map(CurrentParticipant::id).collect(Collectors.toSet());
        String others = difference.live().map(HostingMapping::hosts).orElse(List.of()).stream()
                .filter(host -> host.isOnboarding() && !own.contains(host.participant()))
                .map(host -> topology.call(host.participant()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Diagnostic.refusal("onboarding-under-way", difference.label() + " is being replicated to " + others)
                        .because("its mapping still carries an onboarding flag there, and changes when the flag goes")
                        .fix("plan again when the flag is gone")
                        .about(difference.label())
                        .at(difference.declared().range()));
    }

    /** Why a party that is hosted nowhere cannot be created. */
    static Optional<Diagnostic> creation(Difference difference, int lastSerial) {
        DeclaredParty declared = difference.declared();
        if (lastSerial > 0) {
            return Optional.of(Diagnostic.refusal(
                            "party-was-removed", difference.label() + " existed before and is hosted nowhere now")
                    .because("its mapping reached serial " + lastSerial
                            + "; contracts of then may be left, and no host could give them to a new one")
                    .fix("use another name for a new party")
                    .about(difference.label())
                    .at(declared.range()));
        }
        return declared.identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.of(Diagnostic.error(
                                        "party-not-found", difference.party() + " does not exist on the synchronizer")
                                .because("a party that is given by its full id has to exist")
                                .fix("correct the id, or declare it with `local on:` so that it is created")
                                .about(difference.label())
                                .at(known.id().range())));
    }

    static Diagnostic noSource(Difference difference) {
        return Diagnostic.refusal("no-source", "no declared participant has the contracts of " + difference.label())
                .because("an export needs a connected host of the party without the onboarding flag")
                .fix("declare a participant that hosts the party now, and connect it")
                .about(difference.label())
                .at(difference.declared().range());
    }

    /** A participant that hosted the party before keeps what it had then, and would show it as active. */
    static List<Diagnostic> hostedEarlier(Difference difference, List<HostingState> history) {
        Set<ParticipantId> earlier = new HashSet<>();
        history.forEach(state -> state.mapping().hosts().forEach(host -> earlier.add(host.participant())));
        return difference.added().stream()
                .filter(target -> earlier.contains(target.id()))
                .map(target -> Diagnostic.refusal(
                                "hosted-earlier",
                                target.name() + " hosted " + difference.label() + " before and was removed")
                        .because("contracts of then stay active on it although they may be archived since; an import"
                                + " does not remove them")
                        .fix("have the operator of " + target.name()
                                + " purge them with Canton's repair commands and add the host by hand")
                        .about(difference.label())
                        .at(difference.declared().range()))
                .toList();
    }
}
